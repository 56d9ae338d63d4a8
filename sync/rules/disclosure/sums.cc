#include "sync/rules/disclosure/sums.h"

#include <algorithm>

#include "sync/rules/disclosure/items_sums.h"
#include "sync/rules/disclosure/running_balance.h"

namespace hall {

std::string amount_text(const KindColumn& column, std::int64_t in_millionths) {
    if (column.type == ColumnType::money && in_millionths % millionths_per_fen == 0) {
        return yuan_text(in_millionths / millionths_per_fen) + "元";
    }
    const std::size_t slash = column.unit.find('/');
    return number_text(in_millionths) + (slash == std::string::npos ? column.unit : "");
}

std::string name_of_row(const ReadRow& row) {
    return row.name.empty() ? std::string() : "「" + row.name + "」";
}

namespace {

constexpr std::size_t sums_findings_max = 50;

using Sum = std::vector<std::int64_t>;  // by the kind's columns

void add_row(Sum& sum, const ReadRow& row) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += row.numbers[i].value_or(0);
}

// One rule of a row: the sentence if it does not hold.
class RowRule {
  public:
    RowRule(const SumRule& rule, const TableReading& reading, const DisclosureKind& kind)
        : rule_(rule), kind_(kind), result_(*column_index(kind, rule.result)) {
        for (const RuleTerm& term : rule.terms) terms_.push_back(*column_index(kind, term.key));
        for (const std::string& key : rule.product) factors_.push_back(*column_index(kind, key));
        // A rule about columns that are not there says nothing; one that adds them takes them as 0.
        applies_ = has_column(reading, result_);
        for (const std::size_t factor : factors_)
            applies_ = applies_ && has_column(reading, factor);
        const bool all_missing =
            !terms_.empty() && std::none_of(terms_.begin(), terms_.end(),
                                            [&](std::size_t t) { return has_column(reading, t); });
        applies_ = applies_ && !all_missing;
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            // An optional column is nothing where it is missing; a needed one has been told.
            const bool needed = kind.columns[terms_[i]].need <= ColumnNeed::column;
            if (needed && !has_column(reading, terms_[i])) applies_ = false;
        }
    }

    void check(const ReadRow& row, Findings& findings) const {
        if (!applies_ || !row.numbers[result_]) return;
        if (has_wrong(row)) return;
        const std::optional<std::int64_t> expected = expected_in(row);
        if (!expected) return;
        const std::int64_t said = *row.numbers[result_];
        if (rule_.at_most ? said <= *expected : is_same(said, *expected)) return;
        const KindColumn& column = kind_.columns[result_];
        std::string message =
            rule_.at_most ? column.label + "是" + amount_text(column, said) + "，比" +
                                terms_text() + "的" + amount_text(column, *expected) + "还多"
                          : terms_text() + "算出来是" + amount_text(column, *expected) +
                                "，表里写的是" + amount_text(column, said) + "，相差" +
                                amount_text(column, std::abs(said - *expected));
        const bool adds = rule_.terms.size() > 1 &&
                          std::all_of(rule_.terms.begin(), rule_.terms.end(),
                                      [](const RuleTerm& term) { return term.sign > 0; });
        findings.push_back(sheet_finding(
            adds ? "total" : "balance", rule_.warns ? Severity::warn : Severity::refuse, row.line,
            column.label, name_of_row(row) + message, "请照原始凭证核对这一行"));
    }

  private:
    static bool has_column(const TableReading& reading, std::size_t column) {
        return column < reading.at.size() && reading.at[column].has_value();
    }

    bool has_wrong(const ReadRow& row) const {
        const auto wrong = [&](std::size_t column) { return row.wrong[column]; };
        return wrong(result_) || std::any_of(terms_.begin(), terms_.end(), wrong) ||
               std::any_of(factors_.begin(), factors_.end(), wrong);
    }

    std::optional<std::int64_t> expected_in(const ReadRow& row) const {
        if (factors_.empty()) {
            std::int64_t sum = 0;
            bool any = false;
            for (std::size_t i = 0; i < terms_.size(); ++i) {
                any = any || row.numbers[terms_[i]].has_value();
                sum += row.numbers[terms_[i]].value_or(0) * rule_.terms[i].sign;
            }
            return any ? std::optional(sum) : std::nullopt;
        }
        long double product = rule_.factor;
        for (const std::size_t factor : factors_) {
            if (!row.numbers[factor]) return std::nullopt;
            product *= static_cast<long double>(*row.numbers[factor]) / millionths;
        }
        constexpr long double most = 1e12L;
        if (product > most || product < -most) return std::nullopt;
        return static_cast<std::int64_t>(product * millionths + (product < 0 ? -0.5L : 0.5L));
    }

    // A product is written in fen, its half rounded either way.
    bool is_same(std::int64_t said, std::int64_t expected) const {
        if (factors_.empty()) return said == expected;
        return std::abs(said - expected) * 2 <= millionths_per_fen;
    }

    std::string terms_text() const {
        std::string text;
        for (std::size_t i = 0; i < factors_.size(); ++i) {
            text += (i == 0 ? "" : "×") + kind_.columns[factors_[i]].label;
        }
        if (rule_.factor != 1) text += "×" + std::to_string(rule_.factor);
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            if (i > 0) text += rule_.terms[i].sign > 0 ? "＋" : "－";
            text += kind_.columns[terms_[i]].label;
        }
        return text;
    }

    const SumRule& rule_;
    const DisclosureKind& kind_;
    std::size_t result_;
    std::vector<std::size_t> terms_;
    std::vector<std::size_t> factors_;
    bool applies_ = true;
};

// Totals: each must be the sum of some entries above it, which its name tells.
class Totals {
  public:
    explicit Totals(const DisclosureKind& kind)
        : kind_(kind),
          all_(kind.columns.size()),
          part_(kind.columns.size()),
          subtotals_(kind.columns.size()) {}

    void take(const ReadRow& row, Findings& findings) {
        switch (row.role) {
            case RowRole::entry:
                add_row(all_, row);
                add_row(part_, row);
                for (std::size_t i = 0; i < row.wrong.size(); ++i) {
                    if (row.wrong[i]) spoilt_.push_back(i);
                }
                ++entries_in_part_;
                break;
            case RowRole::subtotal:
                check(row, {&part_, &all_}, findings);
                add_row(subtotals_, row);
                end_part();
                break;
            case RowRole::total:
                check(row,
                      entries_in_part_ == 0
                          ? std::vector<const Sum*>{&all_, &subtotals_, &last_part_}
                          : std::vector<const Sum*>{after_part_ ? &part_ : &all_, &all_, &part_},
                      findings);
                end_part();
                break;
            case RowRole::cumulative:
                check_cumulative(row, findings);
                break;
            default:
                break;
        }
    }

    const Sum& all() const { return all_; }

  private:
    void end_part() {
        if (entries_in_part_ > 0) last_part_ = part_;
        part_.assign(part_.size(), 0);
        entries_in_part_ = 0;
        after_part_ = true;
    }

    bool is_summed(const ReadRow& row, std::size_t column) const {
        if (!kind_.columns[column].total || !row.numbers[column] || row.wrong[column]) return false;
        return std::find(spoilt_.begin(), spoilt_.end(), column) == spoilt_.end();
    }

    void check(const ReadRow& row, const std::vector<const Sum*>& sums, Findings& findings) const {
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            if (!is_summed(row, i)) continue;
            const std::int64_t said = *row.numbers[i];
            const bool fits = std::any_of(sums.begin(), sums.end(), [&](const Sum* sum) {
                return !sum->empty() && (*sum)[i] == said;
            });
            if (!fits) tell(row, i, (*sums.front())[i], findings);
        }
    }

    // Of a year of which this table may show only a part: it cannot be less than the part.
    void check_cumulative(const ReadRow& row, Findings& findings) const {
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            if (!is_summed(row, i) || *row.numbers[i] >= all_[i]) continue;
            tell(row, i, all_[i], findings);
        }
    }

    void tell(const ReadRow& row, std::size_t column, std::int64_t sum, Findings& findings) const {
        const KindColumn& of = kind_.columns[column];
        const std::int64_t said = *row.numbers[column];
        findings.push_back(sheet_finding("total", Severity::refuse, row.line, of.label,
                                         name_of_row(row) + "各行加起来是" + amount_text(of, sum) +
                                             "，这里写的是" + amount_text(of, said) + "，相差" +
                                             amount_text(of, std::abs(said - sum)),
                                         "请核对各行和合计，改正后再导入"));
    }

    const DisclosureKind& kind_;
    Sum all_;
    Sum part_;  // since the last total
    Sum last_part_;
    Sum subtotals_;
    std::vector<std::size_t>
        spoilt_;  // columns with unreadable entries: their totals are not judged
    std::size_t entries_in_part_ = 0;
    bool after_part_ = false;
};

std::optional<Fen> sum_of_column(const DisclosureKind& kind, const TableReading& reading,
                                 const std::string& key, const Sum& all) {
    if (key.empty()) return std::nullopt;
    const auto column = column_index(kind, key);
    if (!column || !reading.at[*column]) return std::nullopt;
    return all[*column] / millionths_per_fen;
}

void check_capitals(const TableReading& reading, const DisclosureKind& kind, Findings& findings) {
    const auto capitals = column_index(kind, "capitals");
    const auto amount = column_index(kind, "amount");
    if (!capitals || !amount || !reading.at[*capitals] || !reading.at[*amount]) return;
    for (const ReadRow& row : reading.rows) {
        if (row.texts.empty() || row.texts[*capitals].empty() || !row.numbers[*amount]) continue;
        const std::optional<Fen> said = read_capitals(row.texts[*capitals]);
        const Fen figures = *row.numbers[*amount] / millionths_per_fen;
        if (!said || *said == figures) continue;
        findings.push_back(sheet_finding(
            "balance", Severity::refuse, row.line, "大写金额",
            "大写是" + yuan_text(*said) + "元，小写是" + yuan_text(figures) + "元，对不上",
            "请照原始凭证改正"));
    }
}

void shorten(Findings& findings) {
    if (findings.size() <= sums_findings_max) return;
    const std::size_t more = findings.size() - sums_findings_max;
    findings.resize(sums_findings_max);
    findings.push_back(sheet_finding("balance", Severity::refuse, 0, "",
                                     "还有" + std::to_string(more) + "处算不平，没有一一列出",
                                     "请先改正上面的，再导入一次"));
}

SumsReport check_lists(const TableReading& reading, const DisclosureKind& kind) {
    SumsReport report;
    if (reading.at.empty()) return report;
    std::vector<RowRule> rules;
    for (const SumRule& rule : kind.rules) {
        if (rule.scope == RuleScope::row) rules.emplace_back(rule, reading, kind);
    }
    Totals totals(kind);
    for (const ReadRow& row : reading.rows) {
        if (row.role == RowRole::note) continue;
        totals.take(row, report.findings);
        if (row.role != RowRole::entry) continue;
        ++report.entries;
        for (const RowRule& rule : rules) rule.check(row, report.findings);
    }
    for (std::size_t i = 0; i < kind.columns.size(); ++i) {
        if (!kind.columns[i].total || !reading.at[i]) continue;
        const bool money = kind.columns[i].type == ColumnType::money;
        report.sums.totals[kind.columns[i].key] =
            money ? totals.all()[i] / millionths_per_fen : totals.all()[i];
    }
    report.sums.opening = sum_of_column(kind, reading, kind.sums.opening, totals.all());
    report.sums.income = sum_of_column(kind, reading, kind.sums.income, totals.all());
    report.sums.spending = sum_of_column(kind, reading, kind.sums.spending, totals.all());
    report.sums.closing = sum_of_column(kind, reading, kind.sums.closing, totals.all());
    check_capitals(reading, kind, report.findings);
    if (kind.layout == TableLayout::ledger) check_running_balance(reading, kind, report);
    return report;
}

}  // namespace

SumsReport check_sums(const TableReading& reading, const DisclosureKind& kind) {
    SumsReport report = kind.layout == TableLayout::items ? check_item_sums(reading, kind)
                                                          : check_lists(reading, kind);
    std::stable_sort(report.findings.begin(), report.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.row < b.row; });
    shorten(report.findings);
    return report;
}

}  // namespace hall
