#include "tests/uploads/county_side.h"

#include "platform/commands/commands.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

namespace hall {

using namespace hall::platform;

namespace {

std::string in_lower_case(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

}  // namespace

struct CountySide::State {
    hall::HttpResponse answer(platform::HttpRequest request) {
        const platform::HttpResponse answered = county.answer(std::move(request));
        hall::HttpResponse response;
        response.status = answered.status;
        for (const auto& [name, value] : answered.headers)
            response.headers[in_lower_case(name)] = value;
        response.body = county.body(answered);
        return response;
    }

    TestCounty county;
    std::string cookie;
};

CountySide::CountySide() : state_(std::make_unique<State>()) {}
CountySide::~CountySide() = default;

hall::HttpResponse CountySide::answer(const hall::HttpRequest& asked) {
    platform::HttpRequest request = request_to(asked.method, asked.path, asked.body);
    for (const auto& [name, value] : asked.headers) request.headers[in_lower_case(name)] = value;
    return state_->answer(std::move(request));
}

std::string CountySide::enrolment_code(std::string_view village) {
    return state_->county.code(village);
}

std::vector<NamedKey> CountySide::seal_keys() {
    return VALUE(state_->county.platform().keys().public_seal_keys());
}

hall::HttpResponse CountySide::console(const std::string& path) {
    std::string& cookie = state_->cookie;
    if (cookie.empty()) {
        platform::HttpRequest asked =
            request_to("POST", "/api/console/session",
                       json_line({{"name", "county"}, {"password", std::string(password)}}));
        asked.headers["content-type"] = "application/json";
        const hall::HttpResponse in = state_->answer(std::move(asked));
        REQUIRE(in.status == 200);
        const std::string set = in.header("set-cookie");
        cookie = set.substr(0, set.find(';'));
    }
    platform::HttpRequest request = request_to("GET", path);
    request.headers["cookie"] = cookie;
    return state_->answer(std::move(request));
}

void CountySide::publish_places(const std::string& places) {
    TestCounty& county = state_->county;
    county.keep("county", {.id = "places",
                           .type = "place",
                           .at = "2026-11-23T00:00:00Z",
                           .body = VALUE(parse_json(places))});
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
}

void CountySide::make_key(const std::string& role) {
    TestCounty& county = state_->county;
    const CommandResult made = run_county_command(
        county.platform(), {{"keys", "create", role, "--data", county.data().string()}, {}});
    INFO(made.err);
    REQUIRE(made.exit == 0);
}

void CountySide::publish_article(const std::string& channel, const std::string& id,
                                 const std::string& title) {
    state_->county.keep(channel, article(id, title));
    REQUIRE_OK(state_->county.platform().publisher().publish(state_->county.executor()));
}

void CountySide::accept_request(const std::string& slip) {
    Platform& platform = state_->county.platform();
    REQUIRE_OK(platform.executor().run([&](Store& store) -> Result<void> {
        const User officer = TRY(store.people().find_user("county"));
        TRY(platform.desk().open_new(store, 100));
        for (const Request& request : TRY(store.requests().list({.slip = slip}, {}))) {
            TRY(platform.desk().move(store, officer, request.id,
                                     {.from = request.state,
                                      .to = "accepted",
                                      .line = "已经受理，正在安排人办",
                                      .message = {}}));
        }
        return {};
    }));
}

void CountySide::restart() {
    state_->county.restart();
}

void CountySide::advance_ms(std::int64_t ms) {
    state_->county.clock().advance_ms(ms);
}

const Clock& CountySide::clock() const {
    return state_->county.clock();
}

Random& CountySide::random() {
    return state_->county.random();
}

}  // namespace hall
