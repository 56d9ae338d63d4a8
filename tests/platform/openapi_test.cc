#include <set>

#include "platform/embedded.h"
#include "platform/http/problem.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

// "{path*}" of the router is "{path}" in the description.
std::string described(const Route& route) {
    std::string text = route.pattern;
    const std::size_t star = text.find("*}");
    if (star != std::string::npos) text.erase(star, 1);
    return route.method + ' ' + text;
}

std::set<std::string> routes_described() {
    const Json api = VALUE(parse_json(embedded_file(embedded_data(), "openapi.json")));
    std::set<std::string> routes;
    for (const auto& [path, methods] : object_or_empty(api, "paths").items()) {
        for (const auto& [method, what] : methods.items()) {
            std::string upper = method;
            for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
            routes.insert(upper + ' ' + path);
            INFO(path);
            REQUIRE_FALSE(string_or(what, "summary").empty());
            REQUIRE_FALSE(object_or_empty(what, "responses").empty());
        }
    }
    return routes;
}

}  // namespace

TEST_CASE("openapi.json describes every route of the router and no others") {
    TestCounty county;
    std::set<std::string> routes;
    for (const Route& route : county.platform().router().routes()) {
        REQUIRE(routes.insert(described(route)).second);
    }
    REQUIRE(routes == routes_described());
}

TEST_CASE("what needs a session or a signature is said so, and asks for it") {
    TestCounty county;
    const Json api = VALUE(parse_json(embedded_file(embedded_data(), "openapi.json")));
    for (const Route& route : county.platform().router().routes()) {
        std::string path = route.pattern;
        if (path.find('*') != std::string::npos) continue;
        std::string method = route.method;
        for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
        const Json& what = api["paths"][path][method];
        const bool guarded = !array_or_empty(what, "security").empty();
        for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{')) {
            path.replace(at, path.find('}') - at + 1, "510681113205");
        }
        INFO(route.method << ' ' << path);
        const int status = county.answer(request_to(route.method, path)).status;
        REQUIRE((status == 401) == guarded);
    }
}

TEST_CASE("every problem has a type of its own, and stands in the protocol") {
    DiskFiles files;
    const std::string protocol =
        VALUE(files.read(Path(HALL_SOURCE_DIR) / "docs/protocol.md", 1 << 20));
    std::set<std::string_view> names;
    for (const Problem& problem : all_problems) {
        INFO(problem.name);
        REQUIRE(names.insert(problem.name).second);
        REQUIRE(problem.status >= 400);
        const HttpResponse response = problem_response(problem);
        const Json json = VALUE(parse_json(response.body));
        REQUIRE(string_or(json, "type") == "urn:hall:problem:" + std::string(problem.name));
        REQUIRE(integer_or(json, "status", 0) == problem.status);
        REQUIRE_FALSE(string_or(json, "title").empty());
        REQUIRE_THAT(protocol, contains_text('`' + std::string(problem.name) + '`'));
    }
}
