#include "kiosk/ui/widgets/scroll_area.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/parts.h"
#include "sync/core/check.h"

namespace hall::kiosk::ui {

namespace {

constexpr float page_arrow_em = 0.8F;
constexpr float page_height_em = 1.7F;  // of a button at the foot, at least

// Of the area, at most, however large the text.
constexpr float page_height_share = 0.14F;
constexpr float page_button_mm_min = 20;
constexpr float low_area_targets = 3.5F;  // lower than so many of them the strip stands beside it
constexpr int flips_max = 3;

// What is read gets larger type, where it takes up less than this share of its area.
constexpr float half_empty = 0.62F;
constexpr float type_fills = 0.85F;
constexpr float type_scale_max = 1.34F;

// --- The strip below the content: back, where one is, on

struct PageStrip {
    Box back;
    Box label;
    Box on;
    int em_px = 0;        // of the two buttons
    int label_em_px = 0;  // of what stands between them; 0: there is no room for it
    float thickness = 0;  // with the gap above it, or beside it
    bool beside = false;  // at the right of a very low area, arrows alone
};

// The largest numbers that are laid out for; the strip is planned before pages are counted.
constexpr std::string_view many_pages = "88";

void append_page(Frame& frame, std::string& text, std::string_view page, std::string_view count) {
    text.clear();
    frame.strings().append(text, "ui.page", {page, count});
}

// The labels grow with the text step as far as their buttons have room.
int grown(int em_px, float text_scale, float room_share) {
    const float em = static_cast<float>(em_px);
    return static_cast<int>(std::max(em, em * std::min(text_scale, room_share)));
}

// Above a keyboard on a low screen there is no height for a strip.
PageStrip beside_area(Frame& frame, const Box& whole) {
    const Measures& m = frame.state().measures;
    const float side = m.target_least;
    PageStrip strip;
    strip.beside = true;
    strip.em_px = m.least;
    const bool stacked = whole.height() >= 2 * side + m.gap_least;
    if (stacked) {
        strip.back = {whole.x1 - side, whole.y0, whole.x1, whole.y0 + side};
        strip.on = {whole.x1 - side, whole.y1 - side, whole.x1, whole.y1};
        strip.thickness = side + m.gap;
        return strip;
    }
    const float left = whole.x1 - 2 * side - m.gap;
    const float bottom = std::max(whole.y1, whole.y0 + side);
    strip.back = {left, whole.y0, left + side, bottom};
    strip.on = {whole.x1 - side, whole.y0, whole.x1, bottom};
    strip.thickness = 2 * side + 2 * m.gap;
    return strip;
}

PageStrip plan_page_strip(Frame& frame, const Box& whole) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const int usual_px = m.text_unscaled(frame.theme().body_mm);
    PageStrip strip;
    if (whole.height() < low_area_targets * m.target_least) return beside_area(frame, whole);
    // Two in three of the width for the buttons, or half each where the words find no room.
    append_page(frame, state.scratch, many_pages, many_pages);
    const float words_width =
        static_cast<float>(lay_out(frame, state.scratch, false, {.em_px = m.least}).width_px + 2);
    const float least = std::max(m.target_least, m.px(page_button_mm_min));
    const bool with_words = whole.width() - words_width - 2 * m.gap >= 2 * least;
    // One em for the label's line and arrow each is kept beside them.
    const float flat = static_cast<float>(
        std::max(lay_out(frame, frame("ui.page_up"), false, {.em_px = usual_px}).width_px,
                 lay_out(frame, frame("ui.page_down"), false, {.em_px = usual_px}).width_px) +
        2 * usual_px);
    const float width =
        with_words
            ? std::floor((whole.width() - std::max(words_width, whole.width() * 0.3F) - 2 * m.gap) /
                         2)
            : std::floor((whole.width() - m.gap) / 2);
    const float height_most = std::max(m.target_least, whole.height() * page_height_share);
    const float width_share = (width - 2 * m.border) / flat;
    const float height_share = height_most / (page_height_em * static_cast<float>(usual_px));
    strip.em_px = grown(usual_px, m.text_scale, std::min(width_share, height_share));
    const float height = std::max({std::ceil(m.target * 0.9F), m.target_least,
                                   std::ceil(static_cast<float>(strip.em_px) * page_height_em)});
    const float y = whole.y1 - height;
    strip.back = {whole.x0, y, whole.x0 + width, whole.y1};
    strip.on = {whole.x1 - width, y, whole.x1, whole.y1};
    strip.thickness = height + m.gap;
    if (!with_words) return strip;
    strip.label = {strip.back.x1 + m.gap / 2, y, strip.on.x0 - m.gap / 2, whole.y1};
    const float share = strip.label.width() / (words_width + 1);
    strip.label_em_px = std::clamp(static_cast<int>(static_cast<float>(m.least) * share), m.least,
                                   std::max(m.least, strip.em_px));
    return strip;
}

struct PageButton {
    std::string_view label;
    Box box;
    Direction direction = Direction::left;
    bool enabled = true;
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
    const TextBlock& label = lay_out(frame, button.label, false, {.em_px = em_px});
    const float between = std::ceil(em * 0.3F);
    const Box inner = button.box.inset(m.border);
    const float text_width = static_cast<float>(label.width_px);
    const bool with_label = em + between + text_width <= inner.width();
    const float width = with_label ? em + between + text_width : em;
    const float x = std::floor(inner.x0 + (inner.width() - width) / 2);
    const bool back = button.direction == Direction::left;
    const float arrow_x = back || !with_label ? x : x + text_width + between;
    paint_arrow(frame, {arrow_x, inner.y0, arrow_x + em, inner.y1}, button.direction, look.ink);
    if (with_label) {
        const float text_x = back ? x + em + between : x;
        paint_text_middle(frame, label, {text_x, inner.y0, inner.x1, inner.y1}, Align::left,
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

class PageDigits {
  public:
    explicit PageDigits(std::size_t number) {
        end_ = std::to_chars(text_, text_ + sizeof text_, number).ptr;
    }
    operator std::string_view() const { return {text_, end_}; }

  private:
    char text_[12];
    char* end_ = nullptr;
};

// The last page that begins at or above `offset`.
std::size_t page_of(const std::vector<ScreenPage>& pages, float offset) {
    std::size_t page = 0;
    while (page + 1 < pages.size() && pages[page + 1].offset <= offset + 1) ++page;
    return page;
}

void draw_page_strip(Frame& frame, const OpenScroll& scroll, Scroller& scroller) {
    const SpokenScope aid(frame, SpokenAs::aid);
    UiState& state = frame.state();
    const PageStrip strip = plan_page_strip(frame, scroll.whole);
    const std::vector<ScreenPage>& pages = state.pages;
    const float goal = scroller.goal_px();
    const std::size_t page = page_of(pages, goal);
    const bool back = !scroller.at_start();
    const bool on = page + 1 < pages.size();
    if (page_button(frame, {frame("ui.page_up"), strip.back, Direction::left, back, strip.em_px})) {
        // Who stands in the middle of a page goes to its beginning first.
        const bool inside = pages[page].offset < goal - 1;
        scroller.go(pages[inside || page == 0 ? page : page - 1].offset);
        state.animating = true;
    }
    if (strip.label_em_px > 0) {
        append_page(frame, state.scratch, PageDigits(page + 1), PageDigits(pages.size()));
        const auto width = [&] {
            return lay_out(frame, state.scratch, false, {.em_px = strip.label_em_px}).width_px;
        };
        // Hundreds of pages leave room for the two numbers.
        if (static_cast<float>(width()) > strip.label.width()) {
            state.scratch.clear();
            frame.strings().append(state.scratch, "ui.page_short",
                                   {PageDigits(page + 1), PageDigits(pages.size())});
        }
        const TextBlock& text = lay_out(frame, state.scratch, false, {.em_px = strip.label_em_px});
        const Colour ink = frame.theme().ink_soft;
        paint_text_middle(frame, text, strip.label, Align::middle, {ink, ink});
        record_text(frame, AccessRole::text, state.scratch, strip.label,
                    {strip.label_em_px, ink, true});
    }
    if (page_button(frame, {frame("ui.page_down"), strip.on, Direction::right, on, strip.em_px})) {
        scroller.go(pages[page + 1].offset);
        state.animating = true;
    }
}

// --- Room that is left, shared among what may grow

// What is left of the area goes to the things that can grow, in the next frame.
void share_room(Frame& frame, const OpenScroll& scroll, Place& place) {
    const float content = place.content_px - scroll.grown;
    const float left = scroll.whole.height() - content;
    const bool grows = scroll.growers > 0 && left > 0;
    const float each = grows ? std::floor(left / static_cast<float>(scroll.growers)) : 0;
    if (std::abs(each - place.grow_px) < 1) return;
    place.grow_px = each;
    frame.state().again = true;
}

// Text takes room by the square of its size: it gets longer lines and more of them.
void fit_type(Frame& frame, const OpenScroll& scroll, Place& place) {
    UiState& state = frame.state();
    state.measures = scroll.measures;
    if (!scroll.reading || place.type_fixed || state.measures.text_scale > 1) return;
    const float content = place.content_px - scroll.grown;
    const float whole = scroll.whole.height();
    float scale = place.type_scale;
    if (scale > 1) {
        place.type_fixed = content > whole;
        if (place.type_fixed) scale = 1;
    } else if (content < whole * half_empty) {
        scale = std::min(type_scale_max, std::sqrt(whole * type_fills / std::max(1.F, content)));
    }
    if (scale == place.type_scale) return;
    place.type_scale = scale;
    state.again = true;
}

void enlarge_type(Measures& measures, float scale) {
    for (int* em_px : {&measures.heading, &measures.body, &measures.small})
        *em_px = static_cast<int>(static_cast<float>(*em_px) * scale);
}

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

void open_scroll(Frame& frame, std::uint64_t id, const Box& whole, ScrollKind kind) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    CHECK(!pass.scroll && !pass.card);
    Place& place = state.places.at(id, state.frame);
    OpenScroll scroll;
    scroll.id = id;
    scroll.whole = whole;
    scroll.area = whole;
    scroll.outside = pass.flow;
    scroll.measures = state.measures;
    scroll.reading = kind == ScrollKind::reading;
    scroll.paged = place.content_px > whole.height() + 0.5F || place.flips > flips_max;
    if (scroll.paged) {
        const PageStrip strip = plan_page_strip(frame, whole);
        if (strip.beside)
            scroll.area.x1 -= strip.thickness;
        else
            scroll.area.y1 = std::max(scroll.area.y0, scroll.area.y1 - strip.thickness);
    } else {
        scroll.grow = place.grow_px;
    }
    if (scroll.reading) enlarge_type(state.measures, place.type_scale);
    place.scroller.resize({place.scroll_px, scroll.area.height()});
    state.stops.clear();
    state.touch.area(id, scroll.area, place.scroller.moving());
    move(frame, id, place.scroller);
    scroll.top = scroll.area.y0 - static_cast<float>(place.scroller.offset_px());

    // Shadows and soft edges reach a little past the sides.
    const float over = state.measures.shadow;
    Box clip = {scroll.area.x0 - over, scroll.area.y0, scroll.area.x1 + over, scroll.area.y1};
    // What rests shows whole rows and lines only; what moves shows where it goes.
    const bool rests = !place.scroller.moving() && !place.scroller.held();
    const bool same =
        place.scroller.offset_px() == place.page_offset && scroll.area.height() == place.page_area;
    if (scroll.paged && rests && same) clip.y1 = std::min(clip.y1, scroll.top + place.page_end);
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

float grow(Frame& frame, float most) {
    std::optional<OpenScroll>& scroll = frame.state().pass.scroll;
    if (!scroll) return 0;
    ++scroll->growers;
    const float by = std::floor(std::clamp(scroll->grow, 0.F, most));
    scroll->grown += by;
    return by;
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

void begin_reading(Frame& frame, std::string_view id) {
    const Pass& pass = frame.state().pass;
    frame.state().focus.page(id_of(id));
    open_scroll(frame, id_of(id), {pass.flow.x0, pass.flow.y, pass.flow.x1, pass.content.y1},
                ScrollKind::reading);
}

namespace {

// Nothing is cut where the content stands still: neither at the top nor at the foot.
void come_to_rest(Frame& frame, Place& place, float area) {
    UiState& state = frame.state();
    Scroller& scroller = place.scroller;
    if (scroller.held() || scroller.moving()) return;
    const auto offset = static_cast<float>(scroller.offset_px());
    const ScreenPage& page = state.pages[page_of(state.pages, offset)];
    const bool begins = std::abs(page.offset - offset) <= 1;
    if (!begins) {
        const float rest = state.stops.rest(offset, area);
        if (std::abs(rest - offset) > 1 && offset < state.pages.back().offset - 1) {
            scroller.go(rest);
            return;
        }
    }
    const float end =
        begins ? page.end + (offset - page.offset) : state.stops.page_at(offset, area).end;
    const bool known = place.page_offset == scroller.offset_px() && place.page_area == area &&
                       place.page_end == end;
    if (known) return;
    place.page_offset = scroller.offset_px();
    place.page_area = area;
    place.page_end = end;
    state.again = true;
}

}  // namespace

void end_scroll(Frame& frame) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    CHECK(pass.scroll && !pass.card);
    // On a small screen what is asked comes first.
    if (std::exchange(pass.subtitle_left_over, false)) small_print(frame, state.subtitle_kept);
    const OpenScroll scroll = *pass.scroll;
    pass.scroll_end = scroll.paged ? scroll.whole.y1 : std::min(pass.last_bottom, scroll.whole.y1);
    pass.scroll.reset();
    restore_clip(frame, scroll.outer_clip);

    Place& place = state.places.at(scroll.id, state.frame);
    place.content_px = pass.last_bottom - scroll.top + state.measures.shadow;
    const float needed = place.content_px - scroll.grown;
    const bool needs_pages = needed > scroll.whole.height() + 0.5F;
    const int offset = place.scroller.offset_px();
    const float area = scroll.area.height();
    state.stops.pages(place.content_px - state.measures.shadow, area, state.pages);
    place.scroll_px = area + state.pages.back().offset;
    place.scroller.resize({place.scroll_px, area});
    if (place.scroller.offset_px() != offset) state.again = true;
    come_to_rest(frame, place, area);
    share_room(frame, scroll, place);
    fit_type(frame, scroll, place);
    if (needs_pages != scroll.paged) {
        const bool in_a_row = place.flip_frame + 1 == state.frame;
        place.flips = in_a_row ? place.flips + 1 : 1;
        place.flip_frame = state.frame;
        if (place.flips <= flips_max) state.again = true;
    } else {
        place.flips = 0;
    }
    if (!scroll.has_focus) place.focus = 0;
    if (scroll.paged) draw_page_strip(frame, scroll, place.scroller);
    if (place.scroller.moving()) state.animating = true;

    pass.flow = scroll.outside;
    use_box(frame, scroll.whole, state.measures.gap);
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

}  // namespace hall::kiosk::ui
