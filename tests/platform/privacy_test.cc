// Personal data is stopped on every way into a channel, unless somebody answers for it.

#include <fstream>

#include "platform/commands/commands.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

constexpr const char* personal = "周福贵，身份证号11010519491231002X，卡号6222600260001072444";

CommandResult import(TestCounty& county, std::vector<std::string> words, const Json& line) {
    std::ofstream(county.data() / "a.jsonl", std::ios::binary) << line.dump() << '\n';
    words.insert(words.begin(), "import");
    words.insert(words.end(), {"a.jsonl", "--data", county.data().string(), "--channel", "county"});
    return run_county_command(county.platform(), {words, county.data()});
}

Result<Document> newest(TestCounty& county, const std::string& id) {
    return ask<Document>(county.executor(), [&](Store& store) {
        return store.documents().newest({"county", id});
    });
}

Json article_line(const std::string& text) {
    return {{"id", "a1"}, {"title", "公示"}, {"body", text}};
}

}  // namespace

TEST_CASE("an article with personal data is refused with the place and what to write instead") {
    TestCounty county;
    const CommandResult refused = import(county, {"articles", "--column", "农技指导/植保"},
                                         article_line(std::string("第一行\n") + personal));
    REQUIRE(refused.exit == 1);
    REQUIRE_THAT(refused.err, contains_text("正文"));
    REQUIRE_THAT(refused.err, contains_text("110105********002X"));
    REQUIRE_THAT(refused.err, contains_text("622260*********2444"));
    REQUIRE_THAT(refused.err, contains_text("--privacy-reviewed"));
    REQUIRE(refused.err.find("19491231") == std::string::npos);
    REQUIRE_ERROR(Errc::not_found, newest(county, "import-a1"));
    // Kept for later is stopped as well.
    REQUIRE(
        import(county, {"articles", "--column", "农技指导/植保", "--keep"}, article_line(personal))
            .exit == 1);
}

TEST_CASE("documents of every type, and their corrections, are looked at before they are kept") {
    TestCounty county;
    Document article_document = article("news-1", "通知");
    article_document.body["text"] = "患者李秀英确诊糖尿病";
    const auto line = [](const Document& document) {
        return Json{{"id", document.id}, {"type", document.type}, {"body", document.body}};
    };
    const CommandResult refused = import(county, {"documents"}, line(article_document));
    REQUIRE(refused.exit == 1);
    REQUIRE_THAT(refused.err, contains_text("李*英"));
    article_document.body["text"] = "患者李*英的事办好了";
    REQUIRE(import(county, {"documents"}, line(article_document)).exit == 0);
    // The next revision is looked at like the first.
    article_document.body["title"] = std::string("更正：") + personal;
    REQUIRE(import(county, {"documents"}, line(article_document)).exit == 1);
    REQUIRE(VALUE(newest(county, "news-1")).rev == 1);
}

TEST_CASE("whoever looked at it and says why may publish it, and must say why") {
    TestCounty county;
    const std::vector<std::string> words = {"articles", "--column", "农技指导/植保"};
    const auto with_reason = [&](const std::string& reason) {
        std::vector<std::string> all = words;
        all.insert(all.end(), {"--privacy-reviewed", reason});
        return import(county, all, article_line(personal));
    };
    REQUIRE(with_reason(" 　").exit == 2);
    const CommandResult done = with_reason("本人书面同意，存档12号");
    INFO(done.err);
    REQUIRE(done.exit == 0);
    REQUIRE_THAT(string_or(VALUE(newest(county, "import-a1")).body, "text"),
                 contains_text("周福贵"));
}

TEST_CASE("plain text of articles keeps every mark it has") {
    TestCounty county;
    REQUIRE(import(county, {"articles", "--column", "农技指导/植保"},
                   article_line("株行距60*40厘米\n5. 涂白\n# ~~&lt;`"))
                .exit == 0);
    REQUIRE(string_or(VALUE(newest(county, "import-a1")).body, "text") ==
            "株行距60\\*40厘米\n\n5\\. 涂白\n\n\\# \\~\\~\\&lt;\\`");
}
