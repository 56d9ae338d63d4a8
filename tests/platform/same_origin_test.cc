#include "platform/http/same_origin.h"

#include <map>

#include "platform/http/router.h"
#include "tests/catch.h"

using namespace hall;

using namespace hall::platform;

namespace {

bool ours(const std::map<std::string, std::string>& headers,
          const std::string& address = "http://hall.example:8470/api/console/session") {
    HttpRequest request = request_to("POST", "/api/console/session");
    request.headers = headers;
    request.headers.emplace("host", "hall.example:8470");
    request.absolute_uri = address;
    return is_from_our_pages(request);
}

}  // namespace

TEST_CASE("what another site's page asks for is known by what the browser says") {
    REQUIRE(ours({}));
    REQUIRE(ours({{"origin", "http://hall.example:8470"}}));
    REQUIRE(ours({{"origin", "http://HALL.example:8470"}, {"sec-fetch-site", "same-origin"}}));
    REQUIRE(ours({{"sec-fetch-site", "none"}}));
    for (const char* site : {"cross-site", "same-site", "something-new", "Cross-Site"})
        REQUIRE_FALSE(ours({{"sec-fetch-site", site}, {"origin", "http://hall.example:8470"}}));
    for (const char* origin :
         {"null", "http://evil.example", "http://hall.example", "http://hall.example:84700",
          "http://hall.example.evil.example:8470", "http://evil.example/hall.example:8470",
          "http://a@hall.example:8470", "hall.example:8470.evil.example"}) {
        INFO(origin);
        REQUIRE_FALSE(ours({{"origin", origin}}));
    }
}

TEST_CASE("behind a web server with TLS our own pages are ours") {
    const std::string outside = "https://hall.example.cn/api/console/session";
    // It passes the Host header on, or the public address is known, or both.
    REQUIRE(ours({{"origin", "https://hall.example.cn"}}, outside));
    REQUIRE(ours({{"origin", "https://hall.example.cn"}, {"host", "hall.example.cn"}},
                 "http://hall.example.cn/api/console/session"));
    REQUIRE(ours({{"origin", "https://hall.example.cn"}, {"host", "hall.example.cn:443"}},
                 "http://hall.example.cn:443/api/console/session"));
    REQUIRE_FALSE(ours({{"origin", "https://hall.example.com"}}, outside));
}

TEST_CASE("only JSON is JSON, whatever a form can send") {
    const auto json = [](const char* type) {
        HttpRequest request = request_to("POST", "/api/console/session");
        request.headers["content-type"] = type;
        return is_json(request);
    };
    REQUIRE(json("application/json"));
    REQUIRE(json("Application/JSON; charset=utf-8"));
    for (const char* other : {"", "text/plain", "text/plain; application/json", "application/jsonx",
                              "application/x-www-form-urlencoded", "multipart/form-data"}) {
        INFO(other);
        REQUIRE_FALSE(json(other));
    }
}
