#include "sync/rules/document_checks.h"

#include <algorithm>
#include <array>

#include "sync/rules/disclosure.h"
#include "sync/rules/form.h"
#include "sync/rules/form_check.h"
#include "sync/rules/holidays.h"
#include "sync/rules/routing.h"

namespace hall {

namespace {

Result<void> check_table(const Document& document) {
    const Disclosure table = TRY(disclosure_of(document.body));
    if (!period_exists(table.period)) return Error(Errc::refused, "没有这样的公开时段");
    return check_disclosure(table);
}

Result<void> check_guide(const Document& document) {
    const Json& form = object_or_empty(document.body, "form");
    if (form.empty()) return {};
    // Before it is read: this says where and what to do, and in Chinese.
    TRY(verdict_of(check_form(form, day_of_publication(document))));
    const Service service = TRY(service_of(document.body));
    TRY_IN("form", Form::parse(service.form_json));
    TRY(Routing::of(form));
    return {};
}

// Another id would leave two announcements of one year.
Result<void> check_calendar(const Document& document) {
    const HolidayYear announced = TRY(holiday_year_of(document.body));
    const std::string id = calendar_id(announced.year);
    if (document.id == id) return {};
    return Error(Errc::refused, "这一年放假安排的编号要写成 " + id);
}

struct Rule {
    DocumentType type;
    Result<void> (*check)(const Document& document);
};
constexpr auto rules = std::to_array<Rule>({{DocumentType::disclosure, check_table},
                                            {DocumentType::service, check_guide},
                                            {DocumentType::calendar, check_calendar}});

constexpr const Rule* rule_for(DocumentType type) {
    const auto* rule = std::find_if(rules.begin(), rules.end(),
                                    [type](const Rule& each) { return each.type == type; });
    return rule == rules.end() ? nullptr : rule;
}

static_assert(std::all_of(document_types.begin(), document_types.end(),
                          [](const DocumentTypeRow& row) {
                              const bool by_rules = row.judged == Judged::by_rules;
                              return by_rules == (rule_for(row.type) != nullptr);
                          }),
              "a type that is judged by rules has a rule here, and no other has");

}  // namespace

Date day_of_publication(const Document& document) {
    const Result<std::int64_t> at_ms = parse_utc_ms(document.at);
    return at_ms.ok() ? date_at(at_ms.value()) : Date{2100, 1, 1};
}

Result<void> check_by_rules(DocumentType type, const Document& document) {
    const Rule* rule = rule_for(type);
    return rule == nullptr ? Result<void>() : rule->check(document);
}

}  // namespace hall
