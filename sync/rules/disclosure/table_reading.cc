#include "sync/rules/disclosure/table_reading.h"

#include <algorithm>

#include "sync/rules/disclosure/header_match.h"
#include "sync/rules/disclosure/items_reading.h"
#include "sync/rules/disclosure/joined_dates.h"
#include "sync/rules/disclosure/row_reader.h"

namespace hall {

namespace {

struct SheetChoice {
    const Sheet* sheet = nullptr;
    std::optional<HeaderMatch> match;
    std::optional<Sheet> joined;  // where dates stood in two columns

    const Sheet& rows() const { return joined ? *joined : *sheet; }
};

TableReading without_header(const Workbook& book, const DisclosureKind& kind) {
    TableReading reading;
    const bool any = std::any_of(book.sheets.begin(), book.sheets.end(),
                                 [](const Sheet& sheet) { return !sheet.rows.empty(); });
    if (!any) return reading;
    std::string labels;
    for (const KindColumn& column : kind.columns) {
        if (column.need <= ColumnNeed::column)
            labels += (labels.empty() ? "" : "、") + column.label;
    }
    reading.findings.push_back(sheet_finding("column", Severity::refuse, 1, "",
                                             "没有找到“" + kind.name + "”的表头",
                                             "请看看选对了表没有；表头要有这些列：" + labels));
    return reading;
}

void tell_sheets(const std::vector<SheetChoice>& fitting, const Workbook& book,
                 TableReading& reading) {
    if (fitting.size() > 1) {
        std::string names;
        for (const SheetChoice& each : fitting) names += "“" + each.sheet->name + "”";
        reading.findings.push_back(sheet_finding(
            "sheet", Severity::refuse, 0, "", "文件里有几张同样的表：" + names + "，只读了第一张",
            "请每个文件只留一张表，分别导入"));
    } else if (book.sheets.size() > 1) {
        reading.understood.push_back("读的是工作表“" + reading.sheet + "”，其他工作表没有读");
    }
    if (!fitting.empty() && fitting[0].sheet->hidden) {
        reading.findings.push_back(sheet_finding("hidden", Severity::warn, 0, "",
                                                 "工作表“" + reading.sheet + "”是隐藏的",
                                                 "请核对要公开的是不是它"));
    }
}

std::vector<SheetChoice> fitting_sheets(const Workbook& book, const DisclosureKind& kind,
                                        const ReadingOptions& options) {
    std::vector<SheetChoice> visible;
    std::vector<SheetChoice> hidden;
    for (const Sheet& sheet : book.sheets) {
        if (!options.sheet.empty() && sheet.name != options.sheet) continue;
        std::optional<Sheet> joined;
        if (kind.layout == TableLayout::ledger) joined = with_joined_dates(sheet);
        std::optional<HeaderMatch> match = find_header(joined ? *joined : sheet, kind);
        if (!match || match->row_last + 1 >= sheet.rows.size()) {
            // A header alone counts if there is nothing better.
            if (!match || !visible.empty()) continue;
        }
        (sheet.hidden ? hidden : visible).push_back({&sheet, std::move(match), std::move(joined)});
    }
    std::vector<SheetChoice> fitting = visible.empty() ? std::move(hidden) : std::move(visible);
    const auto is_filled = [](const SheetChoice& each) {
        return each.match->row_last + 1 < each.sheet->rows.size();
    };
    if (std::any_of(fitting.begin(), fitting.end(), is_filled)) {
        std::erase_if(fitting, [&](const SheetChoice& each) { return !is_filled(each); });
    }
    return fitting;
}

}  // namespace

Finding sheet_finding(std::string code, Severity severity, std::size_t line, std::string_view label,
                      std::string message, std::string suggestion) {
    Finding finding;
    if (line > 0) {
        finding.row = line;
        finding.path = "/lines/" + std::to_string(line);
        finding.place = "第" + std::to_string(line) + "行";
    } else {
        finding.place = "这个文件";
    }
    if (!label.empty()) finding.place += "“" + std::string(label) + "”";
    finding.code = std::move(code);
    finding.severity = severity;
    finding.message = std::move(message);
    finding.suggestion = std::move(suggestion);
    return finding;
}

TableReading read_table(const Workbook& book, const DisclosureKind& kind,
                        const ReadingOptions& options) {
    if (kind.layout == TableLayout::items) return read_items(book, kind, options);
    std::vector<SheetChoice> fitting = fitting_sheets(book, kind, options);
    if (fitting.empty()) return without_header(book, kind);
    TableReading reading =
        read_rows(fitting[0].rows(), kind, options, std::move(*fitting[0].match));
    tell_sheets(fitting, book, reading);
    const bool empty = std::none_of(reading.rows.begin(), reading.rows.end(),
                                    [](const ReadRow& row) { return row.role == RowRole::entry; });
    if (empty) {
        reading.findings.push_back(sheet_finding("empty", Severity::refuse, reading.header_line, "",
                                                 "表头下面一行内容也没有", "请把内容填好再导入"));
    }
    return reading;
}

}  // namespace hall
