#include "sync/rules/disclosure/preview.h"

#include <algorithm>

namespace hall {

namespace {

std::size_t refusals_of(const Findings& findings) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [](const Finding& finding) { return finding.severity == Severity::refuse; }));
}

struct JudgedReading {
    TableReading reading;
    SumsReport report;
};

JudgedReading judged(const Workbook& book, const DisclosureKind& kind,
                     const ReadingOptions& options) {
    JudgedReading result{.reading = read_table(book, kind, options), .report = {}};
    result.report = check_sums(result.reading, kind);
    return result;
}

// Red amounts are negative, unless only the other reading adds up. Which it was is told.
JudgedReading judged_with_red(const Workbook& book, const DisclosureKind& kind,
                              const PreviewOptions& options) {
    ReadingOptions reading_options{.red_is_negative = true, .sheet = options.sheet};
    JudgedReading negative = judged(book, kind, reading_options);
    if (!negative.reading.has_red) return negative;
    reading_options.red_is_negative = false;
    JudgedReading positive = judged(book, kind, reading_options);
    const bool as_positive =
        refusals_of(positive.report.findings) < refusals_of(negative.report.findings);
    JudgedReading& chosen = as_positive ? positive : negative;
    std::size_t line = 0;
    for (const ReadRow& row : chosen.reading.rows) {
        if (!row.red.empty() && line == 0) line = row.line;
    }
    chosen.reading.findings.push_back(sheet_finding(
        "red", Severity::warn, line, "",
        as_positive ? "有红色的数字，按正数读才对得上" : "有红色的数字，按负数（红字冲账）来读",
        "请核对；负数最好写上减号"));
    return std::move(chosen);
}

Finding finding_of(const SheetProblem& problem) {
    return sheet_finding(problem.code, Severity::refuse, problem.line.value_or(0), "",
                         problem.message, problem.suggestion);
}

}  // namespace

DisclosurePreview preview_disclosure(const Workbook& book, const DisclosureKind& kind,
                                     const PreviewOptions& options) {
    DisclosurePreview preview;
    for (const SheetProblem& problem : book.problems)
        preview.findings.push_back(finding_of(problem));
    if (book.sheets.empty()) return preview;
    JudgedReading result = judged_with_red(book, kind, options);
    preview.reading = std::move(result.reading);
    preview.sums = result.report.sums;
    preview.entries = result.report.entries;
    for (Findings* findings : {&preview.reading.findings, &result.report.findings}) {
        std::move(findings->begin(), findings->end(), std::back_inserter(preview.findings));
        findings->clear();
    }
    std::stable_sort(preview.findings.begin(), preview.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.row < b.row; });
    return preview;
}

}  // namespace hall
