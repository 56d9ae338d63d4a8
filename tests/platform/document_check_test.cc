#include "platform/publish/document_check.h"

#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

// Checks a document as an import would.
Result<void> check(TestCounty& county, std::string_view channel, const Document& document) {
    return county.executor().run([&](Store& store) -> Result<void> {
        const DocumentCheck check = TRY(DocumentCheck::load(store, county.platform().schemas()));
        return check.check(channel, document);
    });
}

Document ledger(const char* closing) {
    const auto row = [](const char* kind, const char* item, const char* income,
                        const char* spending) {
        return Json{{"kind", kind}, {"cells", {item, income, spending}}};
    };
    return {
        .id = "finance-2026q3",
        .type = "disclosure",
        .at = "2026-10-01T00:00:00Z",
        .body = {{"board", "affairs"},
                 {"column", "finance"},
                 {"title", "2026年第三季度收支"},
                 {"date", "2026-10-01"},
                 {"table", "finance"},
                 {"period", {{"kind", "quarter"}, {"year", 2026}, {"index", 3}}},
                 {"prepared_by", "村委会"},
                 {"columns",
                  {{{"key", "item"}, {"label", "项目"}, {"type", "text"}},
                   {{"key", "income"}, {"label", "收入"}, {"type", "money"}},
                   {{"key", "spending"}, {"label", "支出"}, {"type", "money"}}}},
                 {"rows",
                  {row("opening", "上期结余", "100.00", ""), row("entry", "租金", "50.00", ""),
                   row("entry", "办公水电", "", "30.00"), row("total", "合计", "50.00", "30.00"),
                   row("closing", "本期结余", closing, "")}}}};
}

std::string refusal(const Result<void>& result) {
    REQUIRE_FALSE(result.ok());
    REQUIRE(result.error().code() == Errc::refused);
    return result.error().message();
}

}  // namespace

TEST_CASE("a report that does not balance is refused with the line named") {
    TestCounty county;
    REQUIRE_OK(check(county, village_channel(dishui), ledger("120.00")));
    REQUIRE_THAT(refusal(check(county, village_channel(dishui), ledger("120.01"))),
                 contains_text("行"));
}

TEST_CASE("a document that does not fit its schema is refused") {
    TestCounty county;
    Document document = article("a", "标题");
    REQUIRE_OK(check(county, "county", document));
    document.body.erase("title");
    refusal(check(county, "county", document));
    document = article("a", "标题");
    document.body["title"] = 7;
    refusal(check(county, "county", document));
}

TEST_CASE("a document stands in a column there is") {
    TestCounty county;
    Document document = article("a", "标题");
    document.body["column"] = "moon";
    REQUIRE_THAT(refusal(check(county, "county", document)), contains_text("农技指导"));
    document.body["board"] = "moon";
    refusal(check(county, "county", document));
}

TEST_CASE("only the county says what everybody's boards and keys are") {
    TestCounty county;
    const Document places = {.id = "places",
                             .type = "place",
                             .at = "2026-10-01T00:00:00Z",
                             .body = {{"county", "广汉市"}, {"towns", Json::array()}}};
    refusal(check(county, village_channel(dishui), places));
}

TEST_CASE("a service whose form cannot be read is refused") {
    TestCounty county;
    Document service = VALUE(ask<Document>(county.executor(), [](Store& store) {
        return store.documents().newest({"county", "service-allowance"});
    }));
    REQUIRE_OK(check(county, "county", service));
    service.body["form"]["pages"][0]["fields"][0] = "nobody";
    refusal(check(county, "county", service));
}

TEST_CASE("ids that no channel could name are refused") {
    TestCounty county;
    refusal(check(county, "county", article("Big", "标题")));
    refusal(check(county, "county", article("../a", "标题")));
}

TEST_CASE("a column is found by its name or its id, and the others are named if not") {
    TestCounty county;
    REQUIRE_OK(county.executor().run([&](Store& store) -> Result<void> {
        const DocumentCheck check = TRY(DocumentCheck::load(store, county.platform().schemas()));
        REQUIRE(VALUE(check.find_column("农技指导/植保")).column == "protection");
        REQUIRE(VALUE(check.find_column("farming/grain")).board == "farming");
        const auto missing = check.find_column("农技指导/月亮");
        REQUIRE_FALSE(missing.ok());
        REQUIRE_THAT(missing.error().message(), contains_text("农技指导/植保"));
        REQUIRE_ERROR(Errc::not_found, check.find_column("月亮"));
        return {};
    }));
}

TEST_CASE("a document that says the same again is no new revision") {
    TestCounty county;
    const auto keep = [&](const Document& document) {
        return VALUE(ask<bool>(county.executor(), [&](Store& store) {
            return keep_document(store, "county", document);
        }));
    };
    REQUIRE(keep(article("a", "一")));
    REQUIRE_FALSE(keep(article("a", "一")));
    REQUIRE(keep(article("a", "二")));
    REQUIRE(VALUE(ask<Document>(county.executor(), [](Store& store) {
                return store.documents().newest({"county", "a"});
            })).rev == 2);
}

TEST_CASE("a service whose form could never be handed in is refused, and says where") {
    TestCounty county;
    const Document good = VALUE(ask<Document>(county.executor(), [](Store& store) {
        return store.documents().newest({"county", "service-allowance"});
    }));
    const auto refused_with = [&](const char* pointer, const char* json) {
        Document service = good;
        service.body["form"][Json::json_pointer(pointer)] = VALUE(parse_json(json));
        INFO(pointer << " " << json);
        return refusal(check(county, "county", service));
    };
    REQUIRE_THAT(refused_with("/pages/1/show_if", R"([{"field":"applicant","is":["other"]}])"),
                 contains_text("第2页"));
    REQUIRE_THAT(refused_with("/schema/properties/applicant/enum/1", R"("other,one")"),
                 contains_text("逗号"));
    REQUIRE_THAT(refused_with("/pages/2/fields/1", R"("applicant")"), contains_text("第1页"));
    REQUIRE_THAT(refused_with("/schema/required/2", R"("nobody")"), contains_text("必填"));
    REQUIRE_THAT(refused_with("/schema/properties/id_number/pattern", R"x("(?=1)")x"),
                 contains_text("前后查看"));
    REQUIRE_THAT(refused_with("/schema/properties/id_number/minLength", "19"),
                 contains_text("比最长长度"));
}
