#include "kiosk/ui/widgets/input_panel_layout.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/frame/ui_state.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

constexpr int columns_most = 10;
constexpr int rows_least = 3;

// Of the row of a high screen: tabs at the left, words at the right.
constexpr float tab_weights[] = {3, 3, 4.4F};
constexpr float word_weights[] = {3, 3, 4};

// Shares a row by weights.
void share_row(const ui::Box& row, float gap, PanelParts& parts) {
    ui::Box* const boxes[] = {&parts.tabs[0], &parts.tabs[1], &parts.tabs[2],
                              &parts.erase,   &parts.clear,   &parts.done};
    const float weights[] = {tab_weights[0],  tab_weights[1],  tab_weights[2],
                             word_weights[0], word_weights[1], word_weights[2]};
    float sum = 0;
    for (const float weight : weights) sum += weight;
    constexpr float gaps = 6;  // one more between tabs and words
    const float unit = (row.width() - gaps * gap) / sum;
    float x = row.x0;
    for (std::size_t i = 0; i < std::size(boxes); ++i) {
        if (i == std::size(parts.tabs)) x += gap;
        const float end = x + weights[i] * unit;
        *boxes[i] = {std::floor(x), row.y0, std::floor(end), row.y1};
        x = end + gap;
    }
    parts.done.x1 = row.x1;
}

// Columns that the writing square takes up.
int columns_of_square(const PanelGrid& grid, float side) {
    int columns = 1;
    while (columns < grid.columns && grid.column_x(columns) - grid.gap - grid.box.x0 < side)
        ++columns;
    return columns;
}

int columns_of_composed(const PanelGrid& grid) {
    return std::max(2, grid.columns * 3 / 10);
}

PanelParts parts_high(const PanelGrid& grid, InputMode mode) {
    PanelParts parts;
    share_row(grid.cell(0, 0, grid.columns), grid.gap, parts);
    if (mode == InputMode::pinyin) {
        const int composed = columns_of_composed(grid);
        parts.composed = grid.cell(0, 1, composed);
        parts.candidate_rows.push_back(grid.cell(composed, 1, grid.columns - composed));
    } else if (mode == InputMode::handwriting) {
        const int rows = grid.rows - 1;
        const ui::Box left = grid.cell(0, 1, 1, rows);
        const float side = left.height();
        parts.square = {grid.box.x0, left.y0, grid.box.x0 + side, left.y0 + side};
        // Two rows, each as high as two keys.
        for (int row = 1; row + 1 < grid.rows; row += 2) {
            ui::Box cells = grid.cell(0, row, grid.columns, 2);
            cells.x0 = parts.square.x1 + grid.gap;
            parts.candidate_rows.push_back(cells);
        }
    }
    return parts;
}

// The tabs and the key that erases stand at the right of the first row, beside the square.
PanelParts parts_low(const PanelGrid& grid, InputMode mode, bool composing) {
    PanelParts parts;
    const int tab = grid.columns - 4;
    parts.erase = grid.cell(grid.columns - 1, 0);
    if (!composing) {
        for (int i = 0; i < 3; ++i) parts.tabs[i] = grid.cell(tab + i, 0);
    }
    if (mode == InputMode::handwriting) {
        const float side = grid.box.height();
        const int columns = std::min(columns_of_square(grid, side), tab);
        const ui::Box left = grid.cell(0, 0, columns, grid.rows);
        const float square = std::min(side, left.width());
        parts.square = {left.x0, left.y0, left.x0 + square, left.y0 + square};
        const int right = grid.columns - columns;
        const int last = grid.rows - 1;
        parts.clear = grid.cell(columns, last, right / 2);
        parts.done = grid.cell(columns + right / 2, last, right - right / 2);
        if (!composing) return parts;
        parts.candidate_rows.push_back(grid.cell(columns, 0, right - 1));
        for (int row = 1; row < last; ++row)
            parts.candidate_rows.push_back(grid.cell(columns, row, right));
        return parts;
    }
    if (composing) {
        const int composed = columns_of_composed(grid);
        parts.composed = grid.cell(0, 0, composed);
        parts.candidate_rows.push_back(grid.cell(composed, 0, grid.columns - 1 - composed));
        return parts;
    }
    parts.clear = grid.cell(0, 0, tab / 2);
    parts.done = grid.cell(tab / 2, 0, tab - tab / 2);
    return parts;
}

}  // namespace

float PanelGrid::column_x(int column) const {
    return box.x0 + std::floor(static_cast<float>(column) * (box.width() + gap) /
                               static_cast<float>(columns));
}

ui::Box PanelGrid::cell(int column, int row, int columns_wide, int rows_deep) const {
    const float y = row_y(row);
    return {column_x(column), y, column_x(column + columns_wide) - gap,
            y + key_height + static_cast<float>(rows_deep - 1) * (key_height + gap)};
}

PanelGrid plan_panel(ui::Frame& frame) {
    const ui::Measures& m = frame.state().measures;
    const ui::Box& content = frame.state().pass.content;
    // The field stays in sight above it, on an upright screen with the page buttons.
    const float pages = frame.view().landscape() ? 0 : m.target + m.gap;
    const float height = content.height() - 2 * m.target_least - m.gap_least - pages;
    PanelGrid grid;
    grid.key_height = m.target;
    grid.gap = m.gap;
    grid.rows = PanelGrid::rows_high;
    if (height < PanelGrid::rows_high * (m.target + m.gap)) {
        grid.key_height = m.target_least;
        grid.gap = m.gap_least;
        const int fitting = static_cast<int>(height / (m.target_least + m.gap_least));
        grid.rows = std::clamp(fitting, rows_least, PanelGrid::rows_high);
    }
    const float width = content.width();
    grid.columns = std::clamp(static_cast<int>((width + grid.gap) / (m.target_least + grid.gap)), 1,
                              columns_most);
    const auto rows = static_cast<float>(grid.rows);
    const float whole = rows * grid.key_height + (rows - 1) * grid.gap;
    grid.box = {content.x0, content.y1 - whole, content.x1, content.y1};
    return grid;
}

PanelParts parts_of(const PanelGrid& grid, InputMode mode, bool composing) {
    return grid.low() ? parts_low(grid, mode, composing) : parts_high(grid, mode);
}

PanelKeys keys_of(const PanelGrid& grid, InputMode mode, std::size_t characters) {
    const int first = mode == InputMode::pinyin && !grid.low() ? 2 : 1;
    PanelKeys keys;
    for (int row = first; row < grid.rows; ++row) {
        for (int column = 0; column < grid.columns; ++column)
            keys.boxes.push_back(grid.cell(column, row));
    }
    const std::size_t room = keys.boxes.size();
    keys.paged = room < characters;
    keys.per_page = keys.paged ? room - 1 : room;
    keys.pages = static_cast<int>((characters + keys.per_page - 1) / keys.per_page);
    return keys;
}

CandidateLayout lay_out_candidates(const Composition& composition, const CandidateRows& rows) {
    CandidateLayout layout;
    const std::vector<std::string>& candidates = composition.candidates;
    if (rows.rows.empty()) return layout;
    ShortList<PlacedCandidate, 64> placed;
    std::size_t at = 0;
    for (std::size_t page = 0; at < candidates.size(); ++page) {
        placed.clear();
        const std::size_t end = at < composition.rare_from
                                    ? std::min(composition.rare_from, candidates.size())
                                    : candidates.size();
        for (std::size_t row = 0; row < rows.rows.size() && at < end; ++row) {
            const ui::Box& box = rows.rows[row];
            const bool last = row + 1 == rows.rows.size();
            float x = box.x0;
            while (at < end) {
                const auto characters = static_cast<float>(character_count(candidates[at]));
                // Kept free for the key to the rest.
                const bool rest = last && (page > 0 || at + 1 < candidates.size());
                const float room = box.x1 - (rest ? rows.more + rows.gap : 0);
                const float wanted =
                    std::max(rows.least, std::ceil(characters * rows.em + 2 * rows.inset));
                const float width = std::min(wanted, room - box.x0);
                if (x + width > room + 0.5F) break;
                placed.push_back({at++, {x, box.y0, x + width, box.y1}});
                x += width + rows.gap;
            }
        }
        layout.pages = page + 1;
        if (page > composition.page) break;
        layout.page = page;
        layout.placed = placed;
    }
    if (layout.pages > 1) {
        const ui::Box& row = rows.rows.back();
        layout.more = {row.x1 - rows.more, row.y0, row.x1, row.y1};
    }
    return layout;
}

}  // namespace hall::kiosk
