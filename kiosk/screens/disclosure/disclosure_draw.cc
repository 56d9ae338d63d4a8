#include "kiosk/screens/disclosure/disclosure.h"

#include <numeric>

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/widgets/input_panel.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

// "这个季度村里收入…元，花了…元，期末结余…元。最大的一笔支出是…"
void draw_summary(const DisclosureModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    const Ledger& ledger = *model.ledger;
    const std::string when =
        strings.with("table.summary.when", {spoken_period(strings, model.table.period)});
    const std::string income =
        strings.with("table.summary.income", {spoken_yuan(strings, ledger.income)});
    const std::string spent =
        strings.with("table.summary.spent", {spoken_yuan(strings, ledger.spending)});
    const std::string opening =
        strings.with("table.summary.opening", {spoken_yuan(strings, ledger.opening)});
    const std::string closing =
        strings.with("table.summary.closing", {spoken_yuan(strings, ledger.closing)});
    const std::string_view comma = strings["table.summary.comma"];
    std::vector<ui::Piece> pieces = {
        {when, false},  {income, true},  {comma, false},
        {spent, true},  {comma, false},  {opening, false},
        {comma, false}, {closing, true}, {strings["table.summary.stop"], false}};
    std::string largest;
    if (ledger.largest_spending) {
        largest = strings.with(
            "table.summary.largest",
            {ledger.largest_spending->item, spoken_yuan(strings, ledger.largest_spending->amount)});
        pieces.push_back({largest, false});
    }
    ui::begin_card(frame);
    ui::sentence(frame, pieces, model.accent);
    ui::end_card(frame);
}

void draw_periods(const DisclosureModel& model, ui::Frame& frame, DisclosureIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const std::string now = short_period(strings, model.table.period);
    const std::string earlier = model.earlier_period ? short_period(strings, *model.earlier_period)
                                                     : std::string(strings["table.earlier"]);
    const std::string later = model.later_period ? short_period(strings, *model.later_period)
                                                 : std::string(strings["table.later"]);
    const int moved = ui::period_switch(frame, {earlier, now, later, model.earlier.has_value(),
                                                model.later.has_value(), model.accent});
    if (moved < 0 && model.earlier) intents.send(SwitchPeriod{*model.earlier});
    if (moved > 0 && model.later) intents.send(SwitchPeriod{*model.later});
}

// Money as documents write it, with its thousands parted.
std::string shown_cell(const TableColumn& column, const std::string& cell) {
    if (column.type != "money" || cell.empty()) return cell;
    const Result<Fen> amount = parse_yuan(cell);
    return amount.ok() ? yuan_text(amount.value()) : cell;
}

// Every row, or those that were looked for.
std::vector<std::size_t> rows_shown(const DisclosureModel& model) {
    if (!model.search.wanted.empty()) return model.search.rows;
    std::vector<std::size_t> all(model.table.rows.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

void draw_table(const DisclosureModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    const Disclosure& table = model.table;
    std::vector<ui::TableViewColumn> columns;
    for (const TableColumn& column : table.columns) {
        columns.push_back({column.label, column.type == "money" || column.type == "number"});
    }
    const std::vector<std::size_t> shown = rows_shown(model);
    if (shown.empty()) return;
    std::vector<std::vector<std::string>> cells(shown.size());
    std::vector<ui::TableViewRow> rows;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const TableRow& row = table.rows[shown[i]];
        for (std::size_t k = 0; k < row.cells.size() && k < table.columns.size(); ++k) {
            cells[i].push_back(shown_cell(table.columns[k], row.cells[k]));
        }
        cells[i].resize(table.columns.size());
        const bool balance = row.kind == "opening" || row.kind == "closing";
        rows.push_back({.cells = cells[i],
                        .explain = row.explain,
                        .strong = row.kind == "total" || row.kind == "closing",
                        .block_label = balance ? strings["table.amount"] : std::string_view()});
    }
    std::string id = "table-" + model.document.channel + "-" + model.document.id;
    if (!model.search.wanted.empty()) id += "-found";
    ui::table(frame, {id, columns, rows, model.accent});
}

// The field for one's own name, and what came of it.
void draw_search(const DisclosureModel& model, ui::Frame& frame, DisclosureIntents& intents) {
    if (!can_be_searched(model.table)) return;
    const ui::UiStrings& strings = frame.strings();
    const LineSearch& search = model.search;
    if (ui::field(
            frame,
            {strings["table.find"], search.wanted, strings["table.find_hint"], {}, search.typing}))
        intents.send(FindMyLine{});
    if (search.wanted.empty()) return;
    if (search.rows.empty()) {
        ui::paragraph(frame, strings.with("table.find_nothing", {search.wanted}));
    } else {
        ui::paragraph(frame,
                      strings.with("table.find_found", {std::to_string(search.rows.size())}));
    }
    if (!search.typing &&
        ui::button(frame, {strings["table.find_all"], ui::ButtonStyle::plain, model.accent}))
        intents.send(ShowAllRows{});
}

std::string change_text(const ui::UiStrings& strings, const TableChange& change) {
    std::string text = change.where + "：";
    if (change.before.empty()) return text + strings.with("table.change.added", {change.after});
    if (change.after.empty()) return text + strings.with("table.change.removed", {change.before});
    return text + strings.with("table.change.was", {change.before, change.after});
}

// What was changed after it was published, the newest first: old and new side by side, for
// whoever wrote down the old.
void draw_corrections(const Chrome& chrome, const DisclosureModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    const std::vector<Correction>& corrections = model.table.corrections;
    for (auto correction = corrections.rbegin(); correction != corrections.rend(); ++correction) {
        const std::string date = spoken_date(strings, correction->date, chrome.today);
        ui::check_line(frame, strings.with("table.corrected", {date, correction->what}),
                       ui::Tone::warn);
        for (const TableChange& change : correction->changes) {
            ui::small_print(frame, change_text(strings, change), ui::Tone::normal);
        }
        if (correction->more > 0) {
            ui::small_print(frame,
                            strings.with("table.changes.more", {std::to_string(correction->more)}),
                            ui::Tone::normal);
        }
    }
}

void draw_checks(const Chrome& chrome, const DisclosureModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    draw_corrections(chrome, model, frame);
    if (model.notice_days_left) {
        const std::string days = std::to_string(*model.notice_days_left);
        ui::check_line(frame, strings.with("table.notice", {days}), ui::Tone::warn);
    }
    if (model.ledger) ui::check_line(frame, strings["table.balances"], ui::Tone::good);
    for (const Countersign& sign : model.table.countersigned) {
        const std::string date = spoken_date(strings, sign.date, chrome.today);
        // Who signed another table did not sign this one.
        const bool counts = sign.of == model.mark;
        ui::check_line(frame,
                       strings.with(counts ? "table.countersigned" : "table.countersign_lapsed",
                                    {sign.who, std::to_string(sign.people), date}),
                       counts ? ui::Tone::good : ui::Tone::warn);
    }
}

void draw_notes(const DisclosureModel& model, ui::Frame& frame) {
    if (!model.table.note.empty()) ui::small_print(frame, model.table.note);
    if (!model.table.basis.empty())
        ui::small_print(frame, frame.strings().with("table.basis", {model.table.basis}));
}

}  // namespace

void draw_screen(const Chrome& chrome, const DisclosureModel& model, ui::Frame& frame,
                 DisclosureIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const std::string subtitle = chrome.place + "　" + chrome.freshness;
    open_screen(chrome, {model.where, subtitle, model.accent}, frame, intents);
    // Who looks for a name sees the field and what fits, and nothing else.
    if (model.search.typing) {
        ui::begin_scroll(frame, "disclosure-search", room_for_input_panel(frame));
        draw_search(model, frame, intents);
        if (!model.search.wanted.empty()) draw_table(model, frame);
        ui::end_scroll(frame);
        write_with_panel(chrome, frame, intents);
        return;
    }
    ui::begin_scroll(frame, "disclosure-" + model.document.channel + model.document.id);
    ui::heading(frame, model.table.placed.title);
    const std::string date = spoken_date(strings, model.table.placed.date, chrome.today);
    ui::small_print(frame, strings.with("table.published", {model.table.prepared_by, date}));
    // What was corrected, whether it adds up, who signed, and where to doubt it come before
    // the figures: below a long table nobody would find them.
    draw_checks(chrome, model, frame);
    if (model.objection) {
        const ui::Button ask{strings["table.ask"], ui::ButtonStyle::warn, model.accent};
        if (ui::button(frame, ask)) intents.send(OpenDocument{*model.objection});
    }
    if (model.table.period.kind != "once") draw_periods(model, frame, intents);
    if (model.ledger) draw_summary(model, frame);
    draw_search(model, frame, intents);
    draw_table(model, frame);
    draw_money_charts(model, frame, intents);
    draw_notes(model, frame);
    print_button(chrome, "print.table", model.accent, frame, intents);
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
