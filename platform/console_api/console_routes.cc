#include "platform/console_api/console_routes.h"

#include "platform/console_api/console_json.h"
#include "platform/console_api/file_response.h"
#include "platform/desk/access.h"
#include "platform/desk/county_calendar.h"
#include "platform/desk/request_states.h"
#include "platform/fleet/behind.h"
#include "platform/http/client_address.h"
#include "platform/http/problem.h"
#include "platform/http/same_origin.h"
#include "platform/publish/publisher.h"
#include "sync/core/encoding.h"
#include "sync/core/log.h"
#include "sync/core/number.h"
#include "sync/wire/seal.h"
#include "sync/wire/slip.h"

namespace hall::platform {

namespace {

constexpr std::size_t body_bytes_max = 16 << 10;
constexpr std::size_t page_count_max = 100;
constexpr std::size_t open_count_max = 200;
constexpr std::size_t name_bytes_max = 64;
constexpr std::size_t password_bytes_max = 256;

std::size_t number_or(std::string_view text, std::size_t fallback, std::size_t most) {
    const std::optional<std::size_t> value = parse_number<std::size_t>(text);
    return value ? std::min(*value, most) : fallback;
}

// Narrows what the user may see by what the page asked for. Asking wider is answered
// with nothing, because conditions only add up.
RequestFilter wanted_filter(const HttpRequest& request, const User& user) {
    RequestFilter filter = requests_visible_to(user);
    const std::string village(request.query_value("village"));
    if (!village.empty() && filter.village.empty()) filter.village = village;
    const std::string_view slip = request.query_value("slip");
    if (!slip.empty()) {
        const Result<std::string> canonical = canonical_slip_number(slip);
        filter.slip = canonical.ok() ? canonical.value() : std::string(slip);
    }
    return filter;
}

Json json_of_counts(const std::vector<StateCount>& counts) {
    Json json = Json::object();
    for (const std::string_view state : request_states()) json[std::string(state)] = 0;
    for (const StateCount& count : counts) json[count.state] = count.count;
    return json;
}

std::int64_t sum_of(const std::vector<StateCount>& counts) {
    std::int64_t sum = 0;
    for (const StateCount& count : counts) sum += count.count;
    return sum;
}

}  // namespace

ConsoleRoutes::ConsoleRoutes(Parts parts)
    : parts_(parts),
      login_rate_(parts.clock, {.tries = 20, .per_ms = 60'000}),
      no_ones_verifier_(verifier_of_no_password(parts.random)) {}

void ConsoleRoutes::add_to(Router& router) {
    router.add({"POST", "/api/console/session",
                SlowRoute([this](const HttpRequest& request, StoreExecutor& executor) {
                    return log_in(request, executor);
                }),
                body_bytes_max});
    router.add({"GET", "/api/console/session", for_user(&ConsoleRoutes::session, false)});
    router.add({"DELETE", "/api/console/session", for_user(&ConsoleRoutes::log_out, true)});
    router.add({"GET", "/api/console/requests", for_user(&ConsoleRoutes::requests, false)});
    router.add({"GET", "/api/console/requests/{id}", for_user(&ConsoleRoutes::request, false)});
    router.add({"POST", "/api/console/requests/{id}/moves", for_user(&ConsoleRoutes::move, true),
                body_bytes_max});
    router.add({"GET", "/api/console/requests/{id}/attachments/{number}",
                SlowRoute([this](const HttpRequest& request, StoreExecutor& executor) {
                    return attachment(request, executor);
                })});
    router.add({"GET", "/api/console/kiosks", for_user(&ConsoleRoutes::kiosks, false)});
    router.add({"GET", "/api/console/desks", for_user(&ConsoleRoutes::desks, false)});
    router.add({"GET", "/api/console/help_calls",
                for_user(&ConsoleRoutes::help_calls, false, Sessions::Use::page)});
    router.add({"POST", "/api/console/help_calls/{id}/answer",
                for_user(&ConsoleRoutes::answer_help_call, true), body_bytes_max});
}

StoreRoute ConsoleRoutes::for_user(UserRoute route, bool changes, Sessions::Use use) {
    return [this, route, changes, use](const HttpRequest& request,
                                       Store& store) -> Result<HttpResponse> {
        const Result<Sessions::Current> current = parts_.sessions.current(store, request, use);
        if (!current.ok()) {
            if (current.error().code() != Errc::untrusted) return current.error();
            return problem_response(problems::log_in);
        }
        if (changes && !is_from_our_pages(request)) return problem_response(problems::other_site);
        if (changes && !request.body.empty() && !is_json(request))
            return problem_response(problems::wrong_type);
        // A page that sends the token with a question, too, hears when its browser has
        // become another person's: it must not show one what it was drawn for the other.
        const bool asked = changes || !request.header("x-csrf-token").empty();
        if (asked && !Sessions::has_csrf_token(request, current.value().token)) {
            return problem_response(problems::form_expired);
        }
        return (this->*route)(request, store, current.value());
    };
}

HttpResponse ConsoleRoutes::log_in(const HttpRequest& request, StoreExecutor& executor) {
    // A session that another site opened here, with a name of its own, would take what is
    // then written to somebody else.
    if (!is_from_our_pages(request)) return problem_response(problems::other_site);
    if (!is_json(request)) return problem_response(problems::wrong_type);
    const std::string address = address_share(request.remote);
    if (!login_rate_.allow(address)) {
        return problem_response(problems::slow_down, {}, login_rate_.retry_after_s());
    }
    const Result<Json> json = parse_json(request.body, {.bytes_max = body_bytes_max});
    if (!json.ok()) return problem_response(problems::bad_request);
    const Sessions::Asker asker{log_in_name(string_or(json.value(), "name")), address};
    const std::string password = string_or(json.value(), "password");
    if (asker.name.empty() || asker.name.size() > name_bytes_max ||
        password.size() > password_bytes_max) {
        return problem_response(problems::wrong_password);
    }
    const Result<Sessions::Attempt> attempt = ask<Sessions::Attempt>(
        executor, [&](Store& store) { return parts_.sessions.begin(store, asker); });
    if (!attempt.ok()) return response_of(attempt.error());
    if (attempt.value().wait_ms > 0) {
        const int wait_s = static_cast<int>((attempt.value().wait_ms + 999) / 1000);
        return problem_response(problems::slow_down,
                                "口令错了几次，请等" + std::to_string(wait_s) + "秒再试", wait_s);
    }
    const std::optional<User>& user = attempt.value().user;
    const Result<void> right = check_password(password, user ? user->verifier : no_ones_verifier_);
    // Nothing was learnt about the password: it must not count as a wrong one.
    if (!right.ok() && right.error().code() == Errc::exhausted) {
        const Result<void> uncounted =
            executor.run([&](Store& store) { return parts_.sessions.take_back(store, asker); });
        if (!uncounted.ok()) return response_of(uncounted.error());
        return problem_response(problems::busy, "县级平台一时忙不过来，请过一会儿再试", 5);
    }
    if (!right.ok() || !user) return problem_response(problems::wrong_password);
    const Result<std::string> token = ask<std::string>(
        executor, [&](Store& store) { return parts_.sessions.open(store, asker, *user); });
    if (!token.ok() && token.error().code() == Errc::untrusted)
        return problem_response(problems::wrong_password);
    if (!token.ok()) return response_of(token.error());
    HttpResponse response = json_response({{"csrf", Sessions::csrf_token(token.value())}});
    return response.header("Set-Cookie", parts_.sessions.cookie(token.value()));
}

Result<HttpResponse> ConsoleRoutes::log_out(const HttpRequest&, Store& store,
                                            const Sessions::Current& current) {
    TRY(parts_.sessions.close(store, current.token));
    HttpResponse response{.status = 204};
    return response.header("Set-Cookie", parts_.sessions.expired_cookie());
}

Result<HttpResponse> ConsoleRoutes::session(const HttpRequest&, Store& store,
                                            const Sessions::Current& current) {
    const Places places = TRY(places_of_county(store));
    Json villages = Json::array();
    for (const Town& town : places.towns) {
        const bool mine = current.user.role != "town" || current.user.scope == town.code;
        for (const Village& village : town.villages) {
            const bool this_one =
                current.user.role != "village" || current.user.scope == village.code;
            if (mine && this_one) {
                villages.push_back(
                    {{"code", village.code}, {"name", village.name}, {"town", town.name}});
            }
        }
    }
    return json_response({{"user", json_of(current.user, places)},
                          {"county", places.county},
                          {"today", date_text(parts_.desk.today())},
                          {"csrf", Sessions::csrf_token(current.token)},
                          {"states", json_of_states()},
                          {"villages", villages}});
}

Result<HttpResponse> ConsoleRoutes::requests(const HttpRequest& request, Store& store,
                                             const Sessions::Current& current) {
    TRY(parts_.desk.open_new(store, open_count_max));
    RequestFilter filter = wanted_filter(request, current.user);
    // Each tab of the list says how many stand behind it, whichever is chosen.
    const std::vector<StateCount> counts = TRY(store.requests().count_by_state(filter));
    RequestFilter late = filter;
    late.due_before = date_text(parts_.desk.today());
    const std::int64_t overdue = sum_of(TRY(store.requests().count_by_state(late)));
    if (request.query_value("overdue") == "1") filter = late;
    const std::string state(request.query_value("state"));
    if (!state.empty()) filter.states = {state};
    const RequestPage page{.offset = number_or(request.query_value("offset"), 0, 1'000'000),
                           .count = number_or(request.query_value("count"), 50, page_count_max)};
    const Places places = TRY(places_of_county(store));
    Json list = Json::array();
    for (const Request& found : TRY(store.requests().list(filter, page))) {
        list.push_back(json_of(found, parts_.desk, places));
    }
    Json answer = {{"requests", list}, {"counts", json_of_counts(counts)}, {"overdue", overdue}};
    const std::string warning = calendar_warning(parts_.desk.calendar(), parts_.desk.today());
    if (!warning.empty()) answer["calendar_warning"] = warning;
    return json_response(std::move(answer));
}

Result<HttpResponse> ConsoleRoutes::request(const HttpRequest& request, Store& store,
                                            const Sessions::Current& current) {
    const RequestDetails view = TRY(parts_.desk.view(store, current.user, request.parameter("id")));
    const Places places = TRY(places_of_county(store));
    return json_response(json_of(view, parts_.desk, places));
}

Result<HttpResponse> ConsoleRoutes::move(const HttpRequest& request, Store& store,
                                         const Sessions::Current& current) {
    const Result<Json> json = parse_json(request.body, {.bytes_max = body_bytes_max});
    if (!json.ok()) return problem_response(problems::bad_request);
    const RequestMove wanted{.from = string_or(json.value(), "from"),
                             .to = string_or(json.value(), "to"),
                             .line = string_or(json.value(), "line"),
                             .message = string_or(json.value(), "message")};
    const std::string& id = request.parameter("id");
    const Result<Request> moved = parts_.desk.move(store, current.user, id, wanted);
    if (!moved.ok()) {
        if (moved.error().code() == Errc::untrusted) {
            return problem_response(problems::not_allowed, moved.error().message());
        }
        if (moved.error().code() != Errc::refused) return moved.error();
        return problem_response(problems::refused, moved.error().message());
    }
    const Places places = TRY(places_of_county(store));
    const RequestDetails view = TRY(parts_.desk.view(store, current.user, id));
    return json_response(json_of(view, parts_.desk, places));
}

// The file is read and opened outside the store's thread: it may have 20 MB.
HttpResponse ConsoleRoutes::attachment(const HttpRequest& request, StoreExecutor& executor) {
    using Key = RequestDesk::AttachmentKey;
    const int number = static_cast<int>(number_or(request.parameter("number"), 0, 1000));
    bool logged_in = false;
    const Result<Key> key = ask<Key>(executor, [&](Store& store) -> Result<Key> {
        const Sessions::Current current = TRY(parts_.sessions.current(store, request));
        logged_in = true;
        return parts_.desk.attachment(store, current.user, request.parameter("id"), number);
    });
    if (!key.ok()) {
        const Errc code = key.error().code();
        if (!logged_in && code == Errc::untrusted) return problem_response(problems::log_in);
        if (logged_in && code == Errc::unavailable) return problem_response(problems::not_here_yet);
        return response_of(key.error());
    }
    const SealedAttachment& attachment = key.value().attachment;
    const Result<std::string> sealed = parts_.uploads.read(attachment.name.sha256);
    if (!sealed.ok()) return response_of(sealed.error());
    Result<std::string> plain = open_attachment(sealed.value(), key.value().event, attachment.key);
    if (!plain.ok()) {
        log_line(LogLevel::warning, "attachment_unreadable",
                 {{"request", request.parameter("id")}, {"reason", plain.error().text()}});
        return problem_response(problems::refused, "这个附件打不开，请让村民再交一次");
    }
    return file_response(std::move(plain).value(), key.value().slip + '-' + std::to_string(number));
}

Result<HttpResponse> ConsoleRoutes::kiosks(const HttpRequest&, Store& store,
                                           const Sessions::Current& current) {
    if (!may(current.user, Action::kiosks)) return problem_response(problems::not_allowed);
    const Places places = TRY(places_of_county(store));
    const std::vector<ViewPlan> plans = TRY(view_plans(store));
    Json list = Json::array();
    for (const Kiosk& kiosk : TRY(store.kiosks().list())) {
        if (!may_see_kiosk(current.user, kiosk.village)) continue;
        list.push_back(json_of(kiosk, places));
        if (kiosk.revoked) continue;
        const Behind behind = TRY(behind_of(store, plans, kiosk));
        if (behind.any()) list.back()["behind"] = json_of(behind);
    }
    return json_response({{"kiosks", list}});
}

// Counts alone: that something lies too long is the county's business, what it says is not.
Result<HttpResponse> ConsoleRoutes::desks(const HttpRequest&, Store& store,
                                          const Sessions::Current& current) {
    if (!may(current.user, Action::count)) return problem_response(problems::not_allowed);
    TRY(parts_.desk.open_new(store, open_count_max));
    const Places places = TRY(places_of_county(store));
    const std::string today = date_text(parts_.desk.today());
    const std::vector<DeskCount> counts = TRY(store.requests().count_by_desk(today));
    return json_response({{"desks", json_of(counts, places)}});
}

}  // namespace hall::platform
