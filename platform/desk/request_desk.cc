#include "platform/desk/request_desk.h"

#include "platform/desk/access.h"
#include "platform/desk/county_calendar.h"
#include "platform/desk/request_states.h"
#include "sync/core/log.h"
#include "sync/core/utf8.h"
#include "sync/wire/content.h"

namespace hall {

namespace {

constexpr std::size_t message_characters_max = 500;

Result<Event> event_of(Store& store, std::string_view id) {
    const StoredEvent stored = TRY(store.events().find(id));
    return parse_event(stored.bytes);
}

Result<void> judge_move(const Request& request, const RequestMove& move) {
    if (move.from != request.state) {
        return Error(Errc::refused, "别人刚刚改过这一件，请先看最新情况");
    }
    if (character_count(move.message) > message_characters_max) {
        return Error(Errc::refused, "留言最多500个字");
    }
    if (!move.message.empty() && request.reply_key.empty()) {
        return Error(Errc::refused, "这位村民没有留凭条码，留言送不到。请打电话或到村里说");
    }
    if (move.to == move.from) {
        if (move.message.empty()) return Error(Errc::refused, "还没有写留言");
        return {};
    }
    if (!may_move(request.state, move.to)) {
        return Error(Errc::refused, "从“" + std::string(state_name(request.state)) +
                                        "”不能直接到“" + std::string(state_name(move.to)) + "”");
    }
    if (!is_line_of(move.to, move.line)) {
        return Error(Errc::refused, "请从列表里选一句告诉村民的话");
    }
    return {};
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
    const Result<SealedBody> body = opener_.open(event);
    if (body.ok()) {
        request.sealing = "opened";
        request.form = body.value().form;
        request.form_rev = body.value().form_version;
        request.reply_key = body.value().reply_key;
        const Result<Service> service = service_for(store, request);
        if (service.ok()) {
            request.title = service.value().placed.title;
            request.department = service.value().department;
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
    // To those who may not see it, it is not there.
    if (!may_see(user, request)) return Error(Errc::not_found, "not for this user");
    if (request.sealing != "sealed") return request;
    TRY(open_one(store, std::move(request)));
    return store.requests().find(id);
}

Result<RequestView> RequestDesk::view(Store& store, const User& user, std::string_view id) const {
    RequestView view;
    view.request = TRY(find(store, user, id));
    for (const EventAttachment& attachment : TRY(store.attachments().of_event(id))) {
        view.attachments.push_back(
            {.number = attachment.number, .bytes = attachment.name.bytes, .here = attachment.here});
    }
    if (view.request.sealing == "opened") TRY(show_content(store, view));
    for (RequestStep& step : TRY(store.requests().steps(id))) {
        StepView shown;
        const Result<User> who = store.people().find_user(step.user);
        shown.user_shown = who.ok() ? who.value().shown : step.user;
        if (!step.message.empty()) shown.message = TRY(opener_.open_note(step.message));
        shown.step = std::move(step);
        view.steps.push_back(std::move(shown));
    }
    log_line(LogLevel::info, "request_viewed", {{"request", id}, {"user", user.name}});
    return view;
}

Result<void> RequestDesk::show_content(Store& store, RequestView& view) const {
    const Event event = TRY(event_of(store, view.request.id));
    const SealedBody body = TRY(opener_.open(event));
    view.answers = TRY(answer_rows(store, view.request, body.body));
    for (std::size_t i = 0; i < view.attachments.size() && i < body.attachments.size(); ++i) {
        view.attachments[i].title = body.attachments[i].title;
        view.attachments[i].mime = body.attachments[i].mime;
    }
    return {};
}

Result<RequestDesk::AttachmentKey> RequestDesk::attachment(Store& store, const User& user,
                                                           std::string_view id, int number) const {
    const Request request = TRY(find(store, user, id));
    const Event event = TRY(event_of(store, request.id));
    if (number < 1 || number > static_cast<int>(event.attachments.size())) {
        return Error(Errc::not_found, "no such attachment");
    }
    const auto index = static_cast<std::size_t>(number - 1);
    const Result<KeptAttachment> kept =
        store.attachments().find_kept(event.attachments[index].sha256);
    if (!kept.ok()) {
        if (kept.error().code() != Errc::not_found) return kept.error();
        return Error(Errc::unavailable, "not here yet");
    }
    SealedBody body = TRY(opener_.open(event));
    log_line(LogLevel::info, "attachment_viewed",
             {{"request", id}, {"number", number}, {"user", user.name}});
    return AttachmentKey{std::move(body.attachments[index]), event.id, request.slip};
}

Result<Request> RequestDesk::move(Store& store, const User& user, std::string_view id,
                                  const RequestMove& move) const {
    Request request = TRY(find(store, user, id));
    TRY(judge_move(request, move));
    const std::vector<RequestStep> before = TRY(store.requests().steps(id));
    // A message alone keeps the sentence that stands.
    std::string line = move.line;
    if (move.to == move.from) {
        line = before.empty() ? std::string("有给您的留言，请用凭条码查看") : before.back().line;
    }
    request.state = move.to;
    request.changed_ms = clock_.wall_ms();
    TRY(store.requests().update(request));
    RequestStep step{.at_ms = request.changed_ms,
                     .user = user.name,
                     .from_state = move.from,
                     .to_state = move.to,
                     .line = line};
    if (!move.message.empty()) step.message = TRY(opener_.seal_note(move.message));
    TRY(store.requests().add_step(id, step));
    TRY(replies_.say_state(store, request, line, move.message));
    return request;
}

}  // namespace hall
