// Tables in large type: the header stays in sight, columns that do not fit page.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/scroll_area.h"
#include "kiosk/ui/widgets/table_plan.h"

namespace hall::kiosk::ui {

namespace {

constexpr float rule_px = 2;  // between rows

// Of the area: a higher header scrolls away with its rows.
constexpr float header_share_max = 0.5F;

struct Cell {
    std::string_view text;
    bool strong = false;
    bool number = false;
    int em_px = 0;
    Colour ink = 0;
    Colour paper = 0;
    std::uint32_t row = 0;
    std::string_view column;  // its label, of a figure
};

class TablePainter {
  public:
    TablePainter(Frame& frame, const TableContent& table, const TablePlan& plan, const Box& box)
        : frame_(frame), table_(table), plan_(plan), style_(table_style(frame)), box_(box) {
        first_row_ = frame.state().pass.rows + 1;
        frame.state().pass.rows += static_cast<std::uint32_t>(table.rows.size());
    }

    void paint() {
        const Measures& m = frame_.state().measures;
        const Theme& theme = frame_.theme();
        radius_ = m.radius(m.target);
        paint_framed(frame_, box_, {radius_, rule_px, theme.line}, theme.card);
        const float header_y = place_header();
        const bool stuck = header_y > box_.y0;
        Box before;
        if (stuck) {
            const Box below = {box_.x0 - m.shadow, header_y + plan_.header_height,
                               box_.x1 + m.shadow, frame_.state().pass.clip.y1};
            before = narrow_clip(frame_, below);
        }
        for (std::size_t i = 0; i < table_.rows.size(); ++i) {
            cover_scroll(covered_at(i));
            paint_row(i);
            keep_row(i);
            cover_scroll(0);
        }
        if (table_.rows.empty()) keep_whole(frame_, box_);
        if (stuck) restore_clip(frame_, before);
        if (plan_.mode != TableMode::stacked) paint_header(header_y, stuck);
    }

  private:
    // At the top of the table, or of what can be seen of it.
    float place_header() const {
        const float top = frame_.state().pass.clip.y0;
        if (!sticks_at(top)) return box_.y0;
        const float last = box_.y1 - plan_.header_height - radius_;
        return std::max(box_.y0, std::min(top, last));
    }

    float area_height() const {
        const std::optional<OpenScroll>& scroll = frame_.state().pass.scroll;
        return scroll ? scroll->area.height() : std::numeric_limits<float>::infinity();
    }

    bool sticks() const { return plan_.header_height <= area_height() * header_share_max; }

    // While a row with something too high for what the header leaves is read, the header is
    // out of sight.
    bool takes_header_room(std::size_t i) const {
        const float page = area_height() - plan_.header_height;
        for (std::size_t k = plan_.row_parts[i]; k < plan_.row_parts[i + 1]; ++k)
            if (plan_.part_tops[k + 1] - plan_.part_tops[k] > page) return true;
        return false;
    }

    // What the header covers of the area while this row is read.
    float covered_at(std::size_t i) const {
        return sticks() && !takes_header_room(i) ? plan_.header_height : 0;
    }

    // False where the area begins inside such a row, and not with the one behind it.
    bool sticks_at(float top) const {
        if (!sticks()) return false;
        const float y = top - box_.y0 - plan_.header_height;
        const auto end = std::upper_bound(plan_.row_tops.begin(), plan_.row_tops.end(), y + 1);
        if (end == plan_.row_tops.begin() || end == plan_.row_tops.end()) return true;
        const bool next_begins = std::abs(*end - y - plan_.header_height) <= 1;
        return next_begins ||
               !takes_header_room(static_cast<std::size_t>(end - plan_.row_tops.begin()) - 1);
    }

    // A row is whole on a page, the first one below its header. What is higher than a page is
    // turned between its cells.
    void keep_row(std::size_t i) {
        std::optional<OpenScroll>& scroll = frame_.state().pass.scroll;
        if (!scroll) return;
        const Box row = row_box(i);
        const float area = scroll->area.height();
        if (i == 0 && plan_.header_height > 0) {
            const Box with_header = {row.x0, box_.y0, row.x1, row.y1};
            const float covered = std::exchange(scroll->covered, 0);
            const bool together = with_header.height() <= area;
            keep_whole(frame_, together ? with_header : Box{row.x0, box_.y0, row.x1, row.y0});
            scroll->covered = covered;
            if (together) return;
        }
        if (row.height() <= area - scroll->covered) {
            keep_whole(frame_, row);
            return;
        }
        const float y = box_.y0 + plan_.header_height;
        const std::size_t end = plan_.row_parts[i + 1];
        for (std::size_t k = plan_.row_parts[i]; k < end; ++k) {
            Box part = {row.x0, y + plan_.part_tops[k], row.x1, y + plan_.part_tops[k + 1]};
            // Its text may fit where its padding does not.
            if (part.height() > area) {
                if (k == plan_.row_parts[i]) part.y0 += style_.row_padding;
                if (k + 1 == end) part.y1 -= style_.row_padding;
            }
            keep_whole(frame_, part);
        }
    }

    // A page of the rows is what the header leaves of the area.
    void cover_scroll(float height) {
        std::optional<OpenScroll>& scroll = frame_.state().pass.scroll;
        if (scroll) scroll->covered = height;
    }

    Box row_box(std::size_t i) const {
        const float y = box_.y0 + plan_.header_height;
        return {box_.x0, y + plan_.row_tops[i], box_.x1, y + plan_.row_tops[i + 1]};
    }

    // Whose lines have to be known wherever it stands.
    bool turned_by_lines(std::size_t i) const {
        const float area = area_height();
        for (std::size_t k = plan_.row_parts[i]; k < plan_.row_parts[i + 1]; ++k)
            if (plan_.part_tops[k + 1] - plan_.part_tops[k] > area) return true;
        return false;
    }

    void paint_row(std::size_t i) {
        const TableViewRow& row = table_.rows[i];
        const Theme& theme = frame_.theme();
        const Box box = row_box(i);
        if (intersection(box, frame_.state().pass.clip).empty() && !turned_by_lines(i)) {
            record_unseen(i, box);
            return;
        }
        const bool last = i + 1 == table_.rows.size();
        const Colour paper = row.strong ? theme.shade : theme.card;
        const Box inner = {box.x0 + rule_px, box.y0, box.x1 - rule_px,
                           last ? box.y1 - rule_px : box.y1};
        if (row.strong) {
            paint_round(frame_, inner, radius_ - rule_px, paper,
                        last ? Corners::bottom : Corners::none);
        }
        if (i > 0) {
            paint_box(frame_, {inner.x0, box.y0, inner.x1, box.y0 + rule_px}, theme.line);
        }
        float y = box.y0 + style_.row_padding;
        y = plan_.mode == TableMode::stacked ? paint_block(i, y, paper) : paint_cells(i, y, paper);
        if (!row.explain.empty()) paint_explain(i, y, paper);
    }

    // A long list is mostly out of sight; what is there is known all the same.
    void record_unseen(std::size_t row, const Box& box) {
        for (std::size_t i = 0; i < table_.columns.size(); ++i) record_hidden(row, i, box);
        const std::string_view explain = table_.rows[row].explain;
        if (!explain.empty()) record_cell(hidden_cell(row, explain), box).visible = {};
    }

    Cell hidden_cell(std::size_t row, std::string_view text) const {
        const Theme& theme = frame_.theme();
        return {.text = text,
                .em_px = frame_.state().measures.body,
                .ink = theme.ink,
                .paper = table_.rows[row].strong ? theme.shade : theme.card,
                .row = number_of(row)};
    }

    void record_hidden(std::size_t row, std::size_t column, const Box& box) {
        Cell cell = hidden_cell(row, text_of(table_.rows[row], column));
        if (cell.text.empty()) return;
        cell.column = label_in(row, column);
        record_cell(cell, box).visible = {};
    }

    std::uint32_t number_of(std::size_t row) const {
        return first_row_ + static_cast<std::uint32_t>(row);
    }

    std::string_view label_in(std::size_t row, std::size_t column) const {
        const TableViewColumn& of = table_.columns[column];
        const bool in_block = plan_.mode == TableMode::stacked && column > 0;
        return in_block ? block_label(table_.rows[row], of) : std::string_view(of.label);
    }

    // The columns that page are known, too, in their order.
    float paint_cells(std::size_t number, float y, Colour paper) {
        const TableViewRow& row = table_.rows[number];
        const Measures& m = frame_.state().measures;
        float x = box_.x0;
        float bottom = y;
        std::size_t k = 0;
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            if (k == plan_.columns.size() || plan_.columns[k] != i) {
                record_hidden(number, i, row_box(number));
                continue;
            }
            const Cell cell = {.text = text_of(row, i),
                               .strong = row.strong,
                               .number = table_.columns[i].number,
                               .em_px = m.body,
                               .ink = frame_.theme().ink,
                               .paper = paper,
                               .row = number_of(number),
                               .column = label_in(number, i)};
            bottom = std::max(bottom, paint_cell(cell, x, y, plan_.widths[k]));
            x += plan_.widths[k++];
        }
        return bottom;
    }

    float paint_block(std::size_t number, float y, Colour paper) {
        const TableViewRow& row = table_.rows[number];
        const Measures& m = frame_.state().measures;
        const Theme& theme = frame_.theme();
        const float width = box_.width();
        Cell cell = {.text = text_of(row, 0),
                     .strong = true,
                     .em_px = m.body,
                     .ink = theme.ink,
                     .paper = paper,
                     .row = number_of(number),
                     .column = label_in(number, 0)};
        y = paint_cell(cell, box_.x0, y, width);
        cell.strong = row.strong;
        const float label = std::floor((width - 2 * style_.cell_padding) * style_.label_share);
        for (std::size_t i = 1; i < table_.columns.size(); ++i) {
            const std::string_view text = text_of(row, i);
            if (text.empty()) continue;
            const TableViewColumn& column = table_.columns[i];
            const float labelled = paint_cell({.text = block_label(row, column),
                                               .em_px = m.body,
                                               .ink = theme.ink_soft,
                                               .paper = paper,
                                               .row = label_row},
                                              box_.x0, y, label + 2 * style_.cell_padding);
            const float value_x = box_.x0 + label + style_.cell_padding;
            cell.text = text;
            cell.column = label_in(number, i);
            const float valued = paint_cell(cell, value_x, y, box_.x1 - value_x);
            y = std::max(labelled, valued);
        }
        return y;
    }

    void paint_explain(std::size_t number, float y, Colour paper) {
        paint_cell({.text = table_.rows[number].explain,
                    .em_px = frame_.state().measures.small,
                    .ink = frame_.theme().ink_soft,
                    .paper = paper,
                    .row = number_of(number)},
                   box_.x0, y, box_.width());
    }

    void paint_header(float y, bool stuck) {
        const Measures& m = frame_.state().measures;
        const Theme& theme = frame_.theme();
        const Box box = {box_.x0 + rule_px, stuck ? y : y + rule_px, box_.x1 - rule_px,
                         y + plan_.header_height};
        paint_round(frame_, box, radius_ - rule_px, theme.shade,
                    stuck ? Corners::none : Corners::top);
        float x = box_.x0;
        for (std::size_t k = 0; k < plan_.columns.size(); ++k) {
            const TableViewColumn& column = table_.columns[plan_.columns[k]];
            paint_cell({.text = column.label,
                        .strong = true,
                        .number = column.number,
                        .em_px = m.body,
                        .ink = theme.ink,
                        .paper = theme.shade,
                        .row = label_row},
                       x, y + style_.row_padding, plan_.widths[k]);
            x += plan_.widths[k];
        }
    }

    // Paints and records one cell; gives the end of its text.
    float paint_cell(const Cell& cell, float x, float y, float width) {
        if (cell.text.empty()) return y;
        const TextShape shape = {
            .em_px = cell.em_px,
            .wrap_px = std::max(1, static_cast<int>(width - 2 * style_.cell_padding)),
            .line_height = style_.line_height};
        const TextBlock& text = lay_out(frame_, cell.text, cell.strong, shape);
        const Box box = {x + style_.cell_padding, y, x + width - style_.cell_padding,
                         y + static_cast<float>(text.height_px())};
        paint_text(frame_, text, box, cell.number ? Align::right : Align::left,
                   {cell.ink, cell.ink});
        record_cell(cell, box);
        return box.y1;
    }

    AccessNode& record_cell(const Cell& cell, const Box& box) {
        return record(frame_, {.role = AccessRole::cell,
                               .label = cell.text,
                               .box = box,
                               .text_mm = mm_of(frame_, cell.em_px),
                               .ink = cell.ink,
                               .paper = cell.paper,
                               .row = cell.row,
                               .column = cell.column});
    }

    static std::string_view text_of(const TableViewRow& row, std::size_t column) {
        return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view();
    }

    Frame& frame_;
    const TableContent& table_;
    const TablePlan& plan_;
    TableStyle style_;
    Box box_;
    float radius_ = 0;
    std::uint32_t first_row_ = 0;  // among those of the screen
};

// The two buttons above a table whose columns page.
int turn_page(Frame& frame, const TablePlan& plan, std::string_view accent) {
    const SpokenScope aid(frame, SpokenAs::aid);
    const std::array<Button, 2> buttons = {{
        {.label = frame("ui.columns_before"), .accent = accent, .enabled = plan.page > 0},
        {.label = frame("ui.columns_after"),
         .accent = accent,
         .enabled = plan.page + 1 < plan.page_count},
    }};
    const std::optional<std::size_t> tapped = button_row(frame, buttons);
    if (!tapped) return 0;
    return *tapped == 0 ? -1 : +1;
}

}  // namespace

void table(Frame& frame, const TableContent& table) {
    UiState& state = frame.state();
    if (table.columns.empty()) return;
    const TouchId id = id_of(table.id);
    const int page = state.places.at(id, state.frame).page;
    const TablePlan* plan = &state.tables.plan(frame, table, page);
    if (plan->mode == TableMode::paged) {
        const int turned = turn_page(frame, *plan, table.accent);
        if (turned != 0) {
            const int next = plan->page + turned;
            state.places.at(id, state.frame).page = next;
            plan = &state.tables.plan(frame, table, next);
            state.again = true;
        }
    }
    const Box box = next_box(frame, plan->header_height + plan->row_tops.back());
    TablePainter(frame, table, *plan, box).paint();
    use_box(frame, box, state.measures.gap, BoxUse::group);
}

}  // namespace hall::kiosk::ui
