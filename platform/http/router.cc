#include "platform/http/router.h"

#include "platform/http/problem.h"

namespace hall::platform {

namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    while (path.starts_with('/')) {
        path.remove_prefix(1);
        segments.push_back(path.substr(0, path.find('/')));
        path.remove_prefix(segments.back().size());
    }
    return segments;
}

bool is_rest(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with("*}");
}

bool fits(std::string_view pattern, std::string_view path,
          std::map<std::string, std::string>& parameters) {
    const std::vector<std::string_view> wanted = segments_of(pattern);
    const std::vector<std::string_view> given = segments_of(path);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i >= given.size()) return false;
        const std::string_view part = wanted[i];
        if (is_rest(part)) {
            const auto start = static_cast<std::size_t>(given[i].data() - path.data());
            parameters[std::string(part.substr(1, part.size() - 3))] = path.substr(start);
            return true;
        }
        if (!part.starts_with('{')) {
            if (given[i] != part) return false;
            continue;
        }
        const auto decoded = percent_decoded(given[i]);
        if (!decoded || decoded->empty()) return false;
        parameters[std::string(part.substr(1, part.size() - 2))] = *decoded;
    }
    return wanted.size() == given.size();
}

}  // namespace

void Router::add(Route route) {
    CHECK(route.pattern.starts_with('/'));
    routes_.push_back(std::move(route));
}

Router::Match Router::match(HttpRequest& request) const {
    Match match;
    const std::string method = request.method == "HEAD" ? "GET" : request.method;
    for (const Route& route : routes_) {
        std::map<std::string, std::string> parameters;
        if (!fits(route.pattern, request.path, parameters)) continue;
        match.known_path = true;
        if (route.method != method) continue;
        request.parameters = std::move(parameters);
        match.route = &route;
        return match;
    }
    return match;
}

HttpResponse answer_now(const Router& router, HttpRequest request, StoreExecutor& executor) {
    const Router::Match match = router.match(request);
    if (match.route == nullptr) {
        return problem_response(match.known_path ? problems::wrong_method : problems::not_found);
    }
    if (request.body.size() > match.route->body_bytes_max) {
        return problem_response(problems::too_large);
    }
    if (const auto* quick = std::get_if<QuickRoute>(&match.route->answer)) return (*quick)(request);
    if (const auto* slow = std::get_if<SlowRoute>(&match.route->answer)) {
        return (*slow)(request, executor);
    }
    const StoreRoute& route = std::get<StoreRoute>(match.route->answer);
    Result<HttpResponse> answer =
        ask<HttpResponse>(executor, [&](Store& store) { return route(request, store); });
    if (!answer.ok()) return response_of(answer.error());
    return std::move(answer).value();
}

HttpRequest request_to(std::string method, std::string target, std::string body) {
    HttpRequest request;
    request.method = std::move(method);
    std::optional<SplitTarget> split = split_target(target);
    if (split) {
        request.path = std::move(split->path);
        request.query = std::move(split->query);
    }
    request.absolute_uri = "http://127.0.0.1" + target;
    request.target = std::move(target);
    request.body = std::move(body);
    request.remote = "127.0.0.1";
    return request;
}

}  // namespace hall::platform
