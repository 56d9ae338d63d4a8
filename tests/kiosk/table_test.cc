// A table on the kiosk: what an objection to it says, and whose signature counts.

#include "kiosk/app/app.h"
#include "sync/core/clock.h"
#include "sync/rules/disclosure.h"
#include "sync/wire/event.h"
#include "tests/catch.h"
#include "tests/kiosk/device_fixture.h"

using namespace hall;

using namespace hall::kiosk;

TEST_CASE("an objection says which table it is about, as it stood on the screen") {
    DeviceFixture board;
    Document form = form_document("objection");
    form.body["form"]["kind"] = "objection";
    Document table = ledger_document("f3", 3);
    table.rev = 4;
    board.publish("county", {form});
    board.publish("village-510681113205", {table});
    App app = board.open();
    app.send(OpenDocument{{"village-510681113205", "f3"}});
    REQUIRE(top<DisclosureModel>(app).rev == 4);
    app.send(OpenDocument{*top<DisclosureModel>(app).objection});
    app.send(OpenForm{});
    REQUIRE(top<FormModel>(app).line.find("第3季度收支公开表") != std::string::npos);
    app.send(Answered{"who", "self"});
    app.send(NextPage{});
    app.send(Focus{"id_number"});
    type(app, some_id_number());
    app.send(TypingDone{});
    app.send(NextPage{});
    app.send(Submit{});
    const std::vector<OutboxEvent> events = board.waiting("objection");
    REQUIRE(events.size() == 1);
    const Event event = VALUE(parse_event(events.front().bytes));
    const SealedBody body =
        VALUE(sealed_body_of(VALUE(open_sealed(event.sealed->bytes, board.county_key)), event));
    REQUIRE(body.about.channel == "village-510681113205");
    REQUIRE(body.about.id == "f3");
    REQUIRE(body.about.rev == 4);
    REQUIRE(body.about.title == "第3季度收支公开表");
}

TEST_CASE("a form that is no objection to the table under it says nothing of one") {
    DeviceFixture board;
    App app = board.open();
    app.send(OpenDocument{{"village-510681113205", "f3"}});
    app.send(OpenDocument{{"county", "allowance"}});
    app.send(OpenForm{});
    REQUIRE(top<FormModel>(app).about.empty());
}

TEST_CASE("the mark of a table is of its figures, whoever signed it and wherever it stands") {
    DeviceFixture board;
    Document table = ledger_document("f3", 3);
    App app = board.open();
    app.send(OpenDocument{{"village-510681113205", "f3"}});
    REQUIRE(top<DisclosureModel>(app).mark == table_digest(table.body));
    const std::string mark = table_digest(table.body);
    table.body["countersigned"].push_back(
        {{"who", "监委会"}, {"people", 2}, {"date", "2026-10-01"}});
    table.body["pinned"] = true;
    REQUIRE(table_digest(table.body) == mark);
    table.body["rows"][1]["cells"][1] = "51.00";
    REQUIRE(table_digest(table.body) != mark);
}

namespace {

Document list_of_names(const std::string& id, int households) {
    Document list = ledger_document(id, 1);
    list.body["table"] = "farmland-list";
    list.body["columns"] = Json::parse(
        R"([{"key":"name","label":"户主","type":"text"},{"key":"amount","label":"补贴（元）","type":"money"}])");
    list.body["rows"] = Json::array();
    for (int i = 0; i < households; ++i) {
        const std::string name = i == 7 ? "周*福" : "刘*" + std::to_string(i);
        list.body["rows"].push_back({{"kind", "entry"}, {"cells", {name, "12.00"}}});
    }
    return list;
}

}  // namespace

TEST_CASE("the year of a ledger stands beside the period that is shown, oldest first") {
    DeviceFixture board;
    board.publish("village-510681113205",
                  {ledger_document("f1", 1), ledger_document("f2", 2), ledger_document("f3", 3)});
    App app = board.open();
    app.send(OpenDocument{{"village-510681113205", "f2"}});
    const DisclosureModel& shown = top<DisclosureModel>(app);
    REQUIRE(shown.year.size() == 3);
    for (std::size_t i = 0; i < shown.year.size(); ++i)
        REQUIRE(shown.year[i].period.index == static_cast<int>(i) + 1);
    app.send(SwitchPeriod{shown.year.front().document});
    REQUIRE(top<DisclosureModel>(app).document.id == "f1");
}

TEST_CASE("one's own line is found in a long list by a name that is masked there") {
    DeviceFixture board;
    board.publish("village-510681113205", {list_of_names("list", 1200), list_of_names("short", 3)});
    App app = board.open();
    app.send(OpenDocument{{"village-510681113205", "short"}});
    REQUIRE_FALSE(can_be_searched(top<DisclosureModel>(app).table));
    app.send(OpenDocument{{"village-510681113205", "list"}});
    REQUIRE(can_be_searched(top<DisclosureModel>(app).table));
    app.send(FindMyLine{});
    app.send(Typed{"周有福"});
    REQUIRE(top<DisclosureModel>(app).search.rows == std::vector<std::size_t>{7});
    app.send(TypingDone{});
    REQUIRE_FALSE(top<DisclosureModel>(app).search.typing);
    app.send(ShowAllRows{});
    REQUIRE(top<DisclosureModel>(app).search.wanted.empty());
}

TEST_CASE("the kiosk stands in the village that the county's places say") {
    DeviceFixture board;
    const Json places = {{"county", "广汉市"},
                         {"towns",
                          {{{"code", "510681113"},
                            {"name", "松林镇"},
                            {"villages",
                             {{{"code", "510681113203"},
                               {"name", "白里村"},
                               {"kind", "village"},
                               {"formerly", {"510681113205"}}}}}}}}};
    board.publish("county", {document_of_type("places", "place", places)});
    App app = board.open();
    REQUIRE(app.model().chrome.place.find("白里村") != std::string::npos);
    app.send(OpenDocument{{"county", "allowance"}});
    app.send(OpenForm{});
    app.send(Answered{"who", "self"});
    app.send(NextPage{});
    app.send(Focus{"id_number"});
    type(app, some_id_number());
    app.send(TypingDone{});
    app.send(NextPage{});
    app.send(Submit{});
    const Event event = VALUE(parse_event(board.waiting("request").front().bytes));
    REQUIRE(event.village == "510681113203");
}
