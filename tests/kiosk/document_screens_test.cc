#include "kiosk/app/load/community_text.h"
#include "sync/wire/document_types.h"
#include "tests/catch.h"
#include "tests/kiosk/device_fixture.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

// Has the members that any type of document cannot do without; each type reads its own.
Json body_of_any_type() {
    const Json row = {{"kind", "note"},
                      {"cells", Json::array({"一行"})},
                      {"village", "510681113205"},
                      {"points", 92.5}};
    const Json department = {{"id", "d"}, {"name", "农业局"}, {"counts", {9, 8, 7, 6, 5}}};
    return {{"board", "policy"},
            {"column", "first"},
            {"title", "标题"},
            {"date", "2026-11-20"},
            {"author", "老周"},
            {"weather", "晴"},
            {"text", "正文。"},
            {"answer", "回答。"},
            {"department", "农业局"},
            {"table", "finance"},
            {"period", {{"kind", "year"}, {"year", 2026}}},
            {"columns", Json::array({{{"key", "a"}, {"label", "项目"}, {"type", "text"}}})},
            {"rows", Json::array({row})},
            {"year", 2026},
            {"grades", {"满意", "比较满意", "一般", "不满意", "很不满意"}},
            {"departments", Json::array({department})},
            {"formula", "加起来。"},
            {"survey", "survey"},
            {"pictures", Json::array()}};
}

}  // namespace

TEST_CASE("every type of document that stands in a column has a screen") {
    DeviceFixture board;
    std::vector<Document> documents;
    for (const DocumentTypeRow& row : document_types) {
        if (row.stands == Stands::nowhere) continue;
        const std::string name(row.name);
        documents.push_back(document_of_type("any-" + name, name, body_of_any_type()));
    }
    REQUIRE(documents.size() > 10);
    board.publish("county", documents);
    App app = board.open();
    for (const Document& document : documents) {
        INFO(document.type << " has no screen in kiosk/app/load");
        app.send(OpenDocument{{"county", document.id}});
        REQUIRE_FALSE(std::holds_alternative<MissingModel>(app.model().top()));
        REQUIRE(app.model().stack.size() == 2);
        app.send(GoHome{});
    }
}

TEST_CASE("a post shows what others said about it") {
    Post post;
    post.text = "修路。";
    post.comments = {{"老李", "2026-11-24", "5. 同意"}};
    REQUIRE(text_of_post(post) == "修路。\n\n**老李** · 2026-11-24\n\n5\\. 同意");
}

TEST_CASE("a ranking names the villages, and keeps the code of one it does not know") {
    Ranking ranking;
    ranking.formula = "加起来。";
    ranking.rows = {{"510681113205", 92.5}, {"510681113999", 90}};
    Places places;
    places.towns = {{"510681113", "松林镇", {{"510681113205", "滴水村", "village"}}}};
    REQUIRE(text_of_ranking(ranking, places) ==
            "加起来。\n\n1. 滴水村 · 92.5\n2. 510681113999 · 90\n");
}
