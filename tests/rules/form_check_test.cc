#include "sync/rules/form_check.h"

#include <algorithm>

#include "sync/rules/form.h"
#include "tests/catch.h"

using namespace hall;

namespace {

constexpr Date today{2026, 11, 23};

Json good_form() {
    return VALUE(parse_json(R"({
  "version": 1, "title": "高龄津贴申请", "kind": "request", "to": "county",
  "schema": {"type": "object", "additionalProperties": false, "required": ["who", "id_number"],
    "properties": {
      "who": {"type": "string", "enum": ["self", "other"]},
      "agent": {"type": "string", "maxLength": 20, "pattern": "^[0-9 -]+$"},
      "id_number": {"type": "string", "minLength": 18, "maxLength": 18, "pattern": "^[0-9]{17}[0-9Xx]$"},
      "needs": {"type": "array", "minItems": 1, "uniqueItems": true,
                "items": {"type": "string", "enum": ["meals", "care", "visit"]}},
      "people": {"type": "integer", "minimum": 1, "maximum": 12},
      "income": {"type": "number", "minimum": 0, "maximum": 100000},
      "alone": {"type": "boolean"},
      "since": {"type": "string", "maxLength": 10, "format": "date"},
      "note": {"type": "string", "maxLength": 20}}},
  "pages": [
    {"title": "给谁办？", "fields": ["who"]},
    {"title": "您的电话？", "fields": ["agent"], "show_if": [{"field": "who", "is": ["other"]}]},
    {"title": "身份证号？", "fields": ["id_number"]},
    {"title": "家里情况", "fields": ["people", "income", "alone", "needs", "since"]},
    {"title": "还有什么？", "fields": ["note"],
     "show_if": [{"field": "alone", "is": [true]}, {"field": "needs", "is": ["care", "visit"]}]}],
  "fields": {
    "who": {"label": "给谁办", "control": "choice", "choices": {"self": "给自己", "other": "替别人"}},
    "agent": {"label": "您的电话", "control": "phone", "required": true},
    "id_number": {"label": "身份证号", "control": "id_number"},
    "needs": {"label": "需要什么", "control": "choices", "choices": {"meals": "送餐"}},
    "people": {"label": "几口人", "control": "count"},
    "income": {"label": "年收入", "control": "money"},
    "alone": {"label": "一个人住", "control": "yes_no", "choices": {"yes": "是", "no": "不是"}},
    "since": {"label": "从哪天起", "control": "date"},
    "note": {"label": "说明", "control": "text"}}})"));
}

// The good form with some members put in place of its own, as JSON pointers.
struct Change {
    const char* pointer;
    const char* json;
};
Findings findings_with(std::initializer_list<Change> changes) {
    Json form = good_form();
    for (const Change& change : changes) {
        form[Json::json_pointer(change.pointer)] = VALUE(parse_json(change.json));
    }
    return check_form(form, today);
}

// The first finding of this code, which must be there and refuse.
Finding found(const Findings& findings, std::string_view code) {
    const auto finding = std::find_if(findings.begin(), findings.end(),
                                      [&](const Finding& each) { return each.code == code; });
    INFO(code);
    for (const Finding& each : findings) UNSCOPED_INFO(each.code << " " << text_of(each));
    REQUIRE(finding != findings.end());
    REQUIRE(finding->severity == Severity::refuse);
    REQUIRE_FALSE(finding->place.empty());
    return *finding;
}

}  // namespace

TEST_CASE("a form that can be filled in and handed in has no findings") {
    for (const Finding& finding : check_form(good_form(), today)) UNSCOPED_INFO(text_of(finding));
    REQUIRE(check_form(good_form(), today).empty());
}

TEST_CASE("a required field that is not always asked is refused, and where it stands is said") {
    const Finding hidden =
        found(findings_with({{"/schema/required/2", R"("agent")"}}), "required_not_asked");
    REQUIRE(hidden.path == "/form/schema/required/2");
    REQUIRE_THAT(text_of(hidden), contains_text("您的电话"));
    REQUIRE_THAT(text_of(hidden), contains_text("第2页"));
    REQUIRE_THAT(hidden.suggestion, contains_text("\"required\": true"));
    found(findings_with({{"/pages/4/fields", R"(["people2"])"}}), "unknown_field");
    found(findings_with({{"/schema/required/2", R"("nobody")"}}), "required_not_asked");
    // A property and its hint that no page asks for.
    const Findings unasked = findings_with({{"/schema/properties/extra", R"({"type":"string"})"},
                                            {"/fields/extra", R"({"label":"甲","control":"text"})"},
                                            {"/schema/required/2", R"("extra")"}});
    found(unasked, "on_no_page");
    found(unasked, "required_not_asked");
    found(findings_with({{"/schema/properties/extra", R"({"type":"string"})"}}), "unknown_field");
    found(findings_with({{"/fields/extra", R"({"label":"甲","control":"text"})"}}),
          "unknown_field");
}

TEST_CASE("a field that is asked twice is refused") {
    const Finding twice = found(findings_with({{"/pages/3/fields/5", R"("who")"}}), "field_twice");
    REQUIRE(twice.path == "/form/pages/3/fields/5");
    REQUIRE_THAT(text_of(twice), contains_text("第1页"));
    found(findings_with({{"/pages/0/fields", R"(["who", "who"])"}}), "field_twice");
}

TEST_CASE("a choice that cannot be told from others is refused") {
    const Finding comma =
        found(findings_with({{"/schema/properties/needs/items/enum/1", R"("care,night")"}}),
              "choice_comma");
    REQUIRE_THAT(text_of(comma), contains_text("care,night"));
    found(findings_with({{"/schema/properties/who/enum/1", R"("other,one")"}}), "choice_comma");
    found(findings_with({{"/schema/properties/who/enum/1", R"("")"}}), "choice_value");
    found(findings_with({{"/schema/properties/who/enum/1", "2"}}), "choice_value");
    found(findings_with({{"/schema/properties/who/enum/1", R"("self")"}}), "choice_twice");
    found(findings_with({{"/schema/properties/who/enum", "[]"}}), "no_choices");
    found(findings_with({{"/fields/who/choices/nobody", R"("没人")"}}), "choice_unknown");
    found(findings_with({{"/fields/alone/choices/maybe", R"("也许")"}}), "choice_unknown");
}

TEST_CASE("bounds that no answer keeps are refused") {
    const char* bad[][2] = {
        {"/schema/properties/note", R"({"type":"string","minLength":9,"maxLength":8})"},
        {"/schema/properties/note", R"({"type":"string","minLength":61})"},
        {"/schema/properties/note", R"({"type":"string","maxLength":0})"},
        {"/schema/properties/people", R"({"type":"integer","minimum":3,"maximum":2})"},
        {"/schema/properties/people", R"({"type":"integer","minimum":3})"},
        {"/schema/properties/people", R"({"type":"integer","minimum":1.2,"maximum":1.8})"},
        {"/schema/properties/people", R"({"type":"integer","minimum":0,"maximum":9000000})"},
        {"/schema/properties/income", R"({"type":"number","maximum":-1})"},
        {"/schema/properties/needs/minItems", "4"},
        {"/schema/properties/needs/maxItems", "0"}};
    for (const auto& [pointer, json] : bad) {
        INFO(json);
        found(findings_with({{pointer, json}}), "bounds");
    }
}

TEST_CASE("a field that takes no answer of its kind is refused") {
    const char* bad[][2] = {
        {"/schema/properties/who/pattern", R"("^x")"},
        {"/schema/properties/who/minLength", "5"},  // "self" has four
        {"/schema/properties/needs/items/pattern", R"("^m")"},
        {"/schema/properties/id_number/maxLength", "17"},
        {"/schema/properties/id_number/pattern", R"("^[0-9]{18}$")"},  // nobody with an X
        {"/schema/properties/agent/maxLength", "10"},
        {"/schema/properties/agent/pattern", R"("^0")"},
        {"/schema/properties/since/pattern", R"("^[0-9]{8}$")"},
        {"/schema/properties/note/pattern", R"("^[0-9]{21}$")"},  // in twenty characters
        {"/schema/properties/note/pattern", R"("^[a-z]+$")"},     // the keyboard has capitals
        {"/schema/properties/income", R"({"type":"number","exclusiveMinimum":5,"maximum":5})"}};
    for (const auto& [pointer, json] : bad) {
        INFO(pointer << " " << json);
        Json form = good_form();
        if (std::string_view(pointer).find("id_number/maxLength") != std::string_view::npos) {
            form["schema"]["properties"]["id_number"].erase("minLength");
        }
        form[Json::json_pointer(pointer)] = VALUE(parse_json(json));
        found(check_form(form, today), "no_answer");
    }
}

TEST_CASE("a condition that cannot hold is refused") {
    const char* bad[][2] = {{"/pages/1/show_if/0/is/0", R"("others")"},
                            {"/pages/1/show_if/0/is", "[]"},
                            {"/pages/4/show_if/0/is/0", R"("ja")"},
                            {"/pages/4/show_if/1/is/1", R"("gold")"},
                            {"/pages/4/show_if/1", R"({"field":"people","is":[99]})"},
                            {"/pages/4/show_if/1", R"({"field":"since","is":["2026-02-30"]})"},
                            {"/pages/4/show_if/1", R"({"field":"people","is":["many"]})"}};
    for (const auto& [pointer, json] : bad) {
        INFO(pointer << " " << json);
        found(findings_with({{pointer, json}}), "condition_value");
    }
    for (const char* later : {R"({"field":"note","is":["A"]})", R"({"field":"agent","is":["1"]})",
                              R"({"field":"nobody","is":["A"]})"}) {
        INFO(later);
        found(findings_with({{"/pages/1/show_if/0", later}}), "condition");
    }
    found(findings_with({{"/pages/0/show_if", R"([{"field":"who","is":["self"]}])"}}), "condition");
}

TEST_CASE("conditions that shut each other out are refused, over several pages too") {
    found(findings_with({{"/pages/4/show_if", R"([{"field":"who","is":["self"]},
                                                  {"field":"who","is":["other"]}])"}}),
          "never_shown");
    // The telephone is asked of those who come for others only.
    found(findings_with({{"/pages/4/show_if", R"([{"field":"who","is":["self"]},
                                                  {"field":"agent","is":["13800000000"]}])"}}),
          "never_shown");
    REQUIRE(findings_with({{"/pages/4/show_if", R"([{"field":"who","is":["other", "self"]},
                                                    {"field":"agent","is":["13800000000"]}])"}})
                .empty());
    // Several tick boxes can be ticked.
    REQUIRE(findings_with({{"/pages/4/show_if", R"([{"field":"needs","is":["meals"]},
                                                    {"field":"needs","is":["care"]}])"}})
                .empty());
}

TEST_CASE("a schema that says what nobody can oversee is refused") {
    for (const char* keyword :
         {"anyOf", "not", "$ref", "patternProperties", "multipleOf", "const"}) {
        INFO(keyword);
        Json form = good_form();
        form["schema"]["properties"]["note"][keyword] = Json::array();
        found(check_form(form, today), "unknown_keyword");
        form = good_form();
        form["schema"][keyword] = Json::array();
        found(check_form(form, today), "unknown_keyword");
    }
    found(findings_with({{"/schema/properties/note/format", R"("email")"}}), "unknown_keyword");
    found(findings_with({{"/schema/properties/note/type", R"("integer")"}}), "wrong_type");
    found(findings_with({{"/schema/properties/alone", R"({"type":"string"})"}}), "wrong_type");
    found(findings_with({{"/schema/properties/people/type", R"("number")"}}), "wrong_type");
    found(findings_with({{"/schema/properties/needs/type", R"("string")"}}), "wrong_type");
}

TEST_CASE("a pattern that cannot be taken is refused with its field and the reason") {
    const Finding pattern =
        found(findings_with({{"/schema/properties/note/pattern", R"("(a)\\1")"}}), "pattern");
    REQUIRE_THAT(text_of(pattern), contains_text("说明"));
    REQUIRE_THAT(text_of(pattern), contains_text("反向引用"));
    found(findings_with({{"/schema/properties/needs/items/pattern", R"("[")"}}), "pattern");
}

TEST_CASE("a form with more to write than an event holds is refused") {
    Json form = good_form();
    for (int i = 0; i < 13; ++i) {
        const std::string name = "more_" + std::string(1, static_cast<char>('a' + i));
        form["schema"]["properties"][name] = {{"type", "string"}, {"maxLength", 2000}};
        form["fields"][name] = {{"label", name}, {"control", "text"}};
        form["pages"].push_back({{"title", name}, {"fields", {name}}});
    }
    found(check_form(form, today), "too_large");
}

TEST_CASE("findings say where, what and what to do, and only those that refuse stop anything") {
    Finding warning{.path = "/text", .code = "x", .severity = Severity::warn, .message = "小心"};
    REQUIRE_OK(verdict_of({warning}));
    Finding refusal{.path = "/rows/4",
                    .row = 5,
                    .code = "y",
                    .place = "第5行",
                    .message = "不行",
                    .suggestion = "请改"};
    const Result<void> verdict = verdict_of({warning, refusal, refusal});
    REQUIRE_ERROR(Errc::refused, verdict);
    REQUIRE(verdict.error().message() == "第5行：不行。请改；第5行：不行。请改");
    REQUIRE_THAT(verdict_of(Findings(9, refusal)).error().message(), contains_text("一共9处"));
}
