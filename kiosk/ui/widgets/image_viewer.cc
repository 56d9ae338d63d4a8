// One picture, looked at closely. Every movement has a button: no gesture is needed, and
// none takes two fingers.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float zoom_step = 1.5F;
constexpr float zoom_max = 5.0625F;  // after four steps
constexpr float look_share = 0.5F;   // of what is seen, for one touch of an arrow

// Decoded at most this large: close enough at the last step, and no more than 16 MiB.
constexpr float detail = 3;
constexpr int side_max = 2048;

enum class Move : std::uint8_t { out, in, whole, left, up, down, right };
constexpr std::size_t moves_count = 7;

using Row = std::span<const Move>;
constexpr Move upright_first[] = {Move::out, Move::in, Move::whole};
constexpr Move upright_second[] = {Move::left, Move::up, Move::down, Move::right};
constexpr Move zooms[] = {Move::out, Move::in};
constexpr Move sideways[] = {Move::left, Move::right};
constexpr Move updown[] = {Move::up, Move::down};
constexpr Move whole_alone[] = {Move::whole};

// The rows of buttons: below the picture on an upright screen, at its right on a wide one.
// Where four rows do not fit there, the picture is seen whole again by going back step by
// step.
struct Rows {
    std::array<Row, 4> rows;
    std::size_t count = 0;
    std::size_t columns = 0;
};

Rows rows_for(Frame& frame, float height) {
    const Measures& m = frame.state().measures;
    if (!frame.view().landscape()) return {{upright_first, upright_second}, 2, 4};
    if (4 * m.target_least + 3 * m.gap_least <= height) {
        return {{zooms, sideways, updown, whole_alone}, 4, 2};
    }
    return {{zooms, sideways, updown}, 3, 2};
}

std::string_view words_key_of(Move move) {
    constexpr std::array<std::string_view, moves_count> keys = {
        "ui.zoom_out", "ui.zoom_in",   "ui.zoom_whole", "ui.look_left",
        "ui.look_up",  "ui.look_down", "ui.look_right"};
    return keys[static_cast<std::size_t>(move)];
}

std::optional<Direction> direction_of(Move move) {
    switch (move) {
        case Move::left:
            return Direction::left;
        case Move::right:
            return Direction::right;
        case Move::up:
            return Direction::up;
        case Move::down:
            return Direction::down;
        default:
            return std::nullopt;
    }
}

// --- The picture and what of it is seen

class Looker {
  public:
    Looker(Closeness& closeness, const canvas::Image& image, const Box& area)
        : close_(closeness), area_(area) {
        const auto width = static_cast<float>(image.width);
        const auto height = static_cast<float>(image.height);
        const float fit = std::min(area.width() / width, area.height() / height);
        width_ = width * fit;
        height_ = height * fit;
        clamp();
    }

    bool can(Move move) const {
        const float x = edge(area_.width(), shown_width());
        const float y = edge(area_.height(), shown_height());
        constexpr float least = 0.001F;
        switch (move) {
            case Move::in:
                return close_.zoom < zoom_max;
            case Move::out:
            case Move::whole:
                return close_.zoom > 1;
            case Move::left:
                return close_.x > x + least;
            case Move::right:
                return close_.x < 1 - x - least;
            case Move::up:
                return close_.y > y + least;
            case Move::down:
                return close_.y < 1 - y - least;
        }
        return false;
    }

    void move(Move move) {
        const float across = look_share * area_.width() / shown_width();
        const float down = look_share * area_.height() / shown_height();
        switch (move) {
            case Move::in:
                close_.zoom = std::min(close_.zoom * zoom_step, zoom_max);
                break;
            case Move::out:
                close_.zoom = std::max(1.F, close_.zoom / zoom_step);
                break;
            case Move::whole:
                close_ = {};
                break;
            case Move::left:
                close_.x -= across;
                break;
            case Move::right:
                close_.x += across;
                break;
            case Move::up:
                close_.y -= down;
                break;
            case Move::down:
                close_.y += down;
                break;
        }
        clamp();
    }

    // The finger moved the picture by so many pixels.
    void drag(float right_px, float down_px) {
        close_.x -= right_px / shown_width();
        close_.y -= down_px / shown_height();
        clamp();
    }

    Box shown() const {
        const float x = (area_.x0 + area_.x1) / 2 - close_.x * shown_width();
        const float y = (area_.y0 + area_.y1) / 2 - close_.y * shown_height();
        return {std::round(x), std::round(y), std::round(x + shown_width()),
                std::round(y + shown_height())};
    }

    int percent() const { return static_cast<int>(std::lround(close_.zoom * 100)); }

  private:
    float shown_width() const { return width_ * close_.zoom; }
    float shown_height() const { return height_ * close_.zoom; }

    // How far from the picture's edge its point in the middle of the area stays; what is
    // smaller than the area stands in its middle.
    static float edge(float area, float shown) { return std::min(0.5F, area / 2 / shown); }

    void clamp() {
        const float x = edge(area_.width(), shown_width());
        const float y = edge(area_.height(), shown_height());
        close_.x = std::clamp(close_.x, x, 1 - x);
        close_.y = std::clamp(close_.y, y, 1 - y);
    }

    Closeness& close_;
    Box area_;
    float width_ = 0;  // at zoom 1
    float height_ = 0;
};

// --- The buttons

struct MoveButton {
    Move move = Move::whole;
    Box box;
    bool enabled = true;
    int em_px = 0;
};

bool draw_move(Frame& frame, const MoveButton& button, std::string_view accent) {
    const std::string_view label = frame(words_key_of(button.move));
    const Tap tap = touch(frame, label, button.box, button.enabled);
    const ControlLook look = look_of(frame, ButtonStyle::plain, accent, button.enabled, tap.held);
    paint_framed(frame, button.box, outline_of(frame, button.box, look), look.fill);
    const std::optional<Direction> arrow = direction_of(button.move);
    if (arrow) {
        const float side = static_cast<float>(frame.state().measures.body);
        const float x = std::floor((button.box.x0 + button.box.x1 - side) / 2);
        const float y = std::floor((button.box.y0 + button.box.y1 - side) / 2);
        paint_arrow(frame, {x, y, x + side, y + side}, *arrow, look.ink);
    } else {
        const TextBlock& text =
            lay_out_label(frame, label, true, button.em_px, button.box.width() - 2 * look.border);
        paint_text_middle(frame, text, button.box, Align::middle, {look.ink, look.ink});
    }
    record(frame, {.role = AccessRole::button,
                   .label = label,
                   .box = button.box,
                   .text_mm = arrow ? 0 : mm_of(frame, button.em_px),
                   .ink = look.ink,
                   .paper = look.fill,
                   .edge = look.edge,
                   .enabled = button.enabled});
    return tap.tapped;
}

std::optional<Move> draw_moves(Frame& frame, const Rows& rows, const Box& box, const Looker* looker,
                               std::string_view accent) {
    const Measures& m = frame.state().measures;
    const std::string_view labels[] = {frame("ui.zoom_in"), frame("ui.zoom_out"),
                                       frame("ui.zoom_whole")};
    const float gaps = static_cast<float>(rows.columns - 1) * m.gap;
    const float narrow = std::floor((box.width() - gaps) / static_cast<float>(rows.columns));
    const float height = std::floor((box.height() - static_cast<float>(rows.count - 1) * m.gap) /
                                    static_cast<float>(rows.count));
    const int em_px = fit_labels(frame, {.labels = labels,
                                         .strong = true,
                                         .em_wanted = m.body,
                                         .width = narrow - 2 * m.border - 4,
                                         .height = height - 2 * m.border});
    std::optional<Move> moved;
    float y = box.y0;
    for (const Row row : std::span(rows.rows).first(rows.count)) {
        const auto count = static_cast<float>(row.size());
        const float width = std::floor((box.width() - (count - 1) * m.gap) / count);
        float x = box.x0;
        for (const Move move : row) {
            const MoveButton button = {
                move, {x, y, x + width, y + height}, looker != nullptr && looker->can(move), em_px};
            if (draw_move(frame, button, accent)) moved = move;
            x += width + m.gap;
        }
        y += height + m.gap;
    }
    return moved;
}

struct ViewerPlan {
    Box picture;
    Box buttons;
    Rows rows;
};

// Wide enough for the strings, but no wider: the room is the picture's.
float column_width(Frame& frame) {
    const Measures& m = frame.state().measures;
    float width = m.target_least;
    for (const char* key : {"ui.zoom_in", "ui.zoom_out"}) {
        const TextBlock& text = lay_out(frame, frame(key), true, {.em_px = m.small});
        width = std::max(width, static_cast<float>(text.width_px) + 2 * (m.border + 4));
    }
    return std::min(width, std::ceil(m.target_least * 1.6F));
}

ViewerPlan plan_viewer(Frame& frame, const Box& whole) {
    const Measures& m = frame.state().measures;
    ViewerPlan plan;
    plan.rows = rows_for(frame, whole.height());
    plan.picture = whole;
    plan.buttons = whole;
    if (frame.view().landscape()) {
        const auto columns = static_cast<float>(plan.rows.columns);
        const float width = columns * column_width(frame) + (columns - 1) * m.gap;
        plan.buttons.x0 = whole.x1 - width;
        plan.picture.x1 = plan.buttons.x0 - m.gap;
    } else {
        const auto rows = static_cast<float>(plan.rows.count);
        plan.buttons.y0 = whole.y1 - rows * m.target - (rows - 1) * m.gap;
        plan.picture.y1 = plan.buttons.y0 - m.gap;
    }
    return plan;
}

void record_picture(Frame& frame, const Picture& picture, const Box& box, std::string_view value) {
    const std::string_view label = picture.caption.empty() ? frame("ui.picture") : picture.caption;
    record(frame, {.role = AccessRole::picture, .label = label, .value = value, .box = box});
}

void draw_reason(Frame& frame, const Picture& picture, const Box& area, PictureState state) {
    const Theme& theme = frame.theme();
    if (state == PictureState::waiting) {
        record_picture(frame, picture, area, {});
        return;
    }
    const std::string_view reason =
        frame(state == PictureState::broken ? "ui.picture_broken" : "ui.picture_coming");
    const Measures& m = frame.state().measures;
    const Box inner = area.inset(m.padding / 2);
    const std::string_view labels[] = {reason};
    const int em_px = fit_labels(frame, {.labels = labels,
                                         .em_wanted = m.body,
                                         .width = inner.width(),
                                         .height = inner.height(),
                                         .lines_max = 6});
    const TextBlock& text = lay_out_label(frame, reason, false, em_px, inner.width());
    paint_text_middle(frame, text, inner, Align::middle, {theme.ink, theme.ink});
    record_picture(frame, picture, area, reason);
}

}  // namespace

void image_viewer(Frame& frame, std::string_view id, const Picture& picture) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const TouchId place_id = id_of(id, 1);
    const float end = std::max(frame.flow().y + m.target_least, state.pass.content.y1);
    const Box whole = {frame.flow().x0, frame.flow().y, frame.flow().x1, end};
    const ViewerPlan plan = plan_viewer(frame, whole);
    state.focus.page(place_id);

    paint_box(frame, plan.picture, frame.theme().shade);
    const auto side = [](float px) {
        return std::clamp(static_cast<int>(px * detail), 1, side_max);
    };
    const FoundPicture found = state.pictures.find(
        picture.name, {side(plan.picture.width()), side(plan.picture.height())});
    Closeness& closeness = state.places.at(place_id, state.frame).closeness;
    std::optional<Looker> looker;
    if (found.state == PictureState::ready) {
        looker.emplace(closeness, *found.image, plan.picture);
        state.touch.area(place_id, plan.picture, false);
        if (state.touch.scrolls(place_id)) {
            looker->drag(state.touch.moved_right_px(), state.touch.moved_px());
        }
        const Box before = narrow_clip(frame, plan.picture);
        paint_picture(frame, *found.image, looker->shown());
        restore_clip(frame, before);
        char digits[8];
        const auto written = std::to_chars(digits, digits + sizeof digits, looker->percent());
        state.scratch.clear();
        frame.strings().append(state.scratch, "ui.zoom", {std::string_view(digits, written.ptr)});
        record_picture(frame, picture, plan.picture, state.scratch);
    } else {
        draw_reason(frame, picture, plan.picture, found.state);
    }
    const SpokenScope aid(frame, SpokenAs::aid);
    const std::optional<Move> moved =
        draw_moves(frame, plan.rows, plan.buttons, looker ? &*looker : nullptr, picture.accent);
    if (moved && looker) {
        looker->move(*moved);
        state.again = true;
    }
    use_box(frame, whole, m.gap);
}

}  // namespace hall::kiosk::ui
