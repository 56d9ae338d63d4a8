#include "sync/rules/pattern.h"

#include "sync/rules/pattern_reach.h"
#include "sync/rules/schema.h"
#include "tests/catch.h"

using namespace hall;

namespace {

bool fits(std::string_view expression, std::string_view text) {
    INFO(expression);
    return VALUE(Pattern::compile(expression)).fits(text);
}

std::string refusal(std::string_view expression) {
    const Result<Pattern> pattern = Pattern::compile(expression);
    INFO(expression);
    REQUIRE_FALSE(pattern.ok());
    REQUIRE(pattern.error().code() == Errc::refused);
    return pattern.error().message();
}

Schema schema_of(const char* json) {
    return VALUE(Schema::compile(VALUE(parse_json(json))));
}

}  // namespace

// With a matcher that goes back and tries again each of these would outlast the machine.
TEST_CASE("an ambiguous pattern is answered at once, however long the text") {
    const std::string letters(1900, 'a');
    REQUIRE_FALSE(fits("^(a+)+$", letters + "!"));
    REQUIRE(fits("^(a+)+$", letters));
    REQUIRE_FALSE(fits("^([0-9]+-?)+$", std::string(36, '1') + "x"));
    REQUIRE_FALSE(fits("^(a|a)*$", letters + "b"));
    REQUIRE_FALSE(fits("^(a?){60}a{60}$", std::string(59, 'a')));
    REQUIRE_FALSE(fits("^(.*a){12}$", letters + "b"));
}

TEST_CASE("a schema judges patterns and dates without the library's own matcher") {
    const std::string letters(1900, 'a');
    const Schema ambiguous = schema_of(R"({"type":"object","properties":{
        "one":{"type":"string","pattern":"^(a+)+$"},
        "list":{"type":"array","items":{"type":"string","pattern":"^([0-9]+-?)+$"}},
        "either":{"anyOf":[{"pattern":"^(b+)+$"},{"type":"integer"}]},
        "named":{"type":"object","propertyNames":{"pattern":"^(a+)+$"}},
        "pattern":{"type":"string","enum":["^(a+)+$"]},
        "day":{"type":"string","format":"date"}}})");
    const auto verdict = [&](const Json& value) { return ambiguous.check(value); };
    REQUIRE_OK(verdict({{"one", letters}}));
    REQUIRE_ERROR(Errc::refused, verdict({{"one", letters + "!"}}));
    REQUIRE_ERROR(Errc::refused, verdict({{"list", {std::string(36, '1') + "x"}}}));
    REQUIRE_ERROR(Errc::refused, verdict({{"either", letters}}));
    REQUIRE_OK(verdict({{"either", 7}}));
    REQUIRE_ERROR(Errc::refused, verdict({{"named", {{letters + "!", 1}}}}));
    REQUIRE_OK(verdict({{"pattern", "^(a+)+$"}}));
    REQUIRE_ERROR(Errc::refused, verdict({{"pattern", "a"}}));
    REQUIRE_OK(verdict({{"day", "2026-02-28"}}));
    REQUIRE_ERROR(Errc::refused, verdict({{"day", "2026-02-30"}}));
    REQUIRE_ERROR(Errc::refused, verdict({{"day", std::string(7000, '1')}}));
}

TEST_CASE("a pattern means what ECMA-262 says") {
    REQUIRE(fits("[0-9]", "a1"));  // anywhere
    REQUIRE_FALSE(fits("^[0-9]$", "1\n"));
    REQUIRE_FALSE(fits("^a.b$", "a\nb"));
    REQUIRE_FALSE(fits("^a.b$", "a\rb"));
    REQUIRE_FALSE(fits("^a.b$", "a\u2028b"));
    REQUIRE(fits("^a[^]b$", "a\nb"));
    REQUIRE_FALSE(fits("a[]", "a"));
    REQUIRE(fits(R"(^a\sb$)", "a\u3000b"));
    REQUIRE(fits(R"(^a[\s-]b$)", "a\u00a0b"));
    REQUIRE(fits(R"(^\S+$)", "滴水村"));
    REQUIRE_FALSE(fits(R"(^[\S]+$)", "滴 水"));
    REQUIRE(fits("^[[:x]+$", "[:x"));
    REQUIRE(fits(R"(^\d{3}-\d{7,8}$)", "028-88880000"));
    REQUIRE_FALSE(fits(R"(^\d+$)", "１２３"));
    REQUIRE(fits(R"(^(?<year>\d{4})年$)", "2026年"));
    REQUIRE(fits(R"(^(?:甲|乙)\/丙$)", "乙/丙"));
    REQUIRE(fits(R"(^\x41\u0042\cJ\0$)", std::string_view("AB\n\0", 4)));
    REQUIRE(fits(R"([\b])", "\b"));
    REQUIRE(fits(R"(a\b)", "a 1"));
    REQUIRE(fits("^a{2,3}?$", "aa"));
}

TEST_CASE("a pattern counts characters, not bytes") {
    REQUIRE(fits("^.{3}$", "滴水村"));
    REQUIRE_FALSE(fits("^.{3}$", "滴水"));
    REQUIRE(fits("^[一-龥]{2,4}$", "周福贵"));
    REQUIRE_FALSE(fits("^[一-龥]{2,4}$", "Zhou"));
    REQUIRE(fits(R"(^[\u4e00-\u9fa5]+$)", "周福贵"));
    REQUIRE(fits(R"(^\p{Script=Han}+$)", "𠮷田"));
    REQUIRE(fits(R"(^\ud842\udfb7$)", "𠮷"));
    REQUIRE(fits(R"(^\u{20BB7}$)", "𠮷"));
    REQUIRE(fits(R"(^\中$)", "中"));
    REQUIRE_FALSE(fits("^[^A-Z]$", "滴水"));
}

TEST_CASE("a pattern that cannot be taken is refused with the reason in Chinese") {
    REQUIRE_THAT(refusal(R"((a)\1)"), contains_text("反向引用"));
    REQUIRE_THAT(refusal(R"((?<x>a)\k<x>)"), contains_text("反向引用"));
    for (const char* look : {"(?=a)", "(?!a)", "(?<=a)", "(?<!a)"}) {
        REQUIRE_THAT(refusal(look), contains_text("前后查看"));
    }
    REQUIRE_THAT(refusal("[a"), contains_text("没有"));
    REQUIRE_THAT(refusal("(a"), contains_text("括号"));
    REQUIRE_THAT(refusal("a)"), contains_text("括号"));
    REQUIRE_THAT(refusal("*a"), contains_text("重复"));
    REQUIRE_THAT(refusal("a{1001}"), contains_text("1000"));
    REQUIRE_THAT(refusal("[z-a]"), contains_text("写反"));
    REQUIRE_THAT(refusal("a\\"), contains_text("后面没有字"));
    for (const char* unknown : {R"(\z)", R"(\Q)", R"(\C)", R"(\A)", R"(\uD842)", R"(\xZZ)",
                                R"(\p{Moon})", R"(\pL)", "(?i)a", "(?P<x>a)", R"([\B])"}) {
        refusal(unknown);
    }
    REQUIRE_THAT(refusal(std::string(501, 'a')), contains_text("太长"));
    refusal("((a{100}){100}){100}");
}

TEST_CASE("a schema with a pattern that cannot be taken is no schema, and says why") {
    const auto compiled = [](const char* json) { return Schema::compile(VALUE(parse_json(json))); };
    const auto bad = compiled(R"({"type":"string","pattern":"(a)\\1"})");
    REQUIRE_ERROR(Errc::corrupt, bad);
    REQUIRE_THAT(bad.error().message(), contains_text("反向引用"));
    REQUIRE_ERROR(Errc::corrupt, compiled(R"({"type":"string","pattern":7})"));
    REQUIRE_ERROR(Errc::corrupt, compiled(R"({"patternProperties":{"^(a+)+$":{}}})"));
    REQUIRE_OK(compiled(R"({"$id":"urn:a:b","type":"string"})"));
}

TEST_CASE("whether any typed text fits a pattern is known before anybody types") {
    constexpr std::string_view keys = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const auto typed = [&](std::string_view expression, TypedLength length) {
        INFO(expression);
        REQUIRE_OK(Pattern::compile(expression));
        return can_be_typed(expression, keys, length);
    };
    for (const char* possible :
         {"^[A-Z0-9]+$", "^[0-9]{5}$", "[0-9]", "^川[A-Z]|^[A-Z]{2}$", "^(?:A|B)?[^C]{3,}$",
          "^.{5}$", R"(^\w{5}\b)", R"(^\p{Lu}{5}$)", R"([\s\S])", R"(^\D\d\W?$)", "",
          "^(A?){60}A{5}$", "^([A-Z]+-?)+$", R"(^\x41[\u0042-\u0044]+$)"}) {
        REQUIRE(typed(possible, {1, 20}));
    }
    for (const char* impossible :
         {"^[a-z]+$", "^[一-龥]+$", "^[0-9]{21}$", "^[0-9]{30,}$", "-", "^A^", "A$B", "^$",
          "^[^A-Z0-9]+$", R"(^\d{4}-\d{2}$)", "[]", "^(?:[a-z]|-)$", R"(^\W+$)"}) {
        REQUIRE_FALSE(typed(impossible, {1, 20}));
    }
    REQUIRE_FALSE(typed("^[0-9]{5}$", {1, 4}));
    REQUIRE_FALSE(typed("^[0-9]{5}$", {6, 9}));
    REQUIRE(typed("^[A-Z0-9]*$", {2000, 2000}));
}

TEST_CASE("what a pattern describes is put in other words, groups and all") {
    const Rewrite rewrite = VALUE(Rewrite::compile("no (text|number) '([^']*)'", "“$2”缺$1"));
    REQUIRE(rewrite.apply("a: no text 'title', no number 'n'") == "a: “title”缺text, “n”缺number");
    REQUIRE(rewrite.apply("没有") == "没有");
    REQUIRE(VALUE(Rewrite::compile("a", "\\")).apply("bab") == "b\\b");
    REQUIRE_ERROR(Errc::refused, Rewrite::compile("(a)", "$2"));
    REQUIRE_ERROR(Errc::refused, Rewrite::compile("(a", ""));
}
