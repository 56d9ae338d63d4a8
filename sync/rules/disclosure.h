// Disclosure: what a published table must satisfy, and what can be said about it in a
// sentence. Kiosk and platform judge alike. Pure; any thread.
//
// A ledger is a table with the columns "income" and "spending" of type money: carried
// over + income − spending = balance, and totals equal their rows (product rule D6; the
// layout follows the village finance tables of 村务公开 practice).

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/result.h"
#include "sync/rules/money.h"
#include "sync/wire/content.h"

namespace hall {

struct LargestEntry {
    std::string item;
    Fen amount = 0;
    std::string explain;
};

struct Ledger {
    Fen opening = 0;
    Fen income = 0;
    Fen spending = 0;
    Fen closing = 0;
    std::optional<LargestEntry> largest_spending;
};

// True if the table claims to be a ledger and so must balance.
bool is_ledger(const Disclosure& table);

// The sums of a ledger that balances. Fails with `refused`, in Chinese, naming the line
// ("第5行「办公水电」…"), if rows are missing, a cell is no amount, or a sum is off.
// REQUIRES: is_ledger(table).
Result<Ledger> ledger_of(const Disclosure& table);

// What holds for every table: as many cells as columns, money and number cells that are
// such, dates that exist, and the balance of a ledger. Fails with `refused` as above.
Result<void> check_disclosure(const Disclosure& table);

// The mark of a table: SHA-256, in hexadecimal, of what people read in it. Who countersigned
// it, what was corrected and where it stands are not part of it. A countersign counts for
// the table whose mark it carries and for no other.
std::string table_digest(const Json& body);

// What differs in two tables, as a reader would say it. At most `changes_max` are told, and
// how many more there are.
struct TableChanges {
    std::vector<TableChange> changes;
    int more = 0;
};
TableChanges changes_between(const Disclosure& before, const Disclosure& after,
                             std::size_t changes_max = 40);

// The periods before and after. `once` has none: it is its own neighbour.
Period next_period(Period period);
Period previous_period(Period period);

// True if the period can exist: index within its kind, year 1949 to 2199.
bool period_exists(const Period& period);

// Days from `today` until the notice period ends, counting today's rest as 0; nothing
// if there is none or it is over.
std::optional<int> notice_days_left(const Disclosure& table, Date today);

}  // namespace hall
