#include "kiosk/ui/scroll_area.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/ui/parts.h"
#include "sync/core/check.h"

namespace hall::ui {

namespace {

constexpr float page_line_height = 1.1F;
constexpr float page_arrow_em = 0.8F;
constexpr float page_height_em = 1.7F;  // of a button at the foot, at least

// Of the area, at most, however large the text.
constexpr float page_height_share = 0.14F;
constexpr float page_width_share = 0.11F;
constexpr int flips_max = 3;

int page_label_px(Frame& frame) {
    const Measures& m = frame.state().measures;
    return m.text_unscaled(frame.theme().small_mm);
}

// --- The two page buttons

// Where they stand, and how their labels run.
struct PageButtons {
    Box back;
    Box on;
    bool upright = false;  // arrow above the label
    int em_px = 0;
    float thickness = 0;  // of the strip they need beside or below the area
};

// A label as narrow as it gets: Chinese stands on end, other words are not broken.
const TextBlock& narrow_label(Frame& frame, std::string_view label, int em_px) {
    const TextBlock& flat = lay_out(frame, label, false, {.em_px = em_px});
    return lay_out(frame, label, false,
                   {.em_px = em_px, .wrap_px = flat.narrowest_px, .line_height = page_line_height});
}

// The labels grow with the text step as far as their buttons have room.
int grown(int em_px, float text_scale, float room_share) {
    const float em = static_cast<float>(em_px);
    return static_cast<int>(std::max(em, em * std::min(text_scale, room_share)));
}

PageButtons at_the_foot(Frame& frame, const Box& whole) {
    const Measures& m = frame.state().measures;
    const float middle = std::floor((whole.x0 + whole.x1) / 2);
    const float half_gap = std::ceil(m.gap / 2);
    const int usual_px = m.text_unscaled(frame.theme().body_mm);
    // One em for the label's line and arrow each is kept beside them.
    const float flat = static_cast<float>(
        std::max(lay_out(frame, frame("ui.page_up"), false, {.em_px = usual_px}).width_px,
                 lay_out(frame, frame("ui.page_down"), false, {.em_px = usual_px}).width_px) +
        2 * usual_px);
    const float height_most = std::max(m.target_least, whole.height() * page_height_share);
    const float width_share = (middle - half_gap - whole.x0 - 2 * m.border) / flat;
    const float height_share = height_most / (page_height_em * static_cast<float>(usual_px));
    const int em_px = grown(usual_px, m.text_scale, std::min(width_share, height_share));
    const float height = std::max({std::ceil(m.target * 0.9F), m.target_least,
                                   std::ceil(static_cast<float>(em_px) * page_height_em)});
    return {.back = {whole.x0, whole.y1 - height, middle - half_gap, whole.y1},
            .on = {middle + half_gap, whole.y1 - height, whole.x1, whole.y1},
            .upright = false,
            .em_px = em_px,
            .thickness = height + m.gap};
}

PageButtons at_the_right(Frame& frame, const Box& whole) {
    const Measures& m = frame.state().measures;
    const int usual_px = page_label_px(frame);
    const TextBlock& up = narrow_label(frame, frame("ui.page_up"), usual_px);
    const TextBlock& down = narrow_label(frame, frame("ui.page_down"), usual_px);
    const float narrowest = static_cast<float>(std::max(up.width_px, down.width_px));
    const float frame_px = 2 * m.border + 4;
    const bool low = whole.height() < 2 * m.target_least + m.gap;
    const float height = low ? whole.height() : std::floor((whole.height() - m.gap) / 2);
    const float high = static_cast<float>(std::max(up.height_px(), down.height_px())) +
                       std::ceil(static_cast<float>(usual_px) * page_arrow_em * 1.4F);
    const float width_most = std::max(m.target_least, whole.width() * page_width_share);
    const int em_px =
        low ? usual_px
            : grown(usual_px, m.text_scale,
                    std::min((width_most - frame_px) / narrowest, (height - frame_px) / high));
    const float label = narrowest * static_cast<float>(em_px) / static_cast<float>(usual_px);
    const float width = std::max(m.target_least, std::ceil(label) + frame_px);
    if (low) {
        const float left = whole.x1 - 2 * width - m.gap;
        return {.back = {left, whole.y0, left + width, whole.y1},
                .on = {whole.x1 - width, whole.y0, whole.x1, whole.y1},
                .upright = true,
                .em_px = em_px,
                .thickness = 2 * width + 2 * m.gap};
    }
    return {.back = {whole.x1 - width, whole.y0, whole.x1, whole.y0 + height},
            .on = {whole.x1 - width, whole.y1 - height, whole.x1, whole.y1},
            .upright = true,
            .em_px = em_px,
            .thickness = width + m.gap};
}

PageButtons plan_page_buttons(Frame& frame, const Box& whole) {
    return frame.view().landscape() ? at_the_right(frame, whole) : at_the_foot(frame, whole);
}

struct PageButton {
    std::string_view label;
    Box box;
    Direction direction = Direction::up;
    bool enabled = true;
    bool upright = false;
    int em_px = 0;
};

// Arrow and label in the middle of the button; the arrow alone where both do not fit.
bool page_button(Frame& frame, const PageButton& button) {
    const Measures& m = frame.state().measures;
    const Tap tap = touch(frame, button.label, button.box, button.enabled);
    const ControlLook look =
        look_of(frame, ButtonStyle::plain, "services", button.enabled, tap.held);
    paint_framed(frame, button.box, outline_of(frame, button.box, look), look.fill);

    const int em_px = button.em_px;
    const float em = std::ceil(static_cast<float>(em_px) * page_arrow_em);
    const TextBlock& label = button.upright ? narrow_label(frame, button.label, em_px)
                                            : lay_out(frame, button.label, false, {.em_px = em_px});
    const float between = std::ceil(em * 0.3F);
    const Box inner = button.box.inset(m.border);
    const float text_width = static_cast<float>(label.width_px);
    const float text_height = static_cast<float>(label.height_px());
    const float width = button.upright ? std::max(em, text_width) : em + between + text_width;
    const float height = button.upright ? em + between + text_height : text_height;
    const bool with_label = width <= inner.width() && height <= inner.height();
    const float shown_width = with_label ? width : em;
    const float shown_height = with_label ? height : em;
    const float x = std::floor(inner.x0 + (inner.width() - shown_width) / 2);
    const float y = std::floor(inner.y0 + (inner.height() - shown_height) / 2);
    const Box arrow = button.upright || !with_label ? Box{inner.x0, y, inner.x1, y + em}
                                                    : Box{x, y, x + em, y + shown_height};
    paint_arrow(frame, arrow, button.direction, look.ink);
    if (with_label) {
        const Box text = button.upright ? Box{inner.x0, y + em + between, inner.x1, inner.y1}
                                        : Box{x + em + between, y, inner.x1, inner.y1};
        paint_text(frame, label, text, button.upright ? Align::middle : Align::left,
                   {look.ink, look.ink});
    }
    record(frame, {.role = AccessRole::button,
                   .label = button.label,
                   .box = button.box,
                   .text_mm = with_label ? mm_of(frame, em_px) : 0,
                   .ink = look.ink,
                   .paper = look.fill,
                   .edge = look.edge,
                   .enabled = button.enabled});
    return tap.tapped;
}

void draw_page_buttons(Frame& frame, const OpenScroll& scroll, Scroller& scroller) {
    const PageButtons buttons = plan_page_buttons(frame, scroll.whole);
    const PageStops& stops = frame.state().stops;
    const bool back = !scroller.at_start();
    const bool on = !scroller.at_end();
    if (page_button(frame, {frame("ui.page_up"), buttons.back, Direction::up, back, buttons.upright,
                            buttons.em_px})) {
        scroller.go(stops.before(scroller.goal_px(), scroll.area.height()));
    }
    if (page_button(frame, {frame("ui.page_down"), buttons.on, Direction::down, on, buttons.upright,
                            buttons.em_px})) {
        scroller.go(stops.after(scroller.goal_px(), scroll.area.height()));
    }
}

// --- The finger and time

void move(Frame& frame, TouchId id, Scroller& scroller) {
    const Touch& finger = frame.state().touch;
    const double now_s = frame.now_s();
    if (finger.touches(id)) {
        if (!scroller.held()) scroller.hold(now_s);
        if (finger.scrolls(id)) scroller.drag(finger.moved_px(), now_s);
        if (finger.released()) scroller.release(now_s);
    } else if (scroller.held()) {
        scroller.release(now_s);
    }
    scroller.step(now_s);
}

}  // namespace

void open_scroll(Frame& frame, std::uint64_t id, const Box& whole) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    CHECK(!pass.scroll && !pass.card);
    Place& place = state.places.at(id, state.frame);
    OpenScroll scroll;
    scroll.id = id;
    scroll.whole = whole;
    scroll.area = whole;
    scroll.outside = pass.flow;
    scroll.paged = place.content_px > whole.height() + 0.5F || place.flips > flips_max;
    if (scroll.paged) {
        const float thickness = plan_page_buttons(frame, whole).thickness;
        if (frame.view().landscape())
            scroll.area.x1 -= thickness;
        else
            scroll.area.y1 = std::max(scroll.area.y0, scroll.area.y1 - thickness);
    }
    place.scroller.resize({place.scroll_px, scroll.area.height()});
    state.stops.clear();
    state.touch.area(id, scroll.area, place.scroller.moving());
    move(frame, id, place.scroller);
    scroll.top = scroll.area.y0 - static_cast<float>(place.scroller.offset_px());

    // Shadows and soft edges reach a little past the sides.
    const float over = state.measures.shadow;
    const Box clip = {scroll.area.x0 - over, scroll.area.y0, scroll.area.x1 + over, scroll.area.y1};
    scroll.outer_clip = narrow_clip(frame, clip);
    pass.flow = {scroll.area.x0, scroll.area.x1, scroll.top};
    pass.last_bottom = scroll.top;
    pass.scroll = scroll;
    state.scrolls.push_back({id, scroll.area, scroll.top});
    if (pass.title_left_over) {
        pass.title_left_over = false;
        heading(frame, state.title_kept);
    }
}

PageStop page_stop(const OpenScroll& scroll, float y0, float y1) {
    return {y0 - scroll.top, y1 - scroll.top, scroll.covered};
}

void keep_whole(Frame& frame, const Box& box) {
    UiState& state = frame.state();
    if (state.pass.scroll) state.stops.add_item(page_stop(*state.pass.scroll, box.y0, box.y1));
}

void begin_scroll(Frame& frame, std::string_view id, float below_px) {
    const Pass& pass = frame.state().pass;
    const float least = frame.state().measures.target_least;
    const float end = std::max(pass.flow.y + least, pass.content.y1 - below_px);
    frame.state().focus.page(id_of(id));
    open_scroll(frame, id_of(id), {pass.flow.x0, pass.flow.y, pass.flow.x1, end});
}

void end_scroll(Frame& frame) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    CHECK(pass.scroll && !pass.card);
    // On a small screen what is asked comes first.
    if (std::exchange(pass.subtitle_left_over, false)) small_print(frame, state.subtitle_kept);
    const OpenScroll scroll = *pass.scroll;
    pass.scroll.reset();
    restore_clip(frame, scroll.outer_clip);

    Place& place = state.places.at(scroll.id, state.frame);
    place.content_px = pass.last_bottom - scroll.top + state.measures.shadow;
    const bool needs_pages = place.content_px > scroll.whole.height() + 0.5F;
    const int offset = place.scroller.offset_px();
    const float area = scroll.area.height();
    const bool fits = place.content_px <= area;
    place.scroll_px = fits ? place.content_px : area + state.stops.end(place.content_px, area);
    place.scroller.resize({place.scroll_px, area});
    if (place.scroller.offset_px() != offset) state.again = true;
    if (needs_pages != scroll.paged) {
        const bool in_a_row = place.flip_frame + 1 == state.frame;
        place.flips = in_a_row ? place.flips + 1 : 1;
        place.flip_frame = state.frame;
        if (place.flips <= flips_max) state.again = true;
    } else {
        place.flips = 0;
    }
    if (!scroll.has_focus) place.focus = 0;
    if (scroll.paged) draw_page_buttons(frame, scroll, place.scroller);
    if (place.scroller.moving()) state.animating = true;

    pass.flow = scroll.outside;
    use_place(frame, scroll.whole, state.measures.gap);
}

void scroll_to(Frame& frame, float y) {
    UiState& state = frame.state();
    if (!state.pass.scroll) return;
    const OpenScroll& scroll = *state.pass.scroll;
    state.places.at(scroll.id, state.frame).scroller.jump(y - scroll.top);
    state.again = true;
}

void reveal_once(Frame& frame, std::uint64_t id, const Box& box) {
    UiState& state = frame.state();
    if (!state.pass.scroll) return;
    OpenScroll& scroll = *state.pass.scroll;
    scroll.has_focus = true;
    Place& place = state.places.at(scroll.id, state.frame);
    // Again when the area was given another height, as by the keyboard that came with the
    // focus, or the box grew with what was typed.
    const TouchId with_area = id_of({}, id + static_cast<std::uint64_t>(scroll.area.height()));
    const TouchId with_heights = id_of({}, with_area + static_cast<std::uint64_t>(box.height()));
    if (place.focus == with_heights) return;
    place.focus = with_heights;
    // The content may be shorter than this box until it is measured.
    place.scroller.resize({std::max(place.scroll_px, box.y1 - scroll.top), scroll.area.height()});
    place.scroller.reveal(box.y0 - scroll.top, box.y1 - scroll.top);
    state.again = true;
}

}  // namespace hall::ui
