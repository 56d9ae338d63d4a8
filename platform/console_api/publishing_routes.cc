#include "platform/console_api/publishing_routes.h"

#include <optional>

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
                        {"type", std::string(name_of(column.type))}});
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
    if (error.code() == Errc::corrupt) return problem_response(problems::bad_request);
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

// Who asks comes before what is asked: to nobody the platform says more than that they should log
// in.
HttpResponse PublishingRoutes::for_user(const HttpRequest& request, StoreExecutor& executor,
                                        bool changes, const Work& work) const {
    std::optional<Problem> problem;
    const Result<Json> answer = ask<Json>(executor, [&](Store& store) -> Result<Json> {
        problem = problems::log_in;
        const Sessions::Current current = TRY(parts_.sessions.current(store, request));
        problem.reset();
        if (changes && !is_from_our_pages(request)) problem = problems::other_site;
        if (changes && !problem && !is_json(request)) problem = problems::wrong_type;
        const bool asked = changes || !request.header("x-csrf-token").empty();
        if (asked && !problem && !Sessions::has_csrf_token(request, current.token))
            problem = problems::form_expired;
        if (problem) return Json();
        return work(store, current.user);
    });
    if (problem && (answer.ok() || answer.error().code() == Errc::untrusted))
        return problem_response(*problem);
    if (!answer.ok()) return response_of_writing(answer.error());
    return json_response(answer.value());
}

HttpResponse PublishingRoutes::list(const HttpRequest& request, StoreExecutor& executor) const {
    return for_user(
        request, executor, false, [this](Store& store, const User& user) -> Result<Json> {
            Json list = Json::array();
            for (const Document& document : TRY(parts_.desk.written(store, user)))
                list.push_back(json_of_written(document));
            const std::vector<WritableColumn> columns = TRY(parts_.desk.columns(store, user));
            return Json{{"publications", list}, {"columns", json_of_columns(columns)}};
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
    bool tried = false;
    HttpResponse answer =
        for_user(request, executor, true, [&](Store& store, const User& user) -> Result<Json> {
            const Json json = TRY(parse_json(request.body, {.bytes_max = writing_bytes_max}));
            if (!json.is_object()) return Error(Errc::corrupt, "no object");
            tried = bool_or(json, "try", false);
            if (tried) return json_of_whole(TRY(parts_.desk.draft(store, user, writing_in(json))));
            return json_of_published(TRY(parts_.desk.keep(store, user, writing_in(json))));
        });
    return tried ? answer : published(std::move(answer), executor);
}

HttpResponse PublishingRoutes::withdraw(const HttpRequest& request, StoreExecutor& executor) const {
    return published(
        for_user(request, executor, true,
                 [&](Store& store, const User& user) -> Result<Json> {
                     const Json json =
                         TRY(parse_json(request.body, {.bytes_max = writing_bytes_max}));
                     return json_of_published(TRY(parts_.desk.withdraw(
                         store, user, request.parameter("id"), integer_or(json, "rev", 0))));
                 }),
        executor);
}

}  // namespace hall::platform
