// What officers publish from the console, and what they may not.

#include "platform/desk/publishing_desk.h"

#include "tests/catch.h"
#include "tests/platform/browser.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

constexpr const char* publications = "/api/console/publications";

Json writing(const Json& more = Json::object()) {
    Json body = {{"board", "services"},
                 {"column", "civil"},
                 {"title", "种子补贴今年这样领"},
                 {"text", "带上身份证和一卡通。\n\n到村便民服务厅登记。"}};
    body.update(more);
    return {{"type", "article"}, {"body", body}};
}

std::string detail(const HttpResponse& response) {
    return string_or(VALUE(parse_json(response.body)), "detail");
}

Json answer_of(const HttpResponse& response) {
    INFO(response.body);
    REQUIRE(response.status == 200);
    return VALUE(parse_json(response.body));
}

struct PublishingOffice {
    TestCounty county;
    Browser browser{county};

    void log_in(std::string_view name) {
        browser.cookie_.clear();
        browser.said_.clear();
        REQUIRE(browser.log_in(name).status == 200);
    }
    HttpResponse publish(const Json& what) { return browser.ask("POST", publications, what); }
    std::int64_t version(std::string_view channel) {
        return VALUE(ask<std::int64_t>(
            county.executor(), [&](Store& store) { return store.documents().version(channel); }));
    }
    Document shown(std::string_view channel, const std::string& id) {
        return VALUE(ask<Document>(county.executor(), [&](Store& store) {
            return store.documents().shown({channel, id});
        }));
    }
};

}  // namespace

TEST_CASE("an article that an officer writes is signed and out at once") {
    PublishingOffice office;
    office.log_in("county");
    const std::int64_t before = office.version("county");
    const Json done = answer_of(office.publish(writing()));
    REQUIRE(done.at("channel") == "county");
    REQUIRE(office.version("county") == before + 1);
    const Document out = office.shown("county", done.at("id"));
    REQUIRE(out.type == "article");
    REQUIRE(out.body.at("date") == "2026-11-23");
    REQUIRE_FALSE(string_or(out.body, "source").empty());
    const Json list = office.browser.json(publications);
    REQUIRE(list.at("publications")[0].at("title") == "种子补贴今年这样领");
}

TEST_CASE("a correction is a new revision, and a withdrawal takes it from every screen") {
    PublishingOffice office;
    office.log_in("county");
    const std::string id = answer_of(office.publish(writing())).at("id");
    Json again = writing({{"text", "改过的正文。"}});
    again["id"] = id;
    again["rev"] = 1;
    REQUIRE(answer_of(office.publish(again)).at("rev") == 2);
    REQUIRE(office.shown("county", id).body.at("text") == "改过的正文。");
    // Who has read an older one would undo it.
    REQUIRE(office.publish(again).status == 422);
    const std::string address = std::string(publications) + "/" + id;
    REQUIRE(office.browser.ask("POST", address + "/withdraw", {{"rev", 1}}).status == 422);
    REQUIRE(office.browser.ask("POST", address + "/withdraw", {{"rev", 2}}).status == 200);
    REQUIRE_ERROR(Errc::not_found, ask<Document>(office.county.executor(), [&](Store& store) {
                      return store.documents().shown({"county", id});
                  }));
    REQUIRE(office.browser.ask("GET", address).status == 404);
}

TEST_CASE("each office publishes in its own channel, and reads and changes its own alone") {
    PublishingOffice office;
    office.log_in("county");
    const std::string of_county = answer_of(office.publish(writing())).at("id");
    office.log_in("village");
    // On the county's boards a village writes nothing.
    REQUIRE(office.publish(writing()).status == 422);
    const Json own = {{"board", "affairs"}, {"column", "finance"}};
    const Json done = answer_of(office.publish(writing(own)));
    REQUIRE(done.at("channel") == "village-510681113205");
    Json theirs = writing(own);
    theirs["id"] = of_county;
    theirs["rev"] = 1;
    REQUIRE(office.publish(theirs).status == 404);
    REQUIRE(office.browser.ask("GET", std::string(publications) + "/" + of_county).status == 404);
    office.log_in("discipline");
    REQUIRE(office.publish(writing()).status == 403);
    REQUIRE(office.browser.ask("GET", publications).status == 403);
}

TEST_CASE("what must not be published is refused with a sentence, and nothing is kept") {
    PublishingOffice office;
    office.log_in("county");
    const std::int64_t before = office.version("county");
    REQUIRE_THAT(detail(office.publish(writing({{"title", "  "}}))), contains_text("标题"));
    REQUIRE_THAT(detail(office.publish(writing({{"text", ""}}))), contains_text("正文"));
    REQUIRE_THAT(detail(office.publish(writing({{"column", "nowhere"}}))), contains_text("栏目"));
    REQUIRE_THAT(detail(office.publish(writing({{"text", "请找张三，身份证11010519491231002X"}}))),
                 contains_text("个人信息"));
    REQUIRE(office.publish(writing({{"title", std::string(100'000, 'x')}})).status == 422);
    REQUIRE(office.publish(writing({{"date", "2026-02-30"}})).status == 422);
    Json other = writing();
    other["type"] = "settings";
    REQUIRE(office.publish(other).status == 403);
    REQUIRE(office.publish(Json::array()).status == 400);
    REQUIRE(office.version("county") == before);
}

TEST_CASE("what is only tried out is shown as it would be, and not kept") {
    PublishingOffice office;
    office.log_in("county");
    const std::size_t before = office.browser.json(publications).at("publications").size();
    Json wanted = writing({{"pinned", true}, {"unknown", "x"}});
    wanted["try"] = true;
    const Json whole = answer_of(office.publish(wanted));
    REQUIRE(whole.at("body").at("pinned") == true);
    REQUIRE_FALSE(whole.at("body").contains("unknown"));
    REQUIRE(office.browser.json(publications).at("publications").size() == before);
}

TEST_CASE("nobody publishes without a session, its token, and our own pages") {
    PublishingOffice office;
    REQUIRE(office.publish(writing()).status == 401);
    REQUIRE(office.browser.ask("GET", publications).status == 401);
    office.log_in("county");
    office.browser.csrf_ = std::string(64, '0');
    REQUIRE(office.publish(writing()).status == 403);
    office.log_in("county");
    office.browser.said_["sec-fetch-site"] = "cross-site";
    REQUIRE(office.publish(writing()).status == 403);
}
