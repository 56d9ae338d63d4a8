#include "platform/desk/request_desk.h"

#include <algorithm>

#include "platform/desk/access.h"
#include "platform/desk/county_calendar.h"
#include "platform/desk/request_matters.h"
#include "platform/desk/request_states.h"
#include "sync/core/blank.h"
#include "sync/core/log.h"
#include "sync/core/refused.h"
#include "sync/core/utf8.h"
#include "sync/rules/routing.h"
#include "sync/wire/content.h"

namespace hall::platform {

namespace {

constexpr std::size_t message_characters_max = 500;

Result<Event> event_of(Store& store, std::string_view id) {
    const StoredEvent stored = TRY(store.events().find(id));
    return parse_event(stored.bytes);
}

// What is written, where something must be or may be.
Result<void> judge_message(const Request& request, const RequestMove& move) {
    const bool answers = move.to != move.from && needs_answer(move.to, request.matter);
    if (move.message.empty()) {
        if (answers) return refused("还没有写答复。请把答复写在留言里，再办结");
        if (move.to == move.from) return refused("还没有写留言");
        return {};
    }
    if (is_blank(move.message)) return refused("留言里一个字也没有，请写上，或者把空格删掉");
    if (character_count(move.message) > message_characters_max) {
        return refused("留言最多500个字");
    }
    // An answer that was given by telephone or at the door is written down all the same.
    if (request.reply_key.empty() && !answers) {
        return refused("这位村民没有留凭条码，留言送不到。请打电话或到村里说");
    }
    return {};
}

Result<void> judge_move(const Request& request, const RequestMove& move) {
    if (move.from != request.state) return refused("别人刚刚改过这一件，请先看最新情况");
    if (move.to != move.from && !may_move(request.state, move.to)) {
        return refused("从“" + std::string(state_name(request.state)) + "”不能直接到“" +
                       std::string(state_name(move.to)) + "”");
    }
    TRY(judge_message(request, move));
    if (move.to == move.from) return {};
    const auto lines = lines_for(move.to, request.matter, request.handler);
    if (std::find(lines.begin(), lines.end(), move.line) == lines.end()) {
        return refused("请从列表里选一句告诉村民的话");
    }
    return {};
}

// Whose form it is: what an answer says decides whose desk the request lies on.
void route(const Service& service, const Json& answers, Request& request) {
    const Result<Json> form = parse_json(service.form_json);
    if (!form.ok() || !form.value().is_object()) return;
    // The event says what it is and whom it was sealed to, whatever its form says by now.
    if (string_or(form.value(), "to") != request.addressee) return;
    if (string_or(form.value(), "kind") != request.kind) return;
    const Result<Routing> routing = Routing::of(form.value());
    if (!routing.ok()) return;
    request.handler = routing.value().handler(answers);
    request.matter = routing.value().matter();
}

}  // namespace

Result<std::size_t> RequestDesk::open_new(Store& store, std::size_t count_max) const {
    std::size_t opened = 0;
    for (const std::string& id : TRY(store.requests().sealed(count_max))) {
        Request request = TRY(store.requests().find(id));
        if (TRY_IN(id, open_one(store, std::move(request)))) ++opened;
    }
    return opened;
}

Result<bool> RequestDesk::open_one(Store& store, Request request) const {
    const Event event = TRY(event_of(store, request.id));
    const Result<SealedBody> body = decryptor_.open(event);
    if (body.ok()) {
        request.sealing = "opened";
        request.form = body.value().form;
        request.form_rev = body.value().form_version;
        request.reply_key = body.value().reply_key;
        const Result<Service> service = service_for(store, request);
        if (service.ok()) {
            request.title = service.value().placed.title;
            request.department = department_list(service.value().department);
            route(service.value(), body.value().body, request);
        } else if (service.error().code() != Errc::not_found) {
            return service.error();
        }
    } else if (body.error().code() == Errc::unavailable) {
        return false;  // the keys are elsewhere and not reached; it waits
    } else {
        request.sealing = "unreadable";
        log_line(LogLevel::warning, "request_unreadable",
                 {{"request", request.id}, {"reason", body.error().text()}});
    }
    request.due = TRY(due_of(store, request));
    TRY(store.requests().update(request));
    return true;
}

Result<std::string> RequestDesk::due_of(Store& store, const Request& request) const {
    constexpr int promised_days_max = 1000;
    int promised_days = promised_days_default;
    const Result<Service> service = service_for(store, request);
    if (service.ok()) {
        if (service.value().promised_days > 0) promised_days = service.value().promised_days;
    } else if (service.error().code() != Errc::not_found) {
        return service.error();
    }
    const Date received = date_at(request.received_ms);
    return date_text(calendar_.due(received, std::min(promised_days, promised_days_max)));
}

Result<std::size_t> RequestDesk::take_calendar(Store& store) {
    WorkCalendar published = TRY(calendar_of_county(store));
    if (published == calendar_) return std::size_t{0};
    calendar_ = std::move(published);
    return count_due_again(store);
}

Result<std::size_t> RequestDesk::count_due_again(Store& store) const {
    constexpr std::size_t page_count = 500;
    std::vector<Request> open;
    // All are read before the first is changed: the list is in the order of promised days.
    for (std::size_t got = page_count; got == page_count;) {
        const RequestFilter filter{.states = {"received", "accepted", "handling"}};
        std::vector<Request> page =
            TRY(store.requests().list(filter, {.offset = open.size(), .count = page_count}));
        got = page.size();
        for (Request& request : page) open.push_back(std::move(request));
    }
    std::size_t changed = 0;
    for (Request& request : open) {
        if (request.due.empty()) continue;  // nobody opened it yet
        std::string due = TRY_IN(request.id, due_of(store, request));
        if (due == request.due) continue;
        request.due = std::move(due);
        TRY_IN(request.id, store.requests().update(request));
        ++changed;
    }
    log_line(LogLevel::info, "due_counted_again",
             {{"open", std::to_string(open.size())}, {"changed", std::to_string(changed)}});
    return changed;
}

Result<Request> RequestDesk::find(Store& store, const User& user, std::string_view id) const {
    Request request = TRY(store.requests().find(id));
    // Whose desk it lies on may stand in the answers.
    if (request.sealing == "sealed") {
        TRY(open_one(store, std::move(request)));
        request = TRY(store.requests().find(id));
    }
    // To those who may not see it, it is not there.
    if (!may(user, Action::read, request)) return Error(Errc::not_found, "not for this user");
    return request;
}

Result<RequestDetails> RequestDesk::view(Store& store, const User& user,
                                         std::string_view id) const {
    RequestDetails view;
    view.request = TRY(find(store, user, id));
    view.may_work = may(user, Action::work, view.request);
    for (const EventAttachment& attachment : TRY(store.attachments().of_event(id))) {
        view.attachments.push_back(
            {.number = attachment.number, .bytes = attachment.name.bytes, .here = attachment.here});
    }
    if (view.request.sealing == "opened") TRY(show_content(store, view));
    for (RequestStep& step : TRY(store.requests().steps(id))) {
        StepDetails shown;
        if (!step.message.empty()) shown.message = TRY(decryptor_.open_comment(step.message));
        shown.step = std::move(step);
        view.steps.push_back(std::move(shown));
    }
    log_line(LogLevel::info, "request_viewed", {{"request", id}, {"user", user.name}});
    return view;
}

Result<void> RequestDesk::show_content(Store& store, RequestDetails& view) const {
    const Event event = TRY(event_of(store, view.request.id));
    const SealedBody body = TRY(decryptor_.open(event));
    view.answers = TRY(answer_rows(store, view.request, body.body));
    if (!body.about.empty()) view.answers.insert(view.answers.begin(), about_row(body.about));
    for (std::size_t i = 0; i < view.attachments.size() && i < body.attachments.size(); ++i) {
        view.attachments[i].title = body.attachments[i].title;
        view.attachments[i].mime = body.attachments[i].mime;
    }
    return {};
}

Result<RequestDesk::AttachmentKey> RequestDesk::attachment(Store& store, const User& user,
                                                           std::string_view id, int number) const {
    const Request request = TRY(find(store, user, id));
    // Nobody has the key of an attachment whose event nobody can read.
    if (request.sealing != "opened") return Error(Errc::not_found, "the request is not open");
    const Event event = TRY(event_of(store, request.id));
    if (number < 1 || number > static_cast<int>(event.attachments.size())) {
        return Error(Errc::not_found, "no such attachment");
    }
    const auto index = static_cast<std::size_t>(number - 1);
    const Result<KeptAttachment> kept =
        store.attachments().find_kept(event.attachments[index].sha256, request.village);
    if (!kept.ok()) {
        if (kept.error().code() != Errc::not_found) return kept.error();
        return Error(Errc::unavailable, "not here yet");
    }
    SealedBody body = TRY(decryptor_.open(event));
    log_line(LogLevel::info, "attachment_viewed",
             {{"request", id}, {"number", number}, {"user", user.name}});
    return AttachmentKey{std::move(body.attachments[index]), event.id, request.slip};
}

Result<Request> RequestDesk::move(Store& store, const User& user, std::string_view id,
                                  const RequestMove& move) const {
    Request request = TRY(find(store, user, id));
    if (!may(user, Action::work, request)) {
        return Error(Errc::untrusted, "这一件在" + std::string(handler_name(request.handler)) +
                                          "办，这个账号只能看");
    }
    TRY(judge_move(request, move));
    const std::vector<RequestStep> before = TRY(store.requests().steps(id));
    // A message alone keeps the sentence that stands.
    std::string line = move.line;
    if (move.to == move.from) {
        line = before.empty() ? std::string("有给您的留言，请用凭条码查看") : before.back().line;
    }
    const std::string message(trimmed(move.message));
    if (request.handler == "village" && line == handed_up_line) request.handler = "handed_up";
    request.state = move.to;
    request.changed_ms = clock_.wall_ms();
    TRY(store.requests().update(request));
    RequestStep step{.at_ms = request.changed_ms,
                     .user = user.name,
                     .from_state = move.from,
                     .to_state = move.to,
                     .line = line,
                     .user_shown = user.shown};
    if (!message.empty()) step.message = TRY(decryptor_.seal_comment(message));
    TRY(store.requests().add_step(id, step));
    const bool reaches = !request.reply_key.empty();
    TRY(replies_.say_state(store, request, line, reaches ? message : std::string()));
    return request;
}

}  // namespace hall::platform
