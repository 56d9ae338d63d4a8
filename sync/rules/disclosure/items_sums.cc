#include "sync/rules/disclosure/items_sums.h"

#include <algorithm>

namespace hall {

namespace {

class ItemSums {
  public:
    ItemSums(const TableReading& reading, const DisclosureKind& kind)
        : kind_(kind), read_(kind.items.size()) {
        for (const ReadItem& item : reading.items) read_[item.item] = &item;
    }

    SumsReport run() {
        SumsReport report;
        for (const ReadItem* item : read_) report.entries += item && item->number;
        for (const SumRule& rule : kind_.rules) check(rule, report.findings);
        report.sums.opening = fen(kind_.sums.opening);
        report.sums.income = fen(kind_.sums.income);
        report.sums.spending = fen(kind_.sums.spending);
        report.sums.closing = fen(kind_.sums.closing);
        for (std::size_t i = 0; i < kind_.items.size(); ++i) {
            if (const auto amount = fen(kind_.items[i].key)) {
                report.sums.totals[kind_.items[i].key] = *amount;
            }
        }
        return report;
    }

  private:
    const ReadItem* item(const std::string& key) const { return read_[*item_index(kind_, key)]; }

    std::optional<Fen> fen(const std::string& key) const {
        if (key.empty() || !item(key) || !item(key)->number) return std::nullopt;
        return *item(key)->number / millionths_per_fen;
    }

    void check(const SumRule& rule, Findings& findings) const {
        const std::optional<Fen> said = fen(rule.result);
        if (!said) return;
        Fen expected = 0;
        bool any = false;
        std::string terms;
        for (const RuleTerm& term : rule.terms) {
            const KindItem& of = kind_.items[*item_index(kind_, term.key)];
            if (!item(term.key) && of.required) return;  // its absence is told
            const std::optional<Fen> amount = fen(term.key);
            if (item(term.key) && !amount && !item(term.key)->text.empty()) {
                if (read_number(item(term.key)->text).problem != NumberProblem::none) return;
            }
            any = any || amount;
            if (!terms.empty() || term.sign < 0) terms += term.sign > 0 ? "＋" : "－";
            terms += of.label;
            expected += amount.value_or(0) * term.sign;
        }
        if (!any || (rule.at_most ? *said <= expected : *said == expected)) return;
        const KindItem& result = kind_.items[*item_index(kind_, rule.result)];
        const bool adds = std::all_of(rule.terms.begin(), rule.terms.end(),
                                      [](const RuleTerm& term) { return term.sign > 0; });
        findings.push_back(sheet_finding(
            adds ? "total" : "balance", rule.warns ? Severity::warn : Severity::refuse,
            item(rule.result)->line, result.label,
            rule.at_most
                ? "是" + yuan_text(*said) + "元，比“" + terms + "”的" + yuan_text(expected) +
                      "元还多"
                : terms + "算出来是" + yuan_text(expected) + "元，表里写的是" + yuan_text(*said) +
                      "元，相差" + yuan_text(std::abs(*said - expected)) + "元",
            "请核对这几行，改正后再导入"));
    }

    const DisclosureKind& kind_;
    std::vector<const ReadItem*> read_;
};

}  // namespace

SumsReport check_item_sums(const TableReading& reading, const DisclosureKind& kind) {
    return ItemSums(reading, kind).run();
}

}  // namespace hall
