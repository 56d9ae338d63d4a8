#include "platform/console_api/console_json.h"

#include <map>

#include "platform/desk/access.h"
#include "platform/desk/request_matters.h"
#include "platform/desk/request_states.h"
#include "platform/publish/publisher.h"
#include "sync/wire/slip.h"

namespace hall::platform {

namespace {

std::string village_text(const Places& places, std::string_view village) {
    const Result<VillageNames> names = names_of_village(places, village);
    return names.ok() ? names.value().town + ' ' + names.value().village : std::string(village);
}

std::string town_text(const Places& places, std::string_view code) {
    for (const Town& town : places.towns) {
        if (town.code == code) return town.name;
    }
    return std::string(code);
}

std::string scope_text(const Places& places, const User& user) {
    if (user.role == "department") return user.scope;
    if (user.role == "village") return village_text(places, user.scope);
    if (user.role == "town") return town_text(places, user.scope);
    return places.county;
}

Json list_of(std::span<const std::string_view> words) {
    Json list = Json::array();
    for (const std::string_view word : words) list.push_back(std::string(word));
    return list;
}

std::string title_of(const Request& request) {
    if (request.sealing == "unreadable") return "内容打不开";
    return request.title.empty() ? std::string(matter_name(request.matter)) : request.title;
}

// Where the request may go, what may be said there, and whether something must be written.
Json json_of_moves(const Request& request) {
    Json moves = Json::array();
    for (const std::string_view to : next_states(request.state)) {
        moves.push_back({{"to", std::string(to)},
                         {"lines", list_of(lines_for(to, request.matter, request.handler))},
                         {"answer_needed", needs_answer(to, request.matter)}});
    }
    return moves;
}

Json json_of(const StepDetails& view) {
    const RequestStep& step = view.step;
    return {{"at", utc_text(step.at_ms)}, {"user", step.user_shown},
            {"account", step.user},       {"from", step.from_state},
            {"to", step.to_state},        {"to_name", std::string(state_name(step.to_state))},
            {"line", step.line},          {"message", view.message}};
}

}  // namespace

Json json_of(const Request& request, const RequestDesk& desk, const Places& places) {
    Json json = {{"id", request.id},
                 {"slip", request.slip},
                 {"kind", request.kind},
                 {"kind_name", std::string(matter_name(request.matter))},
                 {"matter", request.matter},
                 {"handler", request.handler},
                 {"handler_name", std::string(handler_name(request.handler))},
                 {"title", title_of(request)},
                 {"department", request.department},
                 {"village", request.village},
                 {"village_name", village_text(places, request.village)},
                 {"state", request.state},
                 {"state_name", std::string(state_name(request.state))},
                 {"sealing", request.sealing},
                 {"can_message", !request.reply_key.empty()},
                 {"received", utc_text(request.received_ms)},
                 {"changed", utc_text(request.changed_ms)}};
    const Result<Date> due = parse_date(request.due);
    if (due.ok()) {
        const bool open = request.state != "done" && request.state != "returned";
        json["due"] = request.due;
        if (open) json["days_left"] = desk.calendar().days_left(desk.today(), due.value());
        json["overdue"] = open && due.value() < desk.today();
    }
    return json;
}

Json json_of(const RequestDetails& view, const RequestDesk& desk, const Places& places) {
    Json json = json_of(view.request, desk, places);
    json["answers"] = Json::array();
    for (const AnswerRow& row : view.answers) {
        json["answers"].push_back(
            {{"label", row.label}, {"value", row.value}, {"personal", row.personal}});
    }
    json["attachments"] = Json::array();
    for (const AttachmentView& attachment : view.attachments) {
        json["attachments"].push_back({{"number", attachment.number},
                                       {"title", attachment.title},
                                       {"mime", attachment.mime},
                                       {"bytes", attachment.bytes},
                                       {"here", attachment.here}});
    }
    json["history"] = Json::array();
    for (const StepDetails& step : view.steps) json["history"].push_back(json_of(step));
    json["may_work"] = view.may_work;
    json["next"] = view.may_work ? list_of(next_states(view.request.state)) : Json::array();
    json["moves"] = view.may_work ? json_of_moves(view.request) : Json::array();
    return json;
}

Json json_of(const std::vector<DeskCount>& counts, const Places& places) {
    // To whom it was sealed and how it came there does not matter: what counts is where it lies.
    std::map<std::pair<std::string, std::string>, DeskCount> desks;
    for (const DeskCount& count : counts) {
        const std::string town = count.handler == "discipline" ? std::string() : count.town;
        const std::string handler = count.handler == "handed_up" ? "town" : count.handler;
        DeskCount& desk = desks[{town, handler}];
        desk.open += count.open;
        desk.overdue += count.overdue;
    }
    Json list = Json::array();
    for (const auto& [where, desk] : desks) {
        const auto& [town, handler] = where;
        list.push_back({{"town", town},
                        {"town_name", town.empty() ? places.county : town_text(places, town)},
                        {"handler", handler},
                        {"handler_name", std::string(handler_name(handler))},
                        {"open", desk.open},
                        {"overdue", desk.overdue}});
    }
    return list;
}

Json json_of(const User& user, const Places& places) {
    return {{"name", user.name},
            {"shown", user.shown},
            {"role", user.role},
            {"role_name", std::string(role_name(user.role))},
            {"scope_name", scope_text(places, user)},
            {"may_count", may(user, Action::count)},
            {"may_see_kiosks", may(user, Action::kiosks)},
            {"may_publish", may(user, Action::publish)},
            {"may_hear_calls", may(user, Action::hear)}};
}

Json json_of_states() {
    Json states = Json::array();
    for (const std::string_view state : request_states()) {
        // The sentences of a plain request; what is said of another matter stands in it.
        states.push_back({{"state", std::string(state)},
                          {"name", std::string(state_name(state))},
                          {"lines", list_of(lines_of(state))}});
    }
    return states;
}

Json json_of(const Kiosk& kiosk, const Places& places) {
    Json json = {{"id", kiosk.id},           {"short", short_id_of(kiosk.ordinal)},
                 {"village", kiosk.village}, {"village_name", village_text(places, kiosk.village)},
                 {"epoch", kiosk.epoch},     {"revoked", kiosk.revoked},
                 {"cloned", kiosk.cloned},   {"enrolled", utc_text(kiosk.enrolled_ms)}};
    if (kiosk.seen_ms > 0) json["seen"] = utc_text(kiosk.seen_ms);
    const Result<Json> heartbeat = parse_json(kiosk.heartbeat);
    if (!heartbeat.ok()) return json;
    // What the kiosk itself says it still has.
    for (const char* name : {"waiting", "attachments", "parked"}) {
        const std::int64_t count = integer_or(heartbeat.value(), name, 0);
        if (count > 0) json[name] = count;
    }
    return json;
}

Json json_of(const Behind& behind) {
    return {{"view", behind.view}, {"county", behind.county}, {"village", behind.village}};
}

}  // namespace hall::platform
