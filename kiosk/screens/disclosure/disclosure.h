// Disclosure: a table of accounts, its checks and corrections.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/screens/screen.h"
#include "kiosk/screens/text_line.h"
#include "sync/rules/disclosure.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// --- Its intents
struct SwitchPeriod {
    DocumentRef document;
};  // in place of the one shown

struct FindMyLine {};   // the field is tapped
struct ShowAllRows {};  // nothing is looked for any more

using DisclosureIntent = std::variant<SwitchPeriod, FindMyLine, ShowAllRows>;

// A table with fewer rows than this is read rather than searched.
inline constexpr std::size_t rows_to_search = 12;

// --- Its model

// One period of the ledger's year.
struct PeriodSums {
    DocumentRef document;
    Period period;
    Ledger ledger;
};

// What somebody looks for in a long list.
struct LineSearch {
    std::string wanted;  // a name, a household's number
    bool typing = false;
    std::vector<std::size_t> rows;  // that have it, by their places
};

struct DisclosureModel {
    using OwnIntent = DisclosureIntent;
    static constexpr std::string_view screen_name = "disclosure";  // as a call for help names it

    DocumentRef document;
    std::string accent;
    std::string where;
    std::int64_t rev = 0;
    Disclosure table;
    std::string mark;  // of the table: whose countersign carries another signed another
    std::optional<Ledger> ledger;
    std::optional<int> notice_days_left;
    std::optional<DocumentRef> earlier;
    std::optional<DocumentRef> later;
    std::optional<Period> earlier_period;
    std::optional<Period> later_period;
    std::optional<DocumentRef> objection;  // the form to ask or object with
    std::vector<PeriodSums> year;          // of a ledger: its year, oldest first
    LineSearch search;
};

using DisclosureIntents = IntentsOf<DisclosureIntent>;

void draw_screen(const Chrome&, const DisclosureModel&, ui::Frame&, DisclosureIntents&);
void update_screen(DisclosureModel&, DisclosureIntent&, UpdateStep&);

// What is written into, and what keys mean here (kiosk/app/update_typing.h).
std::string field_in_focus(const DisclosureModel&);
TextLine text_line(DisclosureModel&);
void text_changed(DisclosureModel&, const TextLine&);
void typing_done(DisclosureModel&, UpdateStep&);

// True for a list that is long enough to be searched for one's own line.
bool can_be_searched(const Disclosure& table);

// What the charts of this screen need (disclosure_charts.cc).
void draw_money_charts(const DisclosureModel&, ui::Frame&, DisclosureIntents&);

}  // namespace hall::kiosk
