// A member of staff at the console: a browser without a screen.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/catch.h"
#include "tests/platform/county.h"

namespace hall::platform {

// A browser: keeps the cookie and the token.
class Browser {
  public:
    explicit Browser(TestCounty& county) : county_(county) {}

    HttpResponse log_in(std::string_view name, std::string_view word = password) {
        HttpRequest request =
            request_to("POST", "/api/console/session",
                       json_line({{"name", std::string(name)}, {"password", std::string(word)}}));
        request.headers["content-type"] = "application/json";
        for (const auto& [header, value] : said_) request.headers[header] = value;
        if (!remote_.empty()) request.remote = remote_;
        const HttpResponse response = county_.answer(request);
        for (const auto& [header, value] : response.headers) {
            if (header == "Set-Cookie") cookie_ = value.substr(0, value.find(';'));
        }
        if (response.status == 200) csrf_ = string_or(VALUE(parse_json(response.body)), "csrf");
        return response;
    }

    HttpResponse ask(std::string method, std::string target, const Json& body = {}) {
        HttpRequest request = request_to(std::move(method), std::move(target),
                                         body.is_null() ? std::string() : json_line(body));
        if (!cookie_.empty()) request.headers["cookie"] = "theme=x; " + cookie_;
        if (!csrf_.empty()) request.headers["x-csrf-token"] = csrf_;
        if (!request.body.empty()) request.headers["content-type"] = "application/json";
        for (const auto& [header, value] : said_) request.headers[header] = value;
        return county_.answer(std::move(request));
    }

    Json json(std::string target) {
        const HttpResponse response = ask("GET", std::move(target));
        INFO(response.body);
        REQUIRE(response.status == 200);
        return VALUE(parse_json(response.body));
    }

    std::vector<std::string> ids(const std::string& query = "") {
        std::vector<std::string> ids;
        const Json list = json("/api/console/requests" + query);
        for (const Json& request : array_or_empty(list, "requests")) {
            ids.push_back(string_or(request, "id"));
        }
        return ids;
    }

    HttpResponse move(const std::string& id, const Json& step) {
        return ask("POST", "/api/console/requests/" + id + "/moves", step);
    }

    std::string cookie_;
    std::string csrf_;
    std::string remote_;                       // where it asks from; empty: loopback
    std::map<std::string, std::string> said_;  // headers in place of its own

  private:
    TestCounty& county_;
};

}  // namespace hall::platform
