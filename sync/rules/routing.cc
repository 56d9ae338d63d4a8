#include "sync/rules/routing.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "sync/core/refused.h"
#include "sync/rules/matters.h"

namespace hall {

namespace {

// Who may work on what is sealed to whom.
struct Desk {
    std::string_view to;
    std::string_view handler;
};
constexpr Desk desks[] = {
    {"county", "county"},        {"county", "department"}, {"county", "town"},
    {"county", "village"},       {"town", "town"},         {"town", "village"},
    {"discipline", "discipline"}};

Result<void> judge_handler(std::string_view to, std::string_view kind, std::string_view handler) {
    const bool known = std::any_of(std::begin(desks), std::end(desks), [&](const Desk& desk) {
        return desk.to == to && desk.handler == handler;
    });
    if (!known) {
        return refused("封给 " + std::string(to) + " 的表，不能由 " + std::string(handler) +
                       " 办（handler）");
    }
    const std::optional<Matter> matter = matter_of(kind);
    if (handler == "village" && matter && row_of(*matter).village == VillageRole::is_judged) {
        return refused("公示异议不能由公布的村自己办（handler）");
    }
    return {};
}

// The values a field may have, by the form's own schema.
Result<std::vector<std::string>> values_of(const Json& form, const std::string& field) {
    const Json& properties = object_or_empty(object_or_empty(form, "schema"), "properties");
    std::vector<std::string> values;
    for (const Json& value : array_or_empty(object_or_empty(properties, field), "enum")) {
        if (value.is_string()) values.push_back(value.get<std::string>());
    }
    if (values.empty()) return refused("handler 里的 " + field + " 不是一个选择题");
    return values;
}

}  // namespace

std::string_view usual_handler(std::string_view addressee, std::string_view kind) {
    if (addressee != "county") return addressee == "town" ? "town" : "discipline";
    return row_of(matter_of(kind).value_or(Matter::request)).handler;
}

Result<Routing> Routing::of(const Json& form) {
    const std::string kind = string_or(form, "kind");
    const std::string to = string_or(form, "to");
    Routing routing;
    routing.matter_ = string_or(form, "matter", kind);
    const std::optional<Matter> matter = matter_of(routing.matter_);
    const bool fits = routing.matter_ == kind || (matter && name_of(row_of(*matter).kind) == kind);
    if (!fits) return refused("没有这样的事项（matter）：" + routing.matter_);
    routing.handler_ = usual_handler(to, kind);
    const auto handler = form.find("handler");
    if (handler == form.end()) return routing;
    if (handler->is_string()) {
        routing.handler_ = handler->get<std::string>();
        TRY(judge_handler(to, kind, routing.handler_));
        return routing;
    }
    routing.field_ = string_or(*handler, "field");
    const std::vector<std::string> values = TRY(values_of(form, routing.field_));
    for (const auto& [value, desk] : object_or_empty(*handler, "is").items()) {
        if (std::find(values.begin(), values.end(), value) == values.end()) {
            return refused("handler 里的 " + value + " 不是 " + routing.field_ + " 的选项");
        }
        if (!desk.is_string()) return refused("handler 里的 " + value + " 没有写由谁办");
        TRY(judge_handler(to, kind, desk.get_ref<const std::string&>()));
        routing.by_answer_[value] = desk.get<std::string>();
    }
    // Whoever chose it must reach whom the screen named.
    for (const std::string& value : values) {
        if (routing.by_answer_.count(value) == 0) {
            return refused("handler 里没有写 " + value + " 由谁办");
        }
    }
    return routing;
}

std::string Routing::handler(const Json& answers) const {
    if (field_.empty()) return handler_;
    const auto chosen = by_answer_.find(string_or(answers, field_));
    return chosen == by_answer_.end() ? handler_ : chosen->second;
}

}  // namespace hall
