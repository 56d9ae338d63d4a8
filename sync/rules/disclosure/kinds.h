// Kinds of disclosures: what a table of each kind holds, which sums must hold in it, how often
// it is due and who countersigns. Data of the project (assets/disclosure/kinds.json); immutable
// after reading, any thread.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"

namespace hall {

enum class ColumnType {
    text,
    money,    // yuan
    decimal,  // an area, a height, an amount of things
    integer,
    date,
    month_or_date,
    range,  // from one date to another, or a length of time
    yes_no,
    capitals,  // an amount in capitals: 壹仟元整
    phone,
    signature,
};

enum class ColumnNeed {
    cell,    // the column must be there, and filled in every entry
    column,  // the column must be there
    wish,    // it should be there
    no,
};

// What a column holds about a person, and so is watched or allowed.
enum class ColumnPerson { none, name, account, phone, disability };

struct KindColumn {
    std::string key;
    std::string label;  // as the form prints it, without its unit
    ColumnType type = ColumnType::text;
    std::string unit;               // "元", "亩", "元/月"; may be empty
    std::vector<std::string> also;  // other names that villages give it
    ColumnNeed need = ColumnNeed::column;
    bool total = false;  // its entries may be added up
    ColumnPerson person = ColumnPerson::none;
    std::vector<std::string> choices;  // what it usually says
};

// A line of a table that has fixed lines: "一、总收入".
struct KindItem {
    std::string key;
    std::string label;
    std::vector<std::string> also;
    bool is_text = false;
    bool required = false;
};

enum class RuleScope {
    row,      // keys are columns; holds in every entry
    running,  // `result` of an entry from `result` of the one before
    items,    // keys are items
};

struct RuleTerm {
    std::string key;
    int sign = 1;
};

// result = sum of terms; or result = product × factor, rounded to fen. With `at_most`, result
// may also be less.
struct SumRule {
    RuleScope scope = RuleScope::row;
    std::string result;
    std::vector<RuleTerm> terms;
    std::vector<std::string> product;
    int factor = 1;
    bool at_most = false;
    bool warns = false;  // what breaks it is told and may be published
};

enum class TableLayout {
    list,    // an entry a row
    ledger,  // the same, with a balance that runs on
    items,   // fixed lines
};

// Which column or item holds what a county adds up; empty if the kind has none.
struct SumKeys {
    std::string opening;
    std::string income;
    std::string spending;
    std::string closing;
};

struct DisclosureKind {
    std::string id;
    std::string name;
    std::string category;
    TableLayout layout = TableLayout::list;
    std::vector<std::string> periods;  // of Period::kind; the usual one first
    int due_day = 20;                  // of the month after the period's end
    int notice_days = 0;               // how long it must hang out; 0: no notice period
    std::string basis;
    std::vector<std::string> countersign;
    std::vector<KindColumn> columns;
    std::vector<KindItem> items;
    std::vector<SumRule> rules;
    SumKeys sums;
};

class DisclosureKinds {
  public:
    // Fails with `corrupt` and the member that is wrong; a rule that names an unknown column or
    // item is wrong, too.
    static Result<DisclosureKinds> parse(std::string_view json);
    // The file that is shipped.
    static Result<DisclosureKinds> load(Files& files, const Path& assets);

    const std::vector<DisclosureKind>& all() const { return kinds_; }
    const DisclosureKind* find(std::string_view id) const;

  private:
    std::vector<DisclosureKind> kinds_;
};

std::optional<std::size_t> column_index(const DisclosureKind& kind, std::string_view key);
std::optional<std::size_t> item_index(const DisclosureKind& kind, std::string_view key);

// The last day on which a table of this kind and period is due: `due_day` of the month after
// the period ends. Nothing for tables that have no period ("once").
std::optional<Date> due_date(const DisclosureKind& kind, const Period& period);

}  // namespace hall
