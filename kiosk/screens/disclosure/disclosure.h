// Disclosure: a table of accounts, its checks and corrections.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/screen.h"
#include "sync/rules/disclosure.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// --- Its intents
struct SwitchPeriod {
    DocumentRef document;
};  // in place of the one shown

using DisclosureIntent = std::variant<SwitchPeriod>;

// --- Its model
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
};

using DisclosureIntents = IntentsOf<DisclosureIntent>;

void draw_screen(const Chrome&, const DisclosureModel&, ui::Frame&, DisclosureIntents&);
void update_screen(DisclosureModel&, DisclosureIntent&, UpdateStep&);

}  // namespace hall::kiosk
