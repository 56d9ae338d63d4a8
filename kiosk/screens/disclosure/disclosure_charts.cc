// Where a ledger's money came from and went, and the periods of its year beside each other.

#include <algorithm>
#include <span>

#include "kiosk/screens/disclosure/disclosure.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/ui/widgets/widgets.h"
#include "sync/rules/disclosure/shares.h"

namespace hall::kiosk {

namespace {

constexpr std::size_t shares_shown = 6;

std::string percent_text(Fen part, Fen whole) {
    return whole > 0 ? std::to_string((part * 100 + whole / 2) / whole) : std::string("0");
}

// Bars of one side of the ledger; the sentence names the largest and its share.
void draw_shares(const DisclosureModel& model, const std::vector<LedgerShare>& shares, Fen whole,
                 std::string_view sentence_key, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    if (shares.size() < 2 || whole <= 0) return;
    std::vector<std::string> figures;
    std::vector<ui::ChartBar> bars;
    figures.reserve(shares.size());
    bars.reserve(shares.size());
    for (const LedgerShare& share : shares) {
        figures.push_back(spoken_yuan(strings, share.amount));
        bars.push_back({static_cast<double>(share.amount), figures.back()});
    }
    std::vector<ui::ChartGroup> groups;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const std::string_view name =
            shares[i].item.empty() ? strings["table.chart.others"] : shares[i].item;
        groups.push_back({name, std::span(bars).subspan(i, 1)});
    }
    const std::string sentence = strings.with(
        sentence_key, {shares.front().item, percent_text(shares.front().amount, whole)});
    const ui::ChartSeries series[] = {{{}, model.accent}};
    ui::bar_chart(frame, {sentence, series, groups});
}

// "2026年到现在，收入…元，支出…元": income and spending of each period that is out.
void draw_year(const DisclosureModel& model, ui::Frame& frame, DisclosureIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    if (model.year.size() < 2) return;
    Fen income = 0;
    Fen spending = 0;
    std::vector<std::string> names;
    std::vector<std::string> figures;
    std::vector<ui::ChartBar> bars;
    names.reserve(model.year.size());
    figures.reserve(2 * model.year.size());
    bars.reserve(2 * model.year.size());
    for (const PeriodSums& sums : model.year) {
        income += sums.ledger.income;
        spending += sums.ledger.spending;
        names.push_back(short_period(strings, sums.period));
        for (const Fen amount : {sums.ledger.income, sums.ledger.spending}) {
            figures.push_back(spoken_yuan(strings, amount));
            bars.push_back({static_cast<double>(amount), figures.back()});
        }
    }
    std::vector<ui::ChartGroup> groups;
    for (std::size_t i = 0; i < names.size(); ++i)
        groups.push_back({names[i], std::span(bars).subspan(2 * i, 2)});
    const std::string year = std::to_string(model.table.period.year);
    ui::subheading(frame, strings.with("table.year", {year}));
    const std::string sentence = strings.with(
        "table.year.sentence", {year, std::to_string(model.year.size()),
                                spoken_yuan(strings, income), spoken_yuan(strings, spending)});
    const ui::ChartSeries series[] = {{strings["table.chart.income"], model.accent},
                                      {strings["table.chart.spending"], model.accent}};
    ui::bar_chart(frame, {sentence, series, groups});
    for (const PeriodSums& sums : model.year) {
        if (sums.period == model.table.period) continue;
        const std::string line =
            strings.with("table.year.closing", {spoken_yuan(strings, sums.ledger.closing)});
        if (ui::list_item(frame, {.title = spoken_period(strings, sums.period),
                                  .line = line,
                                  .accent = model.accent}))
            intents.send(SwitchPeriod{sums.document});
    }
}

}  // namespace

void draw_money_charts(const DisclosureModel& model, ui::Frame& frame, DisclosureIntents& intents) {
    if (!model.ledger) return;
    draw_shares(model, spending_shares(model.table, shares_shown), model.ledger->spending,
                "table.chart.spent", frame);
    draw_shares(model, income_shares(model.table, shares_shown), model.ledger->income,
                "table.chart.earned", frame);
    draw_year(model, frame, intents);
}

}  // namespace hall::kiosk
