// Names of the county's in English, where the county has given some.

#include "tests/kiosk/device_fixture.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

const HomeTile& tile(const App& app, std::string_view board) {
    for (const HomeTile& each : top<HomeModel>(app).tiles) {
        if (each.board == board) return each;
    }
    FAIL("no such tile");
    return top<HomeModel>(app).tiles.front();
}

}  // namespace

TEST_CASE("in English tiles and columns have the English names the county gave, else their own") {
    DeviceFixture board;
    Document policy = board_document("policy", "惠民政策", "articles");
    policy.rev = 2;
    policy.body["name_en"] = "Policies";
    policy.body["line_en"] = "Subsidies and health";
    policy.body["columns"][0]["name_en"] = "First";
    // One with an English name only: its Chinese line would say nothing to who reads that.
    Document services = board_document("mail", "书记信箱", "mailbox");
    services.body["name_en"] = "Mailbox";
    board.publish("county", {policy, services});
    App app = board.open();
    REQUIRE(tile(app, "policy").name == "惠民政策");
    app.send(ChangeDisplay{{.language = "en"}});
    REQUIRE(tile(app, "policy").name == "Policies");
    REQUIRE(tile(app, "mail").name == "Mailbox");
    REQUIRE(tile(app, "mail").line.empty());
    REQUIRE(tile(app, "affairs").name == "村务公开");
    app.send(OpenBoard{"policy"});
    REQUIRE(top<BoardModel>(app).board.name == "Policies");
    REQUIRE(top<BoardModel>(app).board.columns[0].name == "First");
    REQUIRE(top<BoardModel>(app).board.columns[1].name == "第二栏");
    app.send(OpenDocument{{"county", "a1"}});
    REQUIRE(top<ArticleModel>(app).where == "Policies · First");
    app.send(Finish{});
    REQUIRE(tile(app, "policy").name == "惠民政策");
}

TEST_CASE("a board that cannot take what it asks for does not ask for it") {
    DeviceFixture board;
    std::vector<Document> boards;
    for (const char* kind : {"ratings", "photos", "community"}) {
        boards.push_back(board_document(kind, "板块", kind));
        boards.back().body["line"] = "请您打分";
    }
    boards.push_back(
        document_of_type("survey", "survey",
                         {{"board", "ratings"},
                          {"column", "first"},
                          {"title", "三个部门的工作"},
                          {"date", "2026-11-01"},
                          {"year", 2026},
                          {"departments", {{{"id", "a"}, {"name", "水利局"}, {"work", "清淤。"}}}},
                          {"grades", {"一", "二", "三", "四", "五"}},
                          {"reasons", Json::array()}}));
    board.publish("county", boards);
    App app = board.open();
    for (const char* kind : {"ratings", "photos", "community"}) {
        REQUIRE(tile(app, kind).line == app.strings()["tile.kind." + std::string(kind)]);
        REQUIRE(tile(app, kind).line.find("打分") == std::string::npos);
    }
    app.send(OpenDocument{{"county", "survey"}});
    REQUIRE(top<ArticleModel>(app).text.find(std::string(app.strings()["survey.read_only"])) !=
            std::string::npos);
}
