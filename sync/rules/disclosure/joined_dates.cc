#include "sync/rules/disclosure/joined_dates.h"

#include <algorithm>

#include "sync/rules/disclosure/cell_values.h"

namespace hall {

namespace {

struct MonthAndDay {
    std::size_t row = 0;  // of the sheet's rows: the header
    std::size_t column = 0;
    std::string year;  // "2018", from the line above; may be empty
};

std::optional<MonthAndDay> month_and_day_of(const Sheet& sheet) {
    constexpr std::size_t rows_searched = 40;
    for (std::size_t i = 0; i < std::min(sheet.rows.size(), rows_searched); ++i) {
        const std::vector<SheetCell>& cells = sheet.rows[i].cells;
        for (std::size_t k = 0; k + 1 < cells.size(); ++k) {
            if (plain_cell(cells[k].text) != "月" || plain_cell(cells[k + 1].text) != "日")
                continue;
            MonthAndDay found{.row = i, .column = k, .year = {}};
            if (i == 0 || k >= sheet.rows[i - 1].cells.size()) return found;
            const std::string above = plain_cell(sheet.rows[i - 1].cells[k].text);
            if (above.ends_with("年") && above.size() == 7) found.year = above.substr(0, 4);
            return found;
        }
    }
    return std::nullopt;
}

std::string& text_in(SheetRow& row, std::size_t column) {
    if (row.cells.size() <= column) row.cells.resize(column + 1);
    return row.cells[column].text;
}

}  // namespace

std::optional<Sheet> with_joined_dates(const Sheet& sheet) {
    const std::optional<MonthAndDay> found = month_and_day_of(sheet);
    if (!found) return std::nullopt;
    Sheet joined = sheet;
    if (found->row > 0 && !found->year.empty()) {
        text_in(joined.rows[found->row - 1], found->column).clear();
    }
    text_in(joined.rows[found->row], found->column) = "日期";
    text_in(joined.rows[found->row], found->column + 1).clear();
    std::string month;
    for (std::size_t i = found->row + 1; i < joined.rows.size(); ++i) {
        SheetRow& row = joined.rows[i];
        if (row.cells.size() <= found->column) continue;
        std::string& first = text_in(row, found->column);
        const auto of_month = read_number(first).value;
        if (of_month && *of_month >= millionths && *of_month <= 12 * millionths) {
            month = number_text(*of_month);
        }
        const std::string day = text_in(row, found->column + 1);
        const auto of_day = read_number(day).value;
        // What is neither is left for the reader of rows to see: "合计".
        if (!of_day || month.empty()) {
            if (of_month) text_in(row, found->column).clear();
            continue;
        }
        const std::string number = number_text(*of_day);
        text_in(row, found->column) = found->year.empty()
                                          ? month + "月" + number + "日"
                                          : found->year + "-" + month + "-" + number;
        row.cells[found->column].kind = CellKind::text;
        text_in(row, found->column + 1).clear();
    }
    return joined;
}

}  // namespace hall
