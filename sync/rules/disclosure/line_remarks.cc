#include "sync/rules/disclosure/line_remarks.h"

#include <algorithm>

namespace hall {

namespace {

using Lines = std::vector<std::size_t>;

std::string lines_text(const Lines& lines) {
    constexpr std::size_t shown_max = 5;
    std::string text = "第";
    for (std::size_t i = 0; i < std::min(lines.size(), shown_max); ++i) {
        text += (i == 0 ? "" : "、") + std::to_string(lines[i]);
    }
    return lines.size() > shown_max ? text + "等" + std::to_string(lines.size()) + "行"
                                    : text + "行";
}

std::size_t entries_in(const TableReading& reading) {
    return static_cast<std::size_t>(
        std::count_if(reading.rows.begin(), reading.rows.end(),
                      [](const ReadRow& row) { return row.role == RowRole::entry; }));
}

void tell_empty_cells(const DisclosureKind& kind, std::size_t column, const Lines& lines,
                      TableReading& reading) {
    const KindColumn& of = kind.columns[column];
    // Money comes in or goes out, and a balance may stand once a day.
    if (kind.layout == TableLayout::ledger && of.type == ColumnType::money) return;
    const std::string label = label_of_column(reading, kind, column);
    if (of.need == ColumnNeed::cell) {
        constexpr std::size_t told_max = 20;
        for (std::size_t i = 0; i < std::min(lines.size(), told_max); ++i) {
            reading.findings.push_back(
                sheet_finding("cell", Severity::refuse, lines[i], label, "这一格是空的",
                              "请填上；如果是合并的格子，请取消合并，每行都填"));
        }
        return;
    }
    const bool text = of.type == ColumnType::text || of.type == ColumnType::date ||
                      of.type == ColumnType::month_or_date;
    if (!text || lines.size() * 2 > entries_in(reading)) return;
    reading.findings.push_back(
        sheet_finding("cell", Severity::warn, lines.front(), label, lines_text(lines) + "没有填",
                      of.key == "group" ? "已按上面一行的“组别”读，请核对" : "请补上"));
}

bool covers_entries(const TableReading& reading, const MergedCells& merged) {
    return std::any_of(reading.rows.begin(), reading.rows.end(), [&](const ReadRow& row) {
        return row.role == RowRole::entry && row.line >= merged.line_first &&
               row.line <= merged.line_last;
    });
}

// A column in which each row needs its own.
bool is_own_to_each_row(const KindColumn& column) {
    return column.need == ColumnNeed::cell || column.key == "income" || column.key == "expense" ||
           column.key == "balance";
}

void tell_merged_cells(const Sheet& sheet, const DisclosureKind& kind, TableReading& reading) {
    for (const MergedCells& merged : sheet.merged) {
        if (merged.line_first <= reading.header_line || !covers_entries(reading, merged)) continue;
        for (std::size_t i = 0; i < kind.columns.size(); ++i) {
            const std::optional<std::size_t> at = reading.at[i];
            if (!at || *at < merged.column_first || *at > merged.column_last) continue;
            if (!is_own_to_each_row(kind.columns[i])) continue;
            const bool one_line = merged.line_first == merged.line_last;
            reading.findings.push_back(sheet_finding(
                "merged", Severity::refuse, merged.line_first, label_of_column(reading, kind, i),
                one_line
                    ? "是合并的格子，分不清各是多少"
                    : "到第" + std::to_string(merged.line_last) + "行是合并的格子，分不清各是多少",
                "请取消合并单元格，每一行都填上自己的内容"));
            break;
        }
    }
}

}  // namespace

void LineRemarks::add(LineRemark remark, std::size_t column, std::size_t line) {
    lines_[remark][column].push_back(line);
}

void LineRemarks::tell(const Sheet& sheet, const DisclosureKind& kind,
                       TableReading& reading) const {
    tell_merged_cells(sheet, kind, reading);
    tell_columns(kind, reading);
    tell_rows(reading);
}

void LineRemarks::tell_columns(const DisclosureKind& kind, TableReading& reading) const {
    for (const auto& [remark, columns] : lines_) {
        for (const auto& [column, lines] : columns) {
            const auto warn = [&](const std::string& message, std::string suggestion) {
                reading.findings.push_back(sheet_finding(
                    "cell", Severity::warn, lines.front(), label_of_column(reading, kind, column),
                    lines_text(lines) + message, std::move(suggestion)));
            };
            if (remark == LineRemark::empty) tell_empty_cells(kind, column, lines, reading);
            if (remark == LineRemark::rounded) warn("的数字不止两位小数，四舍五入了", "请核对合计");
            if (remark == LineRemark::serial) warn("的日期存成了数字，已换算成日期", "请核对");
            if (remark == LineRemark::odd) warn("写的不是常用的说法", "请核对");
        }
    }
}

void LineRemarks::tell_rows(TableReading& reading) const {
    for (const auto& [remark, columns] : lines_) {
        const Lines& lines = columns.begin()->second;
        if (remark == LineRemark::hidden) {
            reading.findings.push_back(
                sheet_finding("hidden", Severity::warn, lines.front(), "",
                              lines_text(lines) + "在表格里是隐藏的，也读进来了",
                              "不要公开的请删掉这一行，不能只隐藏"));
        }
        if (remark == LineRemark::note) {
            reading.understood.push_back(lines_text(lines) + "当作标题或说明，没有算进表里");
        }
        if (remark == LineRemark::repeated_header) {
            reading.understood.push_back(lines_text(lines) + "重复了表头，没有算进表里");
        }
    }
}

std::string label_of_column(const TableReading& reading, const DisclosureKind& kind,
                            std::size_t column) {
    const std::optional<std::size_t> at = reading.at[column];
    return at && *at < reading.labels.size() ? reading.labels[*at] : kind.columns[column].label;
}

}  // namespace hall
