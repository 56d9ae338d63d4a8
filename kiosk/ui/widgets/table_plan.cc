#include "kiosk/ui/widgets/table_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

// A column of words is not made narrower than this many characters, nor the first one
// wider than this share of the table when the others page.
constexpr int words_least_em = 4;
constexpr float first_column_share = 0.45F;

// What a column needs.
struct Need {
    float natural = 0;  // nothing wraps
    float least = 0;    // words wrap, figures and single words do not
};

std::string_view cell_of(const TableViewRow& row, std::size_t column) {
    return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view();
}

class Planner {
  public:
    Planner(Frame& frame, const TableContent& table)
        : frame_(frame), table_(table), style_(table_style(frame)), width_(frame.flow().width()) {}

    TablePlan plan(int page) {
        measure();
        make_figures_alike();
        TablePlan plan;
        choose_columns(plan, page);
        if (plan.mode == TableMode::stacked) {
            measure_blocks(plan);
        } else {
            measure_rows(plan);
        }
        return plan;
    }

  private:
    TextBlock block(std::string_view text, bool strong, float width) const {
        const Measures& m = frame_.state().measures;
        const TextPart part = {text, strong};
        return typeset(std::span(&part, 1),
                       {.em_px = m.body,
                        .wrap_px = static_cast<int>(width),
                        .line_height = style_.line_height},
                       frame_.fonts());
    }

    float height_of(std::string_view text, bool strong, float width) const {
        return static_cast<float>(block(text, strong, std::max(1.F, width)).height_px());
    }

    float explain_height(const TableViewRow& row) const {
        if (row.explain.empty()) return 0;
        const Measures& m = frame_.state().measures;
        const TextPart part = {row.explain, false};
        const TextBlock text =
            typeset(std::span(&part, 1),
                    {.em_px = m.small,
                     .wrap_px = static_cast<int>(width_ - 2 * style_.cell_padding),
                     .line_height = style_.line_height},
                    frame_.fonts());
        return static_cast<float>(text.height_px());
    }

    void measure() {
        const float padding = 2 * style_.cell_padding;
        const float words_least = static_cast<float>(words_least_em * frame_.state().measures.body);
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            const TextBlock header = block(table_.columns[i].label, true, 0);
            float cells = 0;
            float piece = 0;
            for (const TableViewRow& row : table_.rows) {
                const TextBlock cell = block(cell_of(row, i), row.strong, 0);
                cells = std::max(cells, static_cast<float>(cell.width_px));
                piece = std::max(piece, static_cast<float>(cell.narrowest_px));
            }
            const float header_least =
                std::max(static_cast<float>(header.narrowest_px),
                         std::min(static_cast<float>(header.width_px), words_least));
            const float least =
                table_.columns[i].number ? cells : std::min(cells, std::max(piece, words_least));
            needs_.push_back(
                {std::ceil(std::max(cells, static_cast<float>(header.width_px)) + padding),
                 std::ceil(std::max(least, header_least) + padding)});
        }
    }

    // Figures beside each other stand in columns alike, where there is room for that: the
    // header of one is not broken and that of the next whole.
    void make_figures_alike() {
        Need most;
        for (std::size_t i = 1; i < needs_.size(); ++i) {
            if (!table_.columns[i].number) continue;
            most.natural = std::max(most.natural, needs_[i].natural);
            most.least = std::max(most.least, needs_[i].least);
        }
        const std::vector<Need> before = needs_;
        for (std::size_t i = 1; i < needs_.size(); ++i) {
            if (table_.columns[i].number) needs_[i] = most;
        }
        if (sum(&Need::least) > width_) needs_ = before;
    }

    float sum(float Need::*member) const {
        return std::accumulate(needs_.begin(), needs_.end(), 0.F,
                               [&](float total, const Need& need) { return total + need.*member; });
    }

    void choose_columns(TablePlan& plan, int page) {
        if (needs_.empty() || sum(&Need::least) <= width_) {
            plan.columns.resize(needs_.size());
            std::iota(plan.columns.begin(), plan.columns.end(), std::size_t{0});
            share_width(plan);
            return;
        }
        const float first =
            std::clamp(needs_[0].natural, needs_[0].least,
                       std::max(needs_[0].least, std::floor(width_ * first_column_share)));
        for (std::size_t i = 1; i < needs_.size(); ++i) {
            if (first + needs_[i].least <= width_) continue;
            plan.mode = TableMode::stacked;
            return;
        }
        if (needs_.size() < 2) {
            plan.mode = TableMode::stacked;
            return;
        }
        // Each page's first column, and the end of the last page.
        const std::vector<std::size_t> pages = pages_of(first);
        // Money that was spent would stand as a name without a figure on the page of what
        // came in, and who does not turn the page takes it for nothing.
        if (leaves_names_alone(pages)) {
            plan.mode = TableMode::stacked;
            return;
        }
        show_page(plan, pages, page);
    }

    std::vector<std::size_t> pages_of(float first) const {
        std::vector<std::size_t> pages = {1};
        float used = first;
        for (std::size_t i = 1; i < needs_.size(); ++i) {
            if (used + needs_[i].least > width_) {
                pages.push_back(i);
                used = first;
            }
            used += needs_[i].least;
        }
        pages.push_back(needs_.size());
        return pages;
    }

    // True if a row has figures, but none on one of these pages.
    bool leaves_names_alone(const std::vector<std::size_t>& pages) const {
        const auto has_any = [](const TableViewRow& row, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                if (!cell_of(row, i).empty()) return true;
            }
            return false;
        };
        return std::any_of(table_.rows.begin(), table_.rows.end(), [&](const TableViewRow& row) {
            if (!has_any(row, 1, table_.columns.size())) return false;
            for (std::size_t page = 0; page + 1 < pages.size(); ++page) {
                if (!has_any(row, pages[page], pages[page + 1])) return true;
            }
            return false;
        });
    }

    void show_page(TablePlan& plan, const std::vector<std::size_t>& pages, int page) const {
        plan.mode = TableMode::paged;
        plan.page_count = static_cast<int>(pages.size()) - 1;
        plan.page = std::clamp(page, 0, plan.page_count - 1);
        const auto shown = static_cast<std::size_t>(plan.page);
        plan.columns.push_back(0);
        for (std::size_t i = pages[shown]; i < pages[shown + 1]; ++i) plan.columns.push_back(i);
        share_width(plan);
    }

    // What is left over goes to all columns alike; what is missing is taken from those
    // whose words can wrap.
    void share_width(TablePlan& plan) const {
        float natural = 0;
        float least = 0;
        for (const std::size_t i : plan.columns) {
            natural += needs_[i].natural;
            least += needs_[i].least;
        }
        const float count = static_cast<float>(plan.columns.size());
        for (const std::size_t i : plan.columns) {
            const Need& need = needs_[i];
            float width = need.natural + (width_ - natural) / count;
            if (natural > width_) {
                const float share = (need.natural - need.least) / std::max(1.F, natural - least);
                width = need.least + (width_ - least) * share;
            }
            plan.widths.push_back(std::floor(width));
        }
    }

    void measure_rows(TablePlan& plan) const {
        const float padding = 2 * style_.row_padding;
        const auto text_width = [&](std::size_t k) {
            return plan.widths[k] - 2 * style_.cell_padding;
        };
        for (std::size_t k = 0; k < plan.columns.size(); ++k) {
            const float height =
                height_of(table_.columns[plan.columns[k]].label, true, text_width(k));
            plan.header_height = std::max(plan.header_height, std::ceil(height + padding));
        }
        float top = 0;
        for (const TableViewRow& row : table_.rows) {
            plan.row_tops.push_back(top);
            plan.row_parts.push_back(plan.part_tops.size());
            plan.part_tops.push_back(top);
            float height = 0;
            for (std::size_t k = 0; k < plan.columns.size(); ++k) {
                height = std::max(
                    height, height_of(cell_of(row, plan.columns[k]), row.strong, text_width(k)));
            }
            height = std::max(height, height_of("0", row.strong, width_));
            if (!row.explain.empty()) plan.part_tops.push_back(top + style_.row_padding + height);
            top += std::ceil(height + explain_height(row) + padding);
        }
        end_rows(plan, top);
    }

    static void end_rows(TablePlan& plan, float end) {
        plan.row_tops.push_back(end);
        plan.row_parts.push_back(plan.part_tops.size());
        plan.part_tops.push_back(end);
    }

    // A block: the first cell as its title, then a line for each other cell.
    void measure_blocks(TablePlan& plan) const {
        const float width = width_ - 2 * style_.cell_padding;
        const float label = std::floor(width * style_.label_share);
        float top = 0;
        for (const TableViewRow& row : table_.rows) {
            plan.row_tops.push_back(top);
            plan.row_parts.push_back(plan.part_tops.size());
            plan.part_tops.push_back(top);
            float height = height_of(cell_of(row, 0), true, width);
            for (std::size_t i = 1; i < table_.columns.size(); ++i) {
                if (cell_of(row, i).empty()) continue;
                plan.part_tops.push_back(top + style_.row_padding + height);
                height += std::max(
                    height_of(block_label(row, table_.columns[i]), false, label),
                    height_of(cell_of(row, i), row.strong, width - label - style_.cell_padding));
            }
            if (!row.explain.empty()) plan.part_tops.push_back(top + style_.row_padding + height);
            height += explain_height(row);
            top += std::ceil(height + 2 * style_.row_padding);
        }
        end_rows(plan, top);
    }

    Frame& frame_;
    const TableContent& table_;
    TableStyle style_;
    float width_ = 0;
    std::vector<Need> needs_;
};

// Everything that planning depends on.
std::uint64_t content_of(Frame& frame, const TableContent& table, int page) {
    const Measures& m = frame.state().measures;
    std::uint64_t hash = id_of(table.id, static_cast<std::uint64_t>(page));
    hash = id_of({}, hash + static_cast<std::uint64_t>(frame.flow().width()));
    hash = id_of(
        {}, hash + static_cast<std::uint64_t>(m.body) * 4096 + static_cast<std::uint64_t>(m.small));
    for (const TableViewColumn& column : table.columns) {
        hash = id_of(column.label, hash + (column.number ? 1 : 0));
    }
    for (const TableViewRow& row : table.rows) {
        hash = id_of(row.explain, hash + (row.strong ? 1 : 0));
        hash = id_of(row.block_label, hash);
        for (const std::string& cell : row.cells) hash = id_of(cell, hash);
    }
    return hash;
}

}  // namespace

TableStyle table_style(Frame& frame) {
    const Measures& m = frame.state().measures;
    return {.cell_padding = std::ceil(m.padding * 0.7F),
            .row_padding = std::ceil(m.padding * 0.6F)};
}

std::string_view block_label(const TableViewRow& row, const TableViewColumn& column) {
    return row.block_label.empty() ? column.label : row.block_label;
}

const TablePlan& TablePlans::plan(Frame& frame, const TableContent& table, int page) {
    const std::uint64_t content = content_of(frame, table, page);
    const std::uint64_t now = frame.state().frame;
    for (Kept& kept : kept_) {
        if (kept.content != content) continue;
        kept.frame = now;
        return kept.plan;
    }
    if (kept_.size() >= kept_max) {
        kept_.erase(std::min_element(kept_.begin(), kept_.end(), [](const Kept& a, const Kept& b) {
            return a.frame < b.frame;
        }));
    }
    kept_.push_back({content, now, Planner(frame, table).plan(page)});
    return kept_.back().plan;
}

}  // namespace hall::kiosk::ui
