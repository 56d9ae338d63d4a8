// Files as people have them: what can be read is read, and the rest is named, in Chinese.

#include <fstream>

#include "platform/commands/commands.h"
#include "platform/commands/import_text.h"
#include "platform/commands/refusal_text.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

CommandResult import_as(TestCounty& county, const std::string& kind, const std::string& bytes,
                        std::vector<std::string> more = {}) {
    std::ofstream(county.data() / "a.jsonl", std::ios::binary) << bytes;
    std::vector<std::string> words = {"import", kind, "--channel", "county"};
    if (kind == "articles") words.insert(words.end(), {"--column", "农技指导/植保"});
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"--data", county.data().string(), "a.jsonl"});
    return run_county_command(county.platform(), {words, county.data()});
}

CommandResult import_articles(TestCounty& county, const std::string& bytes,
                              std::vector<std::string> more = {}) {
    return import_as(county, "articles", bytes, std::move(more));
}

const std::string good = R"({"id":"a","title":"稻瘟病","body":"第一段"})";
const std::string other = R"({"id":"b","title":"二化螟","body":"第二段"})";

// "稻瘟病" and "正文" in GBK.
const std::string in_gbk =
    "{\"id\":\"a\",\"title\":\"\xB5\xBE\xCE\xC1\xB2\xA1\",\"body\":\"\xD5\xFD\xCE\xC4\"}\n";

std::string in_utf16(const std::string& ascii) {
    std::string text = "\xFF\xFE";
    for (const char c : ascii) text.append({c, '\0'});
    return text;
}

// No word of English but names in quotes.
void require_chinese(const std::string& text) {
    INFO(text);
    for (const char* english :
         {"missing", "not ", "is no", "Failed", "should", "required", "error"}) {
        REQUIRE(text.find(english) == std::string::npos);
    }
}

}  // namespace

TEST_CASE("a byte order mark, blank lines and carriage returns keep no file out") {
    TestCounty county;
    const CommandResult done =
        import_articles(county, "\xEF\xBB\xBF" + good + "\r\n\r\n　 \t\r\n" + other + "\r\n\n");
    INFO(done.err);
    REQUIRE(done.exit == 0);
    REQUIRE_THAT(done.out, contains_text("导入2篇"));
    REQUIRE(done.err.empty());
}

TEST_CASE("lines count as an editor shows them, blank ones too") {
    TestCounty county;
    REQUIRE_THAT(import_articles(county, "\r\n" + good + "\r\n\r\nnot json\r\n").err,
                 contains_text("第4行"));
}

TEST_CASE("GBK and UTF-16 are read as what they are, and it is said") {
    TestCounty county;
    const CommandResult gbk = import_articles(county, in_gbk);
    INFO(gbk.err);
    REQUIRE(gbk.exit == 0);
    REQUIRE_THAT(gbk.err, contains_text("GBK"));
    const CommandResult wide =
        import_articles(county, in_utf16(R"({"id":"w","title":"t","body":"b"})"));
    INFO(wide.err);
    REQUIRE(wide.exit == 0);
    REQUIRE_THAT(wide.err, contains_text("UTF-16"));
}

TEST_CASE("one spoilt byte in a file of UTF-8 is the fault of its line, and no GBK") {
    TestCounty county;
    const CommandResult done = import_articles(
        county, good + "\n" + R"({"id":"c","title":"坏)" + "\xB5" + R"(","body":"x"})" + "\n");
    REQUIRE(done.exit == 1);
    REQUIRE_THAT(done.err, contains_text("第2行"));
    REQUIRE_THAT(done.err, contains_text("UTF-8"));
    REQUIRE_THAT(import_articles(county, std::string("\x89PNG\0\0\x01", 7)).err,
                 contains_text("不是文本"));
}

TEST_CASE("an id that is none, or stands twice, is refused with its line") {
    TestCounty county;
    for (const char* id : {"null", "true", "[1]", "{}", "\"\"", "\"　\"", "1.5"}) {
        const CommandResult done = import_articles(
            county, std::string("{\"id\":") + id + ",\"title\":\"t\",\"body\":\"b\"}\n");
        INFO(id << " " << done.err);
        REQUIRE(done.exit == 1);
        REQUIRE_THAT(done.err, contains_text("第1行"));
        REQUIRE_THAT(done.err, contains_text("编号"));
    }
    const CommandResult twice = import_articles(county, good + "\n" + other + "\n" + good + "\n");
    REQUIRE(twice.exit == 1);
    REQUIRE_THAT(twice.err, contains_text("第3行（a）"));
    REQUIRE_THAT(twice.err, contains_text("第1行的一样"));
    const CommandResult skipped =
        import_articles(county, good + "\n" + other + "\n" + good + "\n", {"--skip-bad"});
    REQUIRE_THAT(skipped.out, contains_text("导入2篇"));
    REQUIRE_THAT(skipped.err, contains_text("第3行"));
}

TEST_CASE("a date that is none is refused and never becomes today") {
    TestCounty county;
    for (const char* date :
         {"20261123", "null", "\"\"", "\"2026/11/23\"", "\"2026-02-30\"", "\"昨天\"", "{}"}) {
        const CommandResult done = import_articles(
            county,
            std::string("{\"id\":\"a\",\"title\":\"t\",\"body\":\"b\",\"date\":") + date + "}\n");
        INFO(date << " " << done.err);
        REQUIRE(done.exit == 1);
        REQUIRE_THAT(done.err, contains_text("date"));
        REQUIRE_THAT(done.err, contains_text("2026-11-30"));
    }
}

TEST_CASE("titles and texts of blanks are refused, in articles and in documents") {
    TestCounty county;
    for (const char* line :
         {R"({"id":"a","title":"　 ","body":"b"})", R"({"id":"a","title":"t","body":"\n\t"})"}) {
        REQUIRE_THAT(import_articles(county, line).err, contains_text("空白"));
    }
    REQUIRE_THAT(
        import_as(county, "documents",
                  R"({"id":"a","type":"article","body":{"board":"farming","column":"grain",)"
                  R"("title":" ​ ","date":"2026-11-01","text":"t"}})")
            .err,
        contains_text("空白"));
}

TEST_CASE("what is left out or shortened is said") {
    TestCounty county;
    std::string title;
    for (int i = 0; i < 210; ++i) title += "长";
    const CommandResult done = import_articles(
        county, R"({"id":"a","title":")" + title + R"(","body":"b","author":"老陈"})");
    REQUIRE(done.exit == 0);
    REQUIRE_THAT(done.err, contains_text("210个字"));
    REQUIRE_THAT(done.err, contains_text("author"));
    const CommandResult nothing = import_articles(county, "\n \n");
    REQUIRE(nothing.exit == 1);
    REQUIRE_THAT(nothing.err, contains_text("一行内容也没有"));
}

TEST_CASE("every refusal of an import is in Chinese, with the line and what is wrong") {
    TestCounty county;
    const std::pair<const char*, const char*> cases[] = {
        {"{", "JSON"},
        {"[]", "{…}"},
        {R"({"id":"x","id":"y"})", "两次"},
        {R"({"type":"article","body":{}})", "id"},
        {R"({"id":"x","body":{}})", "type"},
        {R"({"id":"x","type":"article"})", "body"},
        {R"({"id":"X Y","type":"article","body":{}})", "编号"},
        {R"({"id":"x","type":"Article!","body":{}})", "type"},
        {R"({"id":"x","type":"article","body":[]})", "body"},
        {R"({"id":"x","type":"article","at":7,"body":{}})", "at"},
        {R"({"id":"x","type":"article","at":"gestern","body":{}})", "2026-11-30T"},
        {R"({"id":"x","gone":"true"})", "gone"},
        {R"({"id":"x","type":"article","body":{"board":"farming"}})", "缺少"},
        {R"({"id":"x","type":"article","body":{"board":"farming","column":"grain","title":7,)"
         R"("date":"2026-11-01","text":"t"}})",
         "title"},
        {R"({"id":"x","type":"article","body":{"board":"farming","column":"grain","title":"t",)"
         R"("date":"2026-13-01","text":"t"}})",
         "date"},
        {R"({"id":"x","type":"article","body":{"board":"farming","column":"nowhere","title":"t",)"
         R"("date":"2026-11-01","text":"t"}})",
         "没有栏目"},
        {R"({"id":"x","type":"article","body":{"board":"farming","column":"grain","title":"t",)"
         R"("date":"2026-11-01","text":"t","pinned":"yes"}})",
         "pinned"},
        {R"({"id":"x","type":"settings","body":{"receipt_keys":3}})", "receipt_keys"}};
    for (const auto& [line, text] : cases) {
        INFO(line);
        const CommandResult done = import_as(county, "documents", line);
        REQUIRE(done.exit == 1);
        REQUIRE_THAT(done.err, contains_text("第1行"));
        REQUIRE_THAT(done.err, contains_text(text));
        require_chinese(done.err);
    }
}
