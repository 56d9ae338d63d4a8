// Boards as a grid of tiles: emblem, name, and what is new. On a wide screen, which is low, the
// name stands beside its emblem and what is new gives way: all boards are to be seen at once.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/scroll_area.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::size_t columns_max = 4;
constexpr std::size_t columns_upright = 3;
constexpr float name_line_height = 1.25F;
constexpr float emblem_of_name = 2.2F;    // side of the emblem, in em of the name
constexpr float emblem_character = 0.6F;  // em of its character, in sides
constexpr float emblem_radius = 0.22F;

// On a wide screen.
constexpr float emblem_of_name_low = 1.85F;
constexpr float emblem_of_name_least = 1.28F;
constexpr float emblem_character_low = 0.7F;
constexpr float emblem_of_tile = 0.72F;  // of its height
constexpr float two_lines_em = 2.75F;    // height of a tile whose name takes two lines
constexpr float lying_padding_mm = 1;
constexpr float lying_padding_share = 0.3F;  // of the usual one

// How much higher than it has to be, in targets.
constexpr float growth_max = 0.6F;

// A name may take two lines if most take one.
constexpr std::size_t two_line_share = 4;  // at most one in four

struct GridPlan {
    std::size_t columns = 1;
    int name_px = 0;
    float width = 0;  // of a tile
    float inner = 0;  // of its text

    float emblem = 0;  // its side
    float padding = 0;
    float gap = 0;  // between tiles
    bool low = false;

    // With one tile a row the emblem stands at its left and saves height; on a wide screen it
    // always does.
    bool lying() const { return low || columns == 1; }
};

// Names stand between body and heading in size; down to body if that makes room.
int name_em(Frame& frame, bool large) {
    const Measures& m = frame.state().measures;
    return large ? (m.body + m.heading) / 2 : m.body;
}

bool names_fit(Frame& frame, std::span<const Tile> tiles, const GridPlan& plan,
               bool all_in_two_lines = false) {
    std::size_t in_two_lines = 0;
    for (const Tile& tile : tiles) {
        const TextBlock& name = lay_out_label(frame, tile.name, true, plan.name_px, plan.inner);
        if (name.word_broken || name.lines.size() > 2) return false;
        if (name.lines.size() == 2) ++in_two_lines;
    }
    return all_in_two_lines || in_two_lines * two_line_share <= tiles.size();
}

// As wide as what stands in it, so that the emblem gets what the names leave.
float widest_name(Frame& frame, std::span<const Tile> tiles, const GridPlan& plan) {
    int widest = 0;
    for (const Tile& tile : tiles) {
        widest = std::max(widest,
                          lay_out_label(frame, tile.name, true, plan.name_px, plan.inner).width_px);
    }
    return static_cast<float>(widest);
}

float column_width(Frame& frame, std::size_t columns, float gap) {
    const float gaps = static_cast<float>(columns - 1) * gap;
    return std::floor((frame.flow().width() - gaps) / static_cast<float>(columns));
}

// Four beside each other as long as their names fit, in two lines if need be: more rows of
// fewer would not be seen at once.
GridPlan plan_low_grid(Frame& frame, std::span<const Tile> tiles) {
    const Measures& m = frame.state().measures;
    GridPlan plan;
    plan.low = true;
    plan.gap = m.gap_least;
    plan.padding = std::max(std::floor(frame.px(lying_padding_mm) * 0.7F),
                            std::floor(m.padding * lying_padding_share));
    const float border = std::max(2.F, m.border - 1);
    // However large the text, two rows of two lines stand above the page buttons.
    const float row = (frame.state().pass.content.height() - m.target - 2 * m.gap) / 2;
    const int most = std::clamp(static_cast<int>(row / two_lines_em), m.least, m.body);
    for (plan.columns = columns_max; plan.columns > 0; --plan.columns) {
        plan.width = column_width(frame, plan.columns, plan.gap);
        for (const bool two_lines : {false, true}) {
            for (plan.name_px = most; plan.name_px >= std::min(most, m.small); --plan.name_px) {
                const auto em = static_cast<float>(plan.name_px);
                const float emblem =
                    std::ceil(em * (two_lines ? emblem_of_name_least : emblem_of_name_low));
                plan.inner = plan.width - 2 * border - 3 * plan.padding - emblem;
                if (plan.inner < em || !names_fit(frame, tiles, plan, two_lines)) continue;
                const float left = plan.width - 2 * border - 3 * plan.padding;
                plan.emblem = std::clamp(left - widest_name(frame, tiles, plan), emblem,
                                         std::floor(em * emblem_of_name));
                plan.inner = left - plan.emblem;
                return plan;
            }
        }
    }
    plan.columns = 1;
    plan.name_px = m.small;
    plan.emblem = std::ceil(static_cast<float>(plan.name_px) * emblem_of_name_low);
    plan.width = column_width(frame, 1, plan.gap);
    plan.inner = plan.width - 2 * border - 3 * plan.padding - plan.emblem;
    return plan;
}

GridPlan plan_grid(Frame& frame, std::span<const Tile> tiles) {
    const Measures& m = frame.state().measures;
    if (frame.view().landscape()) return plan_low_grid(frame, tiles);
    GridPlan plan;
    plan.padding = m.padding;
    plan.gap = m.gap;
    for (plan.columns = columns_upright; plan.columns > 0; --plan.columns) {
        plan.width = column_width(frame, plan.columns, plan.gap);
        for (const bool large : {true, false}) {
            plan.name_px = name_em(frame, large);
            plan.emblem = std::floor(static_cast<float>(plan.name_px) * emblem_of_name);
            plan.inner = plan.width - 2 * (m.border + m.padding * 0.4F);
            if (plan.lying()) plan.inner = plan.width - plan.emblem - 3 * m.padding;
            if (names_fit(frame, tiles, plan)) return plan;
        }
    }
    plan.columns = 1;
    return plan;
}

struct TileText {
    const TextBlock* name = nullptr;
    const TextBlock* line = nullptr;
};

TileText text_of(Frame& frame, const Tile& tile, const GridPlan& plan) {
    const Measures& m = frame.state().measures;
    TextShape shape = {.em_px = plan.name_px,
                       .wrap_px = static_cast<int>(plan.inner),
                       .line_height = name_line_height,
                       .balanced = !plan.lying()};
    if (plan.low) shape.balanced = true;
    const TextBlock& name = lay_out_whole(frame, tile.name, true, shape);
    shape.em_px = m.small;
    shape.balanced = false;
    shape.phrases = true;
    const std::string_view line = plan.low ? std::string_view() : tile.line;
    return {&name, &lay_out_whole(frame, line, false, shape)};
}

// Heights of one row of tiles: all share them, so that seals, names and lines align.
struct RowHeights {
    float padding = 0;
    float emblem = 0;
    float name = 0;
    float line = 0;
    float between = 0;
    bool lying = false;

    float total() const {
        const float text = name + line;
        return 2 * padding + (lying ? std::max(emblem, text) : emblem + between + text);
    }
};

RowHeights heights_of(Frame& frame, std::span<const Tile> row, const GridPlan& plan) {
    const Measures& m = frame.state().measures;
    RowHeights heights;
    heights.padding = plan.low ? m.border + 2 : std::ceil(m.padding * 0.9F) + m.border;
    heights.emblem = plan.emblem;
    heights.lying = plan.lying();
    heights.between = std::floor(m.gap * 0.75F);
    for (const Tile& tile : row) {
        const TileText text = text_of(frame, tile, plan);
        heights.name = std::max(heights.name, static_cast<float>(text.name->height_px()));
        heights.line = std::max(heights.line, static_cast<float>(text.line->height_px()));
    }
    return heights;
}

void draw_emblem(Frame& frame, const Tile& tile, const Box& box) {
    const Theme& theme = frame.theme();
    paint_round(frame, box, std::floor(box.height() * emblem_radius),
                theme.accent(tile.accent).deep);
    const float share = frame.view().landscape() ? emblem_character_low : emblem_character;
    const auto em_px = static_cast<int>(std::ceil(box.height() * share));
    const TextBlock& emblem =
        lay_out(frame, tile.emblem, true, {.em_px = em_px, .line_height = 1.2F});
    paint_text_middle(frame, emblem, box, Align::middle, {theme.on_deep, theme.on_deep});
}

// Seal, name and line below each other.
void paint_standing(Frame& frame, const Tile& tile, const TileText& text, const RowHeights& heights,
                    const Box& box) {
    const Theme& theme = frame.theme();
    float y =
        box.y0 + heights.padding + std::max(0.F, std::floor((box.height() - heights.total()) / 2));
    const float x = std::floor((box.x0 + box.x1 - heights.emblem) / 2);
    draw_emblem(frame, tile, {x, y, x + heights.emblem, y + heights.emblem});
    y += heights.emblem + heights.between;
    paint_text_middle(frame, *text.name, {box.x0, y, box.x1, y + heights.name}, Align::middle,
                      {theme.ink, theme.ink});
    y += heights.name;
    paint_text(frame, *text.line, {box.x0, y, box.x1, box.y1}, Align::middle,
               {theme.ink_soft, theme.ink_soft});
}

// The emblem at the left, name and line beside it.
void paint_lying(Frame& frame, const Tile& tile, const TileText& text, const GridPlan& plan,
                 const Box& box) {
    const Theme& theme = frame.theme();
    const float padding = plan.padding;
    const float border = plan.low ? std::max(2.F, frame.state().measures.border - 1) : 0;
    const float side = std::min(plan.emblem, std::floor(box.height() * emblem_of_tile));
    const float emblem_y = std::floor((box.y0 + box.y1 - side) / 2);
    const float emblem_x = box.x0 + border + padding + std::floor((plan.emblem - side) / 2);
    draw_emblem(frame, tile, {emblem_x, emblem_y, emblem_x + side, emblem_y + side});
    const float x = box.x0 + border + 2 * padding + plan.emblem;
    const float name = static_cast<float>(text.name->height_px());
    const float both = name + static_cast<float>(text.line->height_px());
    const float y = box.y0 + std::floor((box.height() - both) / 2);
    paint_text(frame, *text.name, {x, y, box.x1, box.y1}, Align::left, {theme.ink, theme.ink});
    paint_text(frame, *text.line, {x, y + name, box.x1, box.y1}, Align::left,
               {theme.ink_soft, theme.ink_soft});
}

bool draw_tile(Frame& frame, const Tile& tile, const GridPlan& plan, const RowHeights& heights,
               const Box& box) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const Tap tap = touch(frame, tile.name, box);
    ControlLook look = look_of(frame, ButtonStyle::plain, tile.accent, true, tap.held);
    look.border = std::max(2.F, m.border - 1);
    Outline outline = outline_of(frame, box, look);
    outline.radius = m.radius(m.target);
    paint_raised(frame, box, outline, look.fill, m.shadow);

    const TileText text = text_of(frame, tile, plan);
    if (plan.lying())
        paint_lying(frame, tile, text, plan, box);
    else
        paint_standing(frame, tile, text, heights, box);
    record(frame, {.role = AccessRole::button,
                   .label = tile.name,
                   .value = tile.line,
                   .box = box,
                   .text_mm = mm_of(frame, text.line->lines.empty() ? plan.name_px : m.small),
                   .ink = text.line->lines.empty() ? theme.ink : theme.ink_soft,
                   .paper = look.fill,
                   .edge = look.edge});
    return tap.tapped;
}

}  // namespace

std::optional<std::size_t> tiles(Frame& frame, std::span<const Tile> tiles) {
    std::optional<std::size_t> tapped;
    if (tiles.empty()) return tapped;
    const Measures& m = frame.state().measures;
    const GridPlan plan = plan_grid(frame, tiles);
    for (std::size_t first = 0; first < tiles.size(); first += plan.columns) {
        const std::size_t count = std::min(plan.columns, tiles.size() - first);
        const std::span<const Tile> row = tiles.subspan(first, count);
        const RowHeights heights = heights_of(frame, row, plan);
        const float height = std::max(m.target, heights.total());
        const float more = grow(frame, std::floor(m.target * growth_max));
        const Box place = next_box(frame, height + more);
        for (std::size_t i = 0; i < count; ++i) {
            const bool last = i + 1 == plan.columns;
            const float x = place.x0 + static_cast<float>(i) * (plan.width + plan.gap);
            const Box box = {x, place.y0, last ? place.x1 : x + plan.width, place.y1};
            if (draw_tile(frame, row[i], plan, heights, box)) tapped = first + i;
        }
        use_box(frame, place, plan.gap);
    }
    return tapped;
}

}  // namespace hall::kiosk::ui
