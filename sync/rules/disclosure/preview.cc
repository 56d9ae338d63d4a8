#include "sync/rules/disclosure/preview.h"

#include <algorithm>

#include "sync/rules/privacy/sheet_privacy.h"

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

// A published table has its limits (assets/schema/disclosure.json), and so has a screen.
void check_length(std::size_t entries, std::size_t line, Findings& findings) {
    constexpr std::size_t published_max = 5'000;
    constexpr std::size_t believed_max = 20'000;
    if (entries <= published_max) return;
    const bool refused = entries > believed_max;
    findings.push_back(sheet_finding("size", refused ? Severity::refuse : Severity::warn, line, "",
                                     "表里有" + std::to_string(entries) + "行，一张表最多公开" +
                                         std::to_string(published_max) + "行",
                                     "请按组或按月分成几张表，分别导入"));
}

std::string label_of_key(const TableReading& reading, const DisclosureKind& kind,
                         std::string_view key) {
    const auto column = column_index(kind, key);
    if (!column || *column >= reading.at.size() || !reading.at[*column]) return {};
    const std::size_t at = *reading.at[*column];
    return at < reading.labels.size() ? reading.labels[at] : std::string();
}

// Villages write 贷方 for what came in; who keeps a cash book writes 借方 for it. If only that adds
// up it is read so, and told.
JudgedReading judged_with_sides(JudgedReading usual, const Workbook& book,
                                const DisclosureKind& kind, const PreviewOptions& options) {
    const bool by_sides =
        label_of_key(usual.reading, kind, "income").find("贷") != std::string::npos &&
        label_of_key(usual.reading, kind, "expense").find("借") != std::string::npos;
    const std::size_t before = refusals_of(usual.report.findings);
    if (kind.layout != TableLayout::ledger || !by_sides || before == 0) return usual;
    JudgedReading swapped = judged(
        book, kind, {.red_is_negative = true, .sheet = options.sheet, .sides_swapped = true});
    if (refusals_of(swapped.report.findings) != 0) return usual;
    swapped.reading.findings.push_back(
        sheet_finding("column", Severity::warn, swapped.reading.header_line, "",
                      "借方按收入、贷方按支出来读才对得上", "请核对，列名最好写“收入”“支出”"));
    return swapped;
}

Finding finding_of(const SheetProblem& problem) {
    return sheet_finding(problem.code, Severity::refuse, problem.line.value_or(0), "",
                         problem.message, problem.suggestion);
}

std::string privacy_sentence(const PersonalDatum& datum) {
    switch (datum.kind) {
        case PersonalKind::id_number:
            return "有人的身份证号";
        case PersonalKind::bank_card:
            return "有银行卡号或账号";
        case PersonalKind::mobile:
            return "有个人的手机号";
        case PersonalKind::address:
            return "写了一个人家里的详细住址";
        case PersonalKind::illness:
            return "写了有名有姓的人的病情";
        case PersonalKind::disability:
            return "写了有名有姓的人的残疾情况";
        case PersonalKind::minor:
            return "写了未成年人的姓名";
    }
    return {};
}

std::string privacy_cure(const PersonalDatum& datum) {
    const std::string masked = "请改成“" + datum.mask + "”";
    if (datum.kind == PersonalKind::illness) return masked + "，病情请删去";
    if (datum.kind == PersonalKind::disability) return masked + "，残疾情况请删去";
    return masked;
}

// An account in a column of accounts, and a telephone where the rule is to mask it, whatever
// their check digits.
void find_unmasked(const TableReading& reading, const DisclosureKind& kind, Findings& findings) {
    for (std::size_t i = 0; i < kind.columns.size() && i < reading.at.size(); ++i) {
        const ColumnPerson person = kind.columns[i].person;
        if (!reading.at[i] || (person != ColumnPerson::account && person != ColumnPerson::phone)) {
            continue;
        }
        for (const ReadRow& row : reading.rows) {
            if (row.role != RowRole::entry) continue;
            std::string digits;
            for (const char c : plain_cell(row.texts[i])) {
                if (c >= '0' && c <= '9') digits.push_back(c);
            }
            const std::size_t shown_max = person == ColumnPerson::account ? 8 : 7;
            if (digits.size() <= shown_max || row.texts[i].find('*') != std::string::npos) continue;
            const std::string mask =
                person == ColumnPerson::account
                    ? "**** " + digits.substr(digits.size() - 4)
                    : digits.substr(0, 3) + "****" + digits.substr(digits.size() - 4);
            findings.push_back(
                sheet_finding("privacy", Severity::refuse, row.line, kind.columns[i].label,
                              person == ColumnPerson::account ? "账号没有遮住" : "电话没有遮住",
                              "请改成“" + mask + "”"));
        }
    }
}

void check_sheet_privacy(const Workbook& book, const TableReading& reading,
                         const DisclosureKind& kind, Date today, Findings& findings) {
    constexpr std::size_t findings_max = 200;
    find_unmasked(reading, kind, findings);
    RowRights rights;
    for (const KindColumn& column : kind.columns) {
        rights.disability_level |= column.person == ColumnPerson::disability;
    }
    for (const Sheet& sheet : book.sheets) {
        if (sheet.name != reading.sheet) continue;
        const std::vector<FoundInSheet> all =
            personal_data_in_sheet(sheet, reading.labels, reading.header_line, rights, today);
        for (const FoundInSheet& found : all) {
            if (findings.size() > findings_max) return;
            const bool told =
                std::any_of(findings.begin(), findings.end(), [&](const Finding& each) {
                    return each.row == found.line &&
                           each.message.find("遮住") != std::string::npos &&
                           found.datum.kind <= PersonalKind::mobile;
                });
            if (told) continue;
            findings.push_back(sheet_finding("privacy", Severity::refuse, found.line, found.label,
                                             privacy_sentence(found.datum),
                                             privacy_cure(found.datum)));
        }
        return;
    }
}

}  // namespace

DisclosurePreview preview_disclosure(const Workbook& book, const DisclosureKind& kind,
                                     const PreviewOptions& options) {
    DisclosurePreview preview;
    for (const SheetProblem& problem : book.problems)
        preview.findings.push_back(finding_of(problem));
    const bool empty = std::all_of(book.sheets.begin(), book.sheets.end(),
                                   [](const Sheet& sheet) { return sheet.rows.empty(); });
    if (empty && book.problems.empty()) {
        preview.findings.push_back(sheet_finding("empty", Severity::refuse, 0, "",
                                                 "是空的，里面没有内容",
                                                 "请打开原来的表看一看，保存后再导入一次"));
    }
    if (empty) return preview;
    JudgedReading result =
        judged_with_sides(judged_with_red(book, kind, options), book, kind, options);
    preview.reading = std::move(result.reading);
    preview.sums = result.report.sums;
    preview.entries = result.report.entries;
    for (Findings* findings : {&preview.reading.findings, &result.report.findings}) {
        std::move(findings->begin(), findings->end(), std::back_inserter(preview.findings));
        findings->clear();
    }
    check_length(preview.entries, preview.reading.header_line, preview.findings);
    Findings private_data;
    check_sheet_privacy(book, preview.reading, kind, options.today, private_data);
    std::move(private_data.begin(), private_data.end(), std::back_inserter(preview.findings));
    std::stable_sort(preview.findings.begin(), preview.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.row < b.row; });
    return preview;
}

}  // namespace hall
