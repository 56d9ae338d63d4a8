// What differs in two tables. Rows are told apart by their kind and first cell, so that a row
// that was put in or left out does not make all below it look changed; of rows whose name
// changed, those at the same place belong together.

#include <algorithm>
#include <optional>

#include "sync/core/utf8.h"
#include "sync/rules/disclosure.h"

namespace hall {

namespace {

constexpr std::size_t text_characters_max = 120;

std::string shortened(const std::string& text) {
    const std::string_view kept = prefix_of(text, text_characters_max);
    return kept.size() == text.size() ? text : std::string(kept) + "…";
}

std::string row_name(const TableRow& row) {
    return "「" + (row.cells.empty() ? std::string() : row.cells.front()) + "」";
}

std::string row_text(const TableRow& row) {
    std::string text;
    for (const std::string& cell : row.cells) {
        if (!cell.empty()) text += (text.empty() ? "" : "，") + cell;
    }
    return text;
}

std::string labels_of(const Disclosure& table) {
    std::string text;
    for (const TableColumn& column : table.columns) {
        text += (text.empty() ? "" : "、") + column.label;
    }
    return text;
}

bool same_columns(const Disclosure& before, const Disclosure& after) {
    return std::equal(before.columns.begin(), before.columns.end(), after.columns.begin(),
                      after.columns.end(), [](const TableColumn& a, const TableColumn& b) {
                          return a.key == b.key && a.label == b.label && a.type == b.type;
                      });
}

std::string period_text(const Period& period) {
    return period.kind + " " + std::to_string(period.year) +
           (period.index > 0 ? "-" + std::to_string(period.index) : std::string());
}

class Comparison {
  public:
    explicit Comparison(std::size_t changes_max) : changes_max_(changes_max) {}

    void compare(const std::string& where, const std::string& before, const std::string& after) {
        if (before == after) return;
        if (found_.changes.size() == changes_max_) {
            ++found_.more;
            return;
        }
        found_.changes.push_back({shortened(where), shortened(before), shortened(after)});
    }

    void compare_rows(const Disclosure& table, const TableRow& before, const TableRow& after) {
        const std::string name = row_name(after);
        const std::size_t cells = std::max(before.cells.size(), after.cells.size());
        for (std::size_t i = 0; i < cells; ++i) {
            const std::string label = i < table.columns.size() ? table.columns[i].label : "";
            compare(name + label, i < before.cells.size() ? before.cells[i] : "",
                    i < after.cells.size() ? after.cells[i] : "");
        }
        compare(name + "的说明", before.explain, after.explain);
    }

    TableChanges take() { return std::move(found_); }

  private:
    std::size_t changes_max_;
    TableChanges found_;
};

using Pairs = std::vector<std::optional<std::size_t>>;  // for each row after: the one before

Pairs pairs_of(const Disclosure& before, const Disclosure& after, std::vector<bool>& used) {
    Pairs pairs(after.rows.size());
    const auto same = [](const TableRow& a, const TableRow& b) {
        return a.kind == b.kind && !a.cells.empty() && !b.cells.empty() &&
               a.cells.front() == b.cells.front();
    };
    std::size_t from = 0;  // rows mostly stand where they stood
    for (std::size_t i = 0; i < after.rows.size(); ++i) {
        for (std::size_t step = 0; step < before.rows.size(); ++step) {
            const std::size_t k = (from + step) % before.rows.size();
            if (used[k] || !same(before.rows[k], after.rows[i])) continue;
            pairs[i] = k;
            used[k] = true;
            from = k + 1;
            break;
        }
    }
    for (std::size_t i = 0; i < after.rows.size() && i < before.rows.size(); ++i) {
        if (pairs[i] || used[i] || before.rows[i].kind != after.rows[i].kind) continue;
        pairs[i] = i;
        used[i] = true;
    }
    return pairs;
}

}  // namespace

TableChanges changes_between(const Disclosure& before, const Disclosure& after,
                             std::size_t changes_max) {
    Comparison comparison(changes_max);
    comparison.compare("标题", before.placed.title, after.placed.title);
    comparison.compare("日期", before.placed.date, after.placed.date);
    comparison.compare("时段", period_text(before.period), period_text(after.period));
    comparison.compare("制表", before.prepared_by, after.prepared_by);
    comparison.compare("依据", before.basis, after.basis);
    comparison.compare("公示到", before.notice_until, after.notice_until);
    comparison.compare("备注", before.note, after.note);
    if (!same_columns(before, after)) {
        comparison.compare("表的列", labels_of(before), labels_of(after));
    }
    std::vector<bool> used(before.rows.size());
    const Pairs pairs = pairs_of(before, after, used);
    for (std::size_t i = 0; i < after.rows.size(); ++i) {
        if (pairs[i]) {
            comparison.compare_rows(after, before.rows[*pairs[i]], after.rows[i]);
        } else {
            comparison.compare("新加的一行" + row_name(after.rows[i]), "", row_text(after.rows[i]));
        }
    }
    for (std::size_t k = 0; k < before.rows.size(); ++k) {
        if (!used[k]) {
            comparison.compare("去掉的一行" + row_name(before.rows[k]), row_text(before.rows[k]),
                               "");
        }
    }
    return comparison.take();
}

}  // namespace hall
