// One of many short things, as a grid of large cells.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float cell_line_height = 1.25F;

struct CellPlan {
    std::size_t columns = 1;
    float width = 0;
    float inner = 0;
    float height = 0;
};

TextShape shape_of(int em_px, float width) {
    return {.em_px = em_px,
            .wrap_px = std::max(1, static_cast<int>(width)),
            .line_height = cell_line_height,
            .balanced = true};
}

// A few long names, of one town in twenty, may take more lines; they must not take the
// columns of all the others.
constexpr std::size_t long_share = 4;  // at most one in four
constexpr std::size_t lines_max = 3;

bool fits(Frame& frame, std::span<const Cell> cells, float inner) {
    const Measures& m = frame.state().measures;
    std::size_t long_count = 0;
    for (const Cell& cell : cells) {
        const TextBlock& label = lay_out(frame, cell.label, true, shape_of(m.body, inner));
        const TextBlock& line = lay_out(frame, cell.line, false, shape_of(m.small, inner));
        if (label.word_broken || line.word_broken || line.lines.size() > 1) return false;
        if (label.lines.size() > lines_max) return false;
        if (label.lines.size() > 1) ++long_count;
    }
    return long_count * long_share <= cells.size();
}

CellPlan plan_cells(Frame& frame, std::span<const Cell> cells, std::size_t columns_max) {
    const Measures& m = frame.state().measures;
    const float padding = m.border + m.padding * 0.3F;
    CellPlan plan;
    for (plan.columns = columns_max; plan.columns > 0; --plan.columns) {
        const float gaps = static_cast<float>(plan.columns - 1) * m.gap;
        plan.width = std::floor((frame.flow().width() - gaps) / static_cast<float>(plan.columns));
        plan.inner = plan.width - 2 * padding;
        if (plan.columns == 1) break;
        if (plan.width >= m.target_least && fits(frame, cells, plan.inner)) break;
    }
    for (const Cell& cell : cells) {
        const float text = static_cast<float>(
            lay_out_whole(frame, cell.label, true, shape_of(m.body, plan.inner)).height_px() +
            lay_out_whole(frame, cell.line, false, shape_of(m.small, plan.inner)).height_px());
        plan.height = std::max(plan.height, std::ceil(text + 2 * padding));
    }
    plan.height = std::max(plan.height, m.target);
    return plan;
}

bool draw_cell(Frame& frame, const Cell& cell, const CellPlan& plan, const Box& box,
               std::string_view accent) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const Tap tap = touch(frame, cell.label, box);
    const ControlLook look = look_of_choice(frame, accent, cell.selected, tap.held);
    const Outline outline = {m.radius(m.target), look.border, look.edge};
    paint_framed(frame, box, outline, look.fill);
    const TextBlock& label = lay_out_whole(frame, cell.label, true, shape_of(m.body, plan.inner));
    const TextBlock& line = lay_out_whole(frame, cell.line, false, shape_of(m.small, plan.inner));
    const float text = static_cast<float>(label.height_px() + line.height_px());
    const float y = box.y0 + std::floor((box.height() - text) / 2);
    paint_text(frame, label, {box.x0, y, box.x1, box.y1}, Align::middle, {look.ink, look.ink});
    paint_text(frame, line, {box.x0, y + static_cast<float>(label.height_px()), box.x1, box.y1},
               Align::middle, {theme.ink_soft, theme.ink_soft});
    const bool lined = !line.lines.empty();
    record(frame, {.role = AccessRole::choice,
                   .label = cell.label,
                   .value = cell.line,
                   .box = box,
                   .text_mm = mm_of(frame, lined ? line.em_px : label.em_px),
                   .ink = lined ? theme.ink_soft : look.ink,
                   .paper = look.fill,
                   .edge = look.edge,
                   .selected = cell.selected});
    return tap.tapped;
}

}  // namespace

std::optional<std::size_t> cells(Frame& frame, std::span<const Cell> cells, std::size_t columns_max,
                                 std::string_view accent) {
    std::optional<std::size_t> tapped;
    if (cells.empty()) return tapped;
    const Measures& m = frame.state().measures;
    const CellPlan plan = plan_cells(frame, cells, std::max<std::size_t>(1, columns_max));
    for (std::size_t first = 0; first < cells.size(); first += plan.columns) {
        const Box row = next_box(frame, plan.height);
        const std::size_t count = std::min(plan.columns, cells.size() - first);
        for (std::size_t i = 0; i < count; ++i) {
            const float x = row.x0 + static_cast<float>(i) * (plan.width + m.gap);
            const Box box = {x, row.y0, x + plan.width, row.y1};
            if (draw_cell(frame, cells[first + i], plan, box, accent)) tapped = first + i;
        }
        use_box(frame, row, m.gap);
    }
    return tapped;
}

}  // namespace hall::kiosk::ui
