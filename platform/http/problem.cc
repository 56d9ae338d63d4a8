#include "platform/http/problem.h"

#include "sync/core/log.h"

namespace hall::platform {

HttpResponse problem_response(const Problem& problem, std::string_view detail, int retry_after_s) {
    Json members = Json::object();
    if (!detail.empty()) members["detail"] = std::string(detail);
    return problem_with(problem, members, retry_after_s);
}

HttpResponse problem_with(const Problem& problem, const Json& members, int retry_after_s) {
    Json body = members;
    body["type"] = "urn:hall:problem:" + std::string(problem.name);
    body["title"] = std::string(problem.title);
    body["status"] = problem.status;
    HttpResponse response{.status = problem.status};
    response.header("Content-Type", "application/problem+json");
    response.header("Cache-Control", "no-store");
    if (problem.status == 429 || problem.status == 503) {
        response.header("Retry-After", std::to_string(retry_after_s));
    }
    response.body = json_line(body);
    return response;
}

HttpResponse response_of(const Error& error) {
    switch (error.code()) {
        case Errc::not_found:
            return problem_response(problems::not_found);
        case Errc::refused:
            return problem_response(problems::refused);
        case Errc::unavailable:
        case Errc::exhausted:
            log_line(LogLevel::warning, "route_busy", {{"reason", error.text()}});
            return problem_response(problems::busy);
        case Errc::corrupt:
        case Errc::untrusted:
            break;
    }
    log_line(LogLevel::error, "route_failed", {{"reason", error.text()}});
    return problem_response(problems::broken);
}

HttpResponse json_response(const Json& value) {
    HttpResponse response;
    response.header("Content-Type", "application/json");
    response.header("Cache-Control", "no-store");
    response.body = json_line(value);
    return response;
}

}  // namespace hall::platform
