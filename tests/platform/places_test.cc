// Villages that merge, are renamed and split: what hangs on their codes goes on.

#include "platform/publish/place_changes.h"

#include "platform/desk/help_desk.h"
#include "platform/fleet/behind.h"
#include "platform/publish/document_check.h"
#include "platform/publish/publisher.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

// Places with the test county's towns, in the villages given for Songlin.
Document places_document(const std::string& villages_of_songlin) {
    return {.id = "places",
            .type = "place",
            .at = "2026-11-23T00:00:00Z",
            .body = VALUE(parse_json(
                R"({"county":"广汉市","towns":[{"code":"510681104","name":"连山镇","villages":[)"
                R"({"code":"510681104205","name":"石门村","kind":"village"}]},)"
                R"({"code":"510681113","name":"松林镇","villages":[)" +
                villages_of_songlin + "]}]}"))};
}

constexpr const char* baili = R"({"code":"510681113203","name":"白里村","kind":"village"})";
constexpr const char* baili_with_dishui =
    R"({"code":"510681113203","name":"白里村","kind":"village","formerly":["510681113205"]})";

Result<void> keep(TestCounty& county, const Document& document) {
    return county.executor().run([&](Store& store) -> Result<void> {
        TRY(keep_document(store, "county", document));
        return {};
    });
}

void publish(TestCounty& county) {
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
}

std::string refusal(const Result<void>& result) {
    REQUIRE_FALSE(result.ok());
    REQUIRE(result.error().code() == Errc::refused);
    return result.error().message();
}

Kiosk kiosk_of(TestCounty& county, const TestKiosk& kiosk) {
    return VALUE(ask<Kiosk>(county.executor(),
                            [&](Store& store) { return store.kiosks().find(kiosk.id()); }));
}

Request only_request(TestCounty& county) {
    const auto all = VALUE(ask<std::vector<Request>>(
        county.executor(), [](Store& store) { return store.requests().list({}, {}); }));
    REQUIRE(all.size() == 1);
    return all.front();
}

std::vector<std::string> roles_in_view(TestCounty& county, std::string_view view) {
    const auto plans = VALUE(ask<std::vector<ViewPlan>>(
        county.executor(), [](Store& store) { return view_plans(store); }));
    for (const ViewPlan& plan : plans) {
        if (plan.name == view) return plan.roles;
    }
    return {};
}

Behind behind(TestCounty& county, const TestKiosk& kiosk) {
    return VALUE(ask<Behind>(county.executor(), [&](Store& store) -> Result<Behind> {
        return behind_of(store, TRY(view_plans(store)), TRY(store.kiosks().find(kiosk.id())));
    }));
}

}  // namespace

TEST_CASE("places that leave an active kiosk, an open request or an account behind are refused") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    REQUIRE(kiosk.send({bytes_of(kiosk.event())}).status == 200);
    const std::string reason = refusal(keep(county, places_document(baili)));
    INFO(reason);
    REQUIRE_THAT(reason, contains_text("滴水村（510681113205）"));
    REQUIRE_THAT(reason, contains_text("一体机"));
    REQUIRE_THAT(reason, contains_text(kiosk.last_slip()));
    REQUIRE_THAT(reason, contains_text("账号 village"));
    REQUIRE_THAT(reason, contains_text("formerly"));
    REQUIRE(kiosk_of(county, kiosk).village == dishui);
}

TEST_CASE("a village that joins another takes kiosk, requests and accounts along") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    REQUIRE(kiosk.send({bytes_of(kiosk.event())}).status == 200);
    REQUIRE_OK(keep(county, places_document(baili_with_dishui)));
    publish(county);
    REQUIRE(kiosk_of(county, kiosk).village == other_village);
    REQUIRE(only_request(county).village == other_village);
    const User user = VALUE(ask<User>(
        county.executor(), [](Store& store) { return store.people().find_user("village"); }));
    REQUIRE(user.scope == other_village);
}

TEST_CASE("the view of a village that joined another goes on and leads to both their channels") {
    TestCounty county;
    REQUIRE_OK(keep(county, places_document(baili_with_dishui)));
    publish(county);
    RouteFetcher fetcher(county, dishui);
    REQUIRE_THAT(VALUE(fetcher.metadata("timestamp.json", 16'384)),
                 contains_text("\"view\":\"510681113205\""));
    const std::vector<std::string> roles = {"targets",
                                            "county",
                                            "release",
                                            town_channel(songlin),
                                            village_channel(other_village),
                                            village_channel(dishui)};
    REQUIRE(roles_in_view(county, dishui) == roles);
    REQUIRE(roles_in_view(county, other_village) == roles);
    // What the successor publishes changes both views, and so does what the old one does.
    for (const std::string_view village : {other_village, dishui}) {
        const std::string before = VALUE(fetcher.metadata("timestamp.json", 16'384));
        county.keep(village_channel(village), article("more", std::string(village)));
        publish(county);
        REQUIRE(VALUE(fetcher.metadata("timestamp.json", 16'384)) != before);
    }
}

TEST_CASE("a kiosk that has not learnt yet sends and asks under its former code") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    const Event made_before = kiosk.event();
    REQUIRE_OK(keep(county, places_document(baili_with_dishui)));
    publish(county);
    const HttpResponse sent = kiosk.send({bytes_of(made_before)});
    REQUIRE(kiosk.receipts(sent).front().state == "accepted");
    REQUIRE(only_request(county).village == other_village);
    for (const std::string_view village : {dishui, other_village}) {
        const std::string target = "/api/v1/villages/" + std::string(village) + "/replies?after=0";
        REQUIRE(county.answer(kiosk.signed_request("GET", target)).status == 200);
    }
    REQUIRE(county.answer(kiosk.signed_request("GET", "/api/v1/villages/510681104205/replies"))
                .status == 403);
}

TEST_CASE("a call for help under a former code is heard where the village belongs now") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    Event call = kiosk.heartbeat();
    call.kind = name_of(EventKind::help_call);
    call.body = Json{{"screen", "form"}};
    REQUIRE_OK(keep(county, places_document(baili_with_dishui)));
    REQUIRE(kiosk.receipts(kiosk.send({bytes_of(call)})).front().state == "accepted");
    const HelpDesk desk(county.clock());
    const auto heard = VALUE(ask<std::vector<StoredHelpCall>>(
        county.executor(), [&](Store& store) -> Result<std::vector<StoredHelpCall>> {
            return desk.standing(store, TRY(store.people().find_user("village")));
        }));
    REQUIRE(heard.size() == 1);
    REQUIRE(heard.front().village == other_village);
}

TEST_CASE("a view that nobody keeps up is not signed again, and its kiosk is shown as behind") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    REQUIRE_FALSE(behind(county, kiosk).any());
    // As a county has it whose places were changed by a program that did not look.
    REQUIRE_OK(county.executor().run([&](Store& store) -> Result<void> {
        Document document = places_document(baili);
        document.rev = TRY(store.documents().newest({"county", "places"})).rev + 1;
        return store.documents().put("county", document);
    }));
    publish(county);
    REQUIRE(behind(county, kiosk).view);
    RouteFetcher fetcher(county, dishui);
    const std::string before = VALUE(fetcher.metadata("timestamp.json", 16'384));
    county.clock().advance_ms(std::int64_t{20} * 86'400'000);
    REQUIRE_OK(county.platform().publisher().renew(county.executor()));
    REQUIRE(VALUE(fetcher.metadata("timestamp.json", 16'384)) == before);
}

TEST_CASE("a kiosk that has not taken the newest versions is shown as behind") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    Event beat = kiosk.heartbeat();
    beat.body = Json{{"county_version", 1}, {"village_version", 1}};
    REQUIRE(kiosk.send({bytes_of(beat)}).status == 200);
    REQUIRE_FALSE(behind(county, kiosk).any());
    county.keep(village_channel(dishui), article("more", "新的"));
    publish(county);
    REQUIRE(behind(county, kiosk).village == 1);
    REQUIRE(behind(county, kiosk).county == 0);
    REQUIRE_FALSE(behind(county, kiosk).view);
}

TEST_CASE("a renamed village keeps its code and everything under it") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    REQUIRE_OK(keep(
        county, places_document(std::string(baili) +
                                R"(,{"code":"510681113205","name":"清泉村","kind":"village"})")));
    publish(county);
    REQUIRE(kiosk_of(county, kiosk).village == dishui);
    const Places places =
        VALUE(ask<Places>(county.executor(), [](Store& store) { return places_of_county(store); }));
    REQUIRE(VALUE(names_of_village(places, dishui)).village == "清泉村");
}

TEST_CASE("a village that is split goes over to one of its parts, and to no two") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    const std::string east =
        R"(,{"code":"510681113206","name":"东滴水村","kind":"village","formerly":["510681113205"]})";
    const std::string west = R"(,{"code":"510681113207","name":"西滴水村","kind":"village")";
    const std::string both = west + R"(,"formerly":["510681113205"]})";
    const std::string reason = refusal(keep(county, places_document(baili + east + both)));
    REQUIRE_THAT(reason, contains_text("510681113205"));
    REQUIRE_THAT(reason, contains_text("东滴水村"));
    REQUIRE_OK(keep(county, places_document(baili + east + west + "}")));
    REQUIRE(kiosk_of(county, kiosk).village == "510681113206");
}

TEST_CASE("places whose codes clash, or are not of their town, are refused") {
    TestCounty county;
    REQUIRE_THAT(
        refusal(keep(county, places_document(
                                 std::string(baili) + "," + baili +
                                 R"(,{"code":"510681113205","name":"滴水村","kind":"village"})"))),
        contains_text("写了两次"));
    REQUIRE_THAT(
        refusal(keep(county, places_document(
                                 std::string(baili) +
                                 R"(,{"code":"510681104999","name":"滴水村","kind":"village"})"))),
        contains_text("510681113"));
    REQUIRE_THAT(
        refusal(keep(county, places_document(
                                 std::string(baili_with_dishui) +
                                 R"(,{"code":"510681113205","name":"滴水村","kind":"village"})"))),
        contains_text("510681113205"));
    Document gone{.id = "places", .type = {}, .at = "2026-11-23T00:00:00Z", .gone = true};
    REQUIRE_THAT(refusal(keep(county, gone)), contains_text("不能撤"));
}

TEST_CASE("a former code stays while a kiosk may still ask under it") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol(dishui).status == 200);
    REQUIRE_OK(keep(county, places_document(baili_with_dishui)));
    REQUIRE_THAT(refusal(keep(county, places_document(baili))), contains_text("510681113205"));
    // A second merger names all that came before.
    const std::string merged = R"({"code":"510681113210","name":"合村","kind":"village",)";
    REQUIRE_THAT(refusal(keep(county, places_document(merged + R"("formerly":["510681113203"]})"))),
                 contains_text("510681113205"));
    REQUIRE_OK(
        keep(county, places_document(merged + R"("formerly":["510681113203","510681113205"]})")));
    REQUIRE(kiosk_of(county, kiosk).village == "510681113210");
}
