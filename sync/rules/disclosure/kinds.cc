#include "sync/rules/disclosure/kinds.h"

#include <algorithm>
#include <array>

#include "sync/core/json.h"

namespace hall {

namespace {

template <typename T>
struct NamedValue {
    std::string_view name;
    T value;
};

constexpr std::array<NamedValue<ColumnType>, 11> column_types = {{
    {"text", ColumnType::text},
    {"money", ColumnType::money},
    {"decimal", ColumnType::decimal},
    {"integer", ColumnType::integer},
    {"date", ColumnType::date},
    {"month_or_date", ColumnType::month_or_date},
    {"range", ColumnType::range},
    {"yes_no", ColumnType::yes_no},
    {"capitals", ColumnType::capitals},
    {"phone", ColumnType::phone},
    {"signature", ColumnType::signature},
}};
constexpr std::array<NamedValue<ColumnNeed>, 4> column_needs = {{{"cell", ColumnNeed::cell},
                                                                 {"column", ColumnNeed::column},
                                                                 {"wish", ColumnNeed::wish},
                                                                 {"no", ColumnNeed::no}}};
constexpr std::array<NamedValue<ColumnPerson>, 5> column_persons = {
    {{"", ColumnPerson::none},
     {"name", ColumnPerson::name},
     {"account", ColumnPerson::account},
     {"phone", ColumnPerson::phone},
     {"disability", ColumnPerson::disability}}};
constexpr std::array<NamedValue<RuleScope>, 3> rule_scopes = {
    {{"row", RuleScope::row}, {"running", RuleScope::running}, {"items", RuleScope::items}}};
constexpr std::array<NamedValue<TableLayout>, 3> table_layouts = {
    {{"list", TableLayout::list}, {"ledger", TableLayout::ledger}, {"items", TableLayout::items}}};

template <typename T, std::size_t size>
Result<T> value_named(const std::array<NamedValue<T>, size>& values, const std::string& name) {
    for (const NamedValue<T>& each : values) {
        if (each.name == name) return each.value;
    }
    return Error(Errc::corrupt, "\"" + name + "\" is unknown");
}

std::vector<std::string> texts_in(const Json& object, std::string_view name) {
    std::vector<std::string> texts;
    for (const Json& each : array_or_empty(object, name)) {
        if (each.is_string()) texts.push_back(each.get<std::string>());
    }
    return texts;
}

Result<KindColumn> kind_column_of(const Json& json) {
    KindColumn column;
    column.key = TRY(string_member(json, "key"));
    column.label = TRY(string_member(json, "label"));
    column.type = TRY(value_named(column_types, string_or(json, "type")));
    column.unit = string_or(json, "unit");
    column.also = texts_in(json, "also");
    column.need = TRY(value_named(column_needs, string_or(json, "need")));
    column.total = bool_or(json, "total", false);
    column.person = TRY(value_named(column_persons, string_or(json, "personal")));
    column.choices = texts_in(json, "choices");
    return column;
}

Result<KindItem> kind_item_of(const Json& json, const std::vector<std::string>& required) {
    KindItem item;
    item.key = TRY(string_member(json, "key"));
    item.label = TRY(string_member(json, "label"));
    item.also = texts_in(json, "also");
    item.is_text = string_or(json, "type") == "text";
    item.required = std::find(required.begin(), required.end(), item.key) != required.end();
    return item;
}

RuleTerm term_of(std::string text) {
    const bool negative = text.starts_with("-");
    if (negative) text.erase(0, 1);
    return {.key = std::move(text), .sign = negative ? -1 : 1};
}

Result<SumRule> sum_rule_of(const Json& json) {
    SumRule rule;
    rule.scope = TRY(value_named(rule_scopes, string_or(json, "scope")));
    rule.result = TRY(string_member(json, "result"));
    for (std::string& term : texts_in(json, "terms"))
        rule.terms.push_back(term_of(std::move(term)));
    rule.product = texts_in(json, "product");
    rule.factor = static_cast<int>(integer_or(json, "factor", 1));
    rule.at_most = string_or(json, "compare") == "at_most";
    rule.warns = string_or(json, "severity") == "warn";
    return rule;
}

Result<void> check_keys(const DisclosureKind& kind) {
    for (const SumRule& rule : kind.rules) {
        std::vector<std::string> keys = rule.product;
        keys.push_back(rule.result);
        for (const RuleTerm& term : rule.terms) keys.push_back(term.key);
        for (const std::string& key : keys) {
            const bool known = rule.scope == RuleScope::items ? item_index(kind, key).has_value()
                                                              : column_index(kind, key).has_value();
            if (!known)
                return Error(Errc::corrupt, "a rule names \"" + key + "\", which is not there");
        }
    }
    return {};
}

Result<DisclosureKind> kind_of(const Json& json) {
    DisclosureKind kind;
    kind.id = TRY(string_member(json, "id"));
    kind.name = TRY(string_member(json, "name"));
    kind.category = TRY(string_member(json, "category"));
    kind.layout = TRY(value_named(table_layouts, string_or(json, "layout")));
    kind.periods = texts_in(json, "periods");
    kind.due_day = static_cast<int>(TRY(integer_member(json, "due_day")));
    kind.notice_days = static_cast<int>(TRY(integer_member(json, "notice_days")));
    kind.basis = string_or(json, "basis");
    kind.countersign = texts_in(json, "countersign");
    for (const Json& column : array_or_empty(json, "columns")) {
        kind.columns.push_back(TRY(kind_column_of(column)));
    }
    const std::vector<std::string> required = texts_in(json, "required_items");
    for (const Json& item : array_or_empty(json, "items")) {
        kind.items.push_back(TRY(kind_item_of(item, required)));
    }
    for (const Json& rule : array_or_empty(json, "rules")) {
        kind.rules.push_back(TRY(sum_rule_of(rule)));
    }
    const Json& sums = object_or_empty(json, "sums");
    kind.sums = {.opening = string_or(sums, "opening"),
                 .income = string_or(sums, "income"),
                 .spending = string_or(sums, "spending"),
                 .closing = string_or(sums, "closing")};
    TRY(check_keys(kind));
    if (kind.due_day < 1 || kind.due_day > 28) return Error(Errc::corrupt, "due_day is no day");
    if (kind.columns.empty()) return Error(Errc::corrupt, "there are no columns");
    return kind;
}

int month_after(const Period& period) {
    if (period.kind == "month") return period.index + 1;
    if (period.kind == "quarter") return period.index * 3 + 1;
    if (period.kind == "half") return period.index * 6 + 1;
    return 13;
}

}  // namespace

Result<DisclosureKinds> DisclosureKinds::parse(std::string_view json) {
    const Json body = TRY(parse_json(json));
    DisclosureKinds kinds;
    for (const Json& each : array_or_empty(body, "kinds")) {
        kinds.kinds_.push_back(TRY_IN("kind " + string_or(each, "id"), kind_of(each)));
    }
    if (kinds.kinds_.empty()) return Error(Errc::corrupt, "there are no kinds of disclosures");
    return kinds;
}

Result<DisclosureKinds> DisclosureKinds::load(Files& files, const Path& assets) {
    constexpr std::uint64_t bytes_max = 1 << 20;
    const std::string text = TRY(files.read(assets / "disclosure" / "kinds.json", bytes_max));
    return TRY_IN("disclosure/kinds.json", parse(text));
}

const DisclosureKind* DisclosureKinds::find(std::string_view id) const {
    for (const DisclosureKind& kind : kinds_) {
        if (kind.id == id) return &kind;
    }
    return nullptr;
}

std::optional<std::size_t> column_index(const DisclosureKind& kind, std::string_view key) {
    for (std::size_t i = 0; i < kind.columns.size(); ++i) {
        if (kind.columns[i].key == key) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> item_index(const DisclosureKind& kind, std::string_view key) {
    for (std::size_t i = 0; i < kind.items.size(); ++i) {
        if (kind.items[i].key == key) return i;
    }
    return std::nullopt;
}

std::optional<Date> due_date(const DisclosureKind& kind, const Period& period) {
    if (period.kind == "once" || period.kind.empty()) return std::nullopt;
    const int month = month_after(period);
    const Date due{period.year + (month > 12 ? 1 : 0), month > 12 ? month - 12 : month,
                   kind.due_day};
    return date_exists(due) ? std::optional(due) : std::nullopt;
}

}  // namespace hall
