#include "platform/console_api/publishing_routes.h"

#include "platform/http/problem.h"
#include "platform/http/same_origin.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

constexpr std::size_t writing_bytes_max = 256 << 10;

Json json_of_written(const Document& document) {
    return {{"id", document.id},
            {"rev", document.rev},
            {"type", document.type},
            {"at", document.at},
            {"title", string_or(document.body, "title")},
            {"board", string_or(document.body, "board")},
            {"column", string_or(document.body, "column")},
            {"date", string_or(document.body, "date")},
            {"pinned", bool_or(document.body, "pinned", false)}};
}

Json json_of_whole(const Document& document) {
    Json json = json_of_written(document);
    json["body"] = document.body;
    return json;
}

Json json_of_columns(const std::vector<WritableColumn>& columns) {
    Json list = Json::array();
    for (const WritableColumn& column : columns) {
        list.push_back({{"board", column.board},
                        {"board_name", column.board_name},
                        {"column", column.column},
                        {"column_name", column.column_name},
                        {"type", column.type}});
    }
    return list;
}

Json json_of_published(const Published& published) {
    return {{"id", published.id},
            {"rev", published.rev},
            {"title", published.title},
            {"channel", published.channel}};
}

Writing writing_in(const Json& json) {
    return {.id = string_or(json, "id"),
            .rev = integer_or(json, "rev", 0),
            .type = string_or(json, "type"),
            .body = object_or_empty(json, "body")};
}

HttpResponse response_of_writing(const Error& error) {
    if (error.code() == Errc::untrusted)
        return problem_response(problems::not_allowed, error.message());
    if (error.code() == Errc::refused) return problem_response(problems::refused, error.message());
    return response_of(error);
}

}  // namespace

void PublishingRoutes::add_to(Router& router) {
    router.add({"GET", "/api/console/publications",
                SlowRoute([this](const HttpRequest& request, StoreExecutor& executor) {
                    return list(request, executor);
                })});
    router.add({"GET", "/api/console/publications/{id}",
                SlowRoute([this](const HttpRequest& request, StoreExecutor& executor) {
                    return one(request, executor);
                })});
    router.add({"POST", "/api/console/publications",
                SlowRoute([this](const HttpRequest& request, StoreExecutor& executor) {
                    return write(request, executor);
                }),
                writing_bytes_max});
    router.add({"POST", "/api/console/publications/{id}/withdraw",
                SlowRoute([this](const HttpRequest& request, StoreExecutor& executor) {
                    return withdraw(request, executor);
                }),
                writing_bytes_max});
}

HttpResponse PublishingRoutes::for_user(const HttpRequest& request, StoreExecutor& executor,
                                        bool changes, const Work& work) const {
    bool logged_in = false;
    bool expired = false;
    const Result<Json> answer = ask<Json>(executor, [&](Store& store) -> Result<Json> {
        const Sessions::Current current = TRY(parts_.sessions.current(store, request));
        logged_in = true;
        const bool asked = changes || !request.header("x-csrf-token").empty();
        expired = asked && !Sessions::has_csrf_token(request, current.token);
        if (expired) return Json();
        return work(store, current.user);
    });
    if (!logged_in && !answer.ok() && answer.error().code() == Errc::untrusted)
        return problem_response(problems::log_in);
    if (expired) return problem_response(problems::form_expired);
    if (!answer.ok()) return response_of_writing(answer.error());
    return json_response(answer.value());
}

HttpResponse PublishingRoutes::list(const HttpRequest& request, StoreExecutor& executor) const {
    return for_user(
        request, executor, false, [this](Store& store, const User& user) -> Result<Json> {
            Json list = Json::array();
            for (const Document& document : TRY(parts_.desk.written(store, user)))
                list.push_back(json_of_written(document));
            return Json{{"publications", list},
                        {"columns", json_of_columns(TRY(parts_.desk.columns(store, user)))}};
        });
}

HttpResponse PublishingRoutes::one(const HttpRequest& request, StoreExecutor& executor) const {
    return for_user(request, executor, false, [&](Store& store, const User& user) -> Result<Json> {
        return json_of_whole(TRY(parts_.desk.one(store, user, request.parameter("id"))));
    });
}

// Kept in the store first; should the platform die before it is signed, it waits there and goes
// out with the next publication.
HttpResponse PublishingRoutes::published(HttpResponse kept, StoreExecutor& executor) const {
    if (kept.status != 200) return kept;
    const Result<Json> json = parse_json(kept.body);
    if (!json.ok()) return response_of(json.error());
    const Result<std::vector<Publication>> done =
        parts_.publisher.publish(executor, string_or(json.value(), "channel"));
    if (!done.ok()) {
        log_line(LogLevel::warning, "not_published", {{"reason", done.error().text()}});
        Json waiting = json.value();
        waiting["waiting"] = true;
        return json_response(std::move(waiting));
    }
    return kept;
}

HttpResponse PublishingRoutes::write(const HttpRequest& request, StoreExecutor& executor) const {
    if (!is_from_our_pages(request)) return problem_response(problems::other_site);
    if (!is_json(request)) return problem_response(problems::wrong_type);
    const Result<Json> json = parse_json(request.body, {.bytes_max = writing_bytes_max});
    if (!json.ok() || !json.value().is_object()) return problem_response(problems::bad_request);
    const Writing writing = writing_in(json.value());
    if (bool_or(json.value(), "try", false)) {
        return for_user(request, executor, true,
                        [&](Store& store, const User& user) -> Result<Json> {
                            return json_of_whole(TRY(parts_.desk.draft(store, user, writing)));
                        });
    }
    return published(
        for_user(request, executor, true,
                 [&](Store& store, const User& user) -> Result<Json> {
                     return json_of_published(TRY(parts_.desk.keep(store, user, writing)));
                 }),
        executor);
}

HttpResponse PublishingRoutes::withdraw(const HttpRequest& request, StoreExecutor& executor) const {
    if (!is_from_our_pages(request)) return problem_response(problems::other_site);
    if (!is_json(request)) return problem_response(problems::wrong_type);
    const Result<Json> json = parse_json(request.body, {.bytes_max = writing_bytes_max});
    if (!json.ok()) return problem_response(problems::bad_request);
    return published(for_user(request, executor, true,
                              [&](Store& store, const User& user) -> Result<Json> {
                                  return json_of_published(TRY(
                                      parts_.desk.withdraw(store, user, request.parameter("id"),
                                                           integer_or(json.value(), "rev", 0))));
                              }),
                     executor);
}

}  // namespace hall::platform
