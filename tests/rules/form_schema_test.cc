// A form that somebody else wrote, and answers to it.

#include "sync/rules/form_schema/form_schema.h"

#include <fstream>

#include "sync/core/files.h"
#include "sync/rules/form_schema/places.h"
#include "tests/catch.h"

using namespace hall;

namespace {

constexpr Date form_today{2026, 12, 1};

Json parsed(std::string_view text) {
    return VALUE(parse_json(text));
}

FormSchema read_form(std::string_view text) {
    FormSchema form = FormSchema::read(parsed(text));
    for (const Finding& finding : form.findings()) INFO(text_of(finding));
    REQUIRE(form.usable());
    return form;
}

// "path code" of each finding, in order.
std::vector<std::string> said(const Findings& findings) {
    std::vector<std::string> lines;
    for (const Finding& finding : findings) {
        REQUIRE_FALSE(text_of(finding).empty());
        lines.push_back(finding.path + " " + finding.code);
    }
    return lines;
}

std::vector<std::string> judged(std::string_view form, std::string_view answers) {
    return said(read_form(form).judge(parsed(answers), form_today));
}

// The first code a form is refused with.
std::string refused_with(std::string_view form) {
    const FormSchema read = FormSchema::read(parsed(form));
    for (const Finding& finding : read.findings()) {
        if (finding.severity == Severity::refuse) return finding.code;
    }
    return "usable";
}

using Lines = std::vector<std::string>;

constexpr const char* person_form = R"({"type":"object","required":["name","id"],"properties":{
    "name":{"type":"string","title":"姓名","minLength":1},
    "id":{"type":"string","title":"身份证号"},
    "sex":{"type":"string","title":"性别","enum":["男","女"]},
    "born":{"type":"string","title":"出生日期","format":"date"},
    "phone":{"type":"string","title":"手机号码"},
    "card":{"type":"string","title":"银行卡号"},
    "sum":{"type":"string","title":"金额（大写）"},
    "lunar":{"type":"string","title":"农历生日"}}})";

}  // namespace

TEST_CASE("the public forms and all their answers are judged as they say") {
    const Path file = Path(HALL_SHARED_DIR) / "data/forms/zh_forms.json";
    DiskFiles files;
    const Result<std::string> text = files.read(file, 1 << 20);
    if (!text.ok()) {
        WARN("skipped: " << text.error().text());
        return;
    }
    const Json all = parsed(text.value());
    for (const Json& one : all.at("forms")) {
        INFO(one.at("id").get<std::string>());
        const FormSchema form = FormSchema::read(one);
        REQUIRE(form.usable());
        for (const Json& answers : one.at("valid")) {
            const Lines lines = said(form.judge(answers, form_today));
            REQUIRE(lines == Lines{});
        }
        for (const Json& bad : one.at("invalid")) {
            INFO(bad.at("why").get<std::string>());
            REQUIRE_FALSE(form.judge(bad.at("data"), form_today).empty());
        }
    }
}

TEST_CASE("each rule of draft-07 that does not hold is named at its place") {
    const char* form = R"({"type":"object","required":["a"],"properties":{
        "a":{"type":"string","title":"甲","minLength":2,"maxLength":3,"pattern":"^[a-z]*$"},
        "n":{"type":"integer","title":"数","minimum":1,"maximum":9,"multipleOf":2},
        "m":{"type":"number","title":"元","exclusiveMinimum":0,"exclusiveMaximum":10,"multipleOf":0.01},
        "l":{"type":"array","title":"列","minItems":1,"maxItems":2,"uniqueItems":true,
             "items":{"type":"string","title":"项"},"contains":{"const":"x"}},
        "t":{"type":"array","title":"四至","items":[{"type":"string"},{"type":"integer"}],"additionalItems":false},
        "c":{"title":"选","enum":[1,"二",null]},
        "k":{"title":"同意","type":"boolean","const":true},
        "d":{"title":"日期","type":"string","format":"date"},
        "o":{"type":"object","title":"组","properties":{"p":{"type":"string","title":"内"}},
             "additionalProperties":false,"minProperties":1}},
        "dependencies":{"n":["m"],"d":{"required":["c"]}}})";
    const auto with = [&](const char* answers) { return judged(form, answers); };
    REQUIRE(with(R"({"a":"ab"})") == Lines{});
    REQUIRE(with(R"({})") == Lines{"/a required"});
    REQUIRE(with(R"({"a":"a"})") == Lines{"/a minLength"});
    REQUIRE(with(R"({"a":"abcd"})") == Lines{"/a maxLength"});
    REQUIRE(with(R"({"a":"AB"})") == Lines{"/a pattern"});
    REQUIRE(with(R"({"a":5})") == Lines{"/a type"});
    REQUIRE(with(R"({"a":"ab","n":2.5,"m":1})") == Lines{"/n type"});
    REQUIRE(with(R"({"a":"ab","n":0,"m":1})") == Lines{"/n minimum"});
    REQUIRE(with(R"({"a":"ab","n":3,"m":1})") == Lines{"/n multipleOf"});
    REQUIRE(with(R"({"a":"ab","n":2.0})") == Lines{"/m dependencies"});
    REQUIRE(with(R"({"a":"ab","m":0})") == Lines{"/m exclusiveMinimum"});
    REQUIRE(with(R"({"a":"ab","m":10})") == Lines{"/m exclusiveMaximum"});
    REQUIRE(with(R"({"a":"ab","m":0.07})") == Lines{});
    REQUIRE(with(R"({"a":"ab","m":0.075})") == Lines{"/m multipleOf"});
    REQUIRE(with(R"({"a":"ab","l":[]})") == (Lines{"/l minItems", "/l contains"}));
    REQUIRE(with(R"({"a":"ab","l":["x","x"]})") == Lines{"/l uniqueItems"});
    REQUIRE(with(R"({"a":"ab","l":["x",1]})") == Lines{"/l/1 type"});
    REQUIRE(with(R"({"a":"ab","t":["路",2]})") == Lines{});
    REQUIRE(with(R"({"a":"ab","t":["路","渠"]})") == Lines{"/t/1 type"});
    REQUIRE(with(R"({"a":"ab","t":["路",2,3]})") == Lines{"/t additionalItems"});
    REQUIRE(with(R"({"a":"ab","c":1.0})") == Lines{});
    REQUIRE(with(R"({"a":"ab","c":2})") == Lines{"/c enum"});
    REQUIRE(with(R"({"a":"ab","k":false})") == Lines{"/k const"});
    REQUIRE(with(R"({"a":"ab","c":null,"d":"2025-02-29"})") == Lines{"/d format"});
    REQUIRE(with(R"({"a":"ab","c":null,"d":"2024-02-29"})") == Lines{});
    REQUIRE(with(R"({"a":"ab","d":"2024-02-29"})") == Lines{"/c required"});
    REQUIRE(with(R"({"a":"ab","o":{}})") == Lines{"/o minProperties"});
    REQUIRE(with(R"({"a":"ab","o":{"q":1}})") == Lines{"/o/q additionalProperties"});
    REQUIRE(with(R"([])") == Lines{" type"});
}

TEST_CASE("alternatives say what the one that was meant lacks") {
    const char* form = R"({"type":"object","properties":{
        "who":{"type":"string","title":"申请方式","enum":["本人","代理"]},
        "agent":{"type":"object","title":"代理人","properties":{"phone":{"type":"string","title":"电话"}}}},
        "required":["who"],
        "oneOf":[{"properties":{"who":{"const":"本人"}}},
                 {"properties":{"who":{"const":"代理"},"agent":{"required":["phone"]}},"required":["agent"]}]})";
    REQUIRE(judged(form, R"({"who":"本人"})") == Lines{});
    REQUIRE(judged(form, R"({"who":"代理"})") == Lines{"/agent required"});
    REQUIRE(judged(form, R"({"who":"代理","agent":{}})") == Lines{"/agent/phone required"});
    const char* choice = R"({"type":"object","properties":{"g":{"title":"等级","oneOf":[
        {"const":1,"title":"好"},{"const":2,"title":"不好"}]}}})";
    REQUIRE(judged(choice, R"({"g":2})") == Lines{});
    REQUIRE(judged(choice, R"({"g":3})") == Lines{"/g oneOf"});
    const char* both = R"({"type":"object","properties":{"g":{"title":"数","type":"integer",
        "oneOf":[{"minimum":1},{"maximum":5}]}}})";
    REQUIRE(judged(both, R"({"g":3})") == Lines{"/g oneOf"});
    REQUIRE(judged(both, R"({"g":9})") == Lines{});
    const char* ifs = R"({"type":"object","properties":{
        "ill":{"type":"boolean","title":"有病"},"what":{"type":"string","title":"什么病"}},
        "if":{"properties":{"ill":{"const":true}},"required":["ill"]},
        "then":{"required":["what"]},"else":{"not":{"required":["what"]}}})";
    REQUIRE(judged(ifs, R"({"ill":true})") == Lines{"/what required"});
    REQUIRE(judged(ifs, R"({"ill":false})") == Lines{});
    REQUIRE(judged(ifs, R"({"ill":false,"what":"x"})") == Lines{" not"});
}

TEST_CASE(
    "identity, sex, birthday, phone, card, capitals and lunar days are checked by their titles") {
    const auto with = [](const std::string& more) {
        return judged(person_form,
                      R"({"name":"买买提·艾山","id":"11010519491231002X")" + more + "}");
    };
    REQUIRE(with("") == Lines{});
    REQUIRE(with(R"(,"sex":"女","born":"1949-12-31")") == Lines{});
    REQUIRE(with(R"(,"sex":"男")") == Lines{"/sex sex"});
    REQUIRE(with(R"(,"born":"1949-12-30")") == Lines{"/born birthday"});
    REQUIRE(with(R"(,"phone":"13800138000")") == Lines{});
    REQUIRE(with(R"(,"phone":"0838-5222222")") == Lines{"/phone phone"});
    REQUIRE(with(R"(,"card":"6222 0212 3456 7890 127")") == Lines{"/card bank_card"});
    REQUIRE(with(R"(,"sum":"壹仟贰佰元整")") == Lines{});
    REQUIRE(with(R"(,"sum":"一千二百元")") == Lines{"/sum capitals"});
    REQUIRE(with(R"(,"lunar":"1953年腊月廿九")") == Lines{});
    REQUIRE(with(R"(,"lunar":"1953年闰二月初五")") == Lines{"/lunar lunar"});
    REQUIRE(judged(person_form, R"({"name":"张三","id":"110105194912310021"})") ==
            Lines{"/id id_check"});
    REQUIRE(judged(person_form, R"({"name":"张三","id":"11010519491331002X"})") ==
            Lines{"/id id_date"});
    REQUIRE(judged(person_form, R"({"name":"买买提.艾山","id":"11010519491231002X"})") ==
            Lines{"/name name"});
    REQUIRE(judged(person_form, R"({"name":"𠮷㭎喆","id":"11010519491231002X"})") == Lines{});
    REQUIRE(judged(person_form, R"({"name":"张三1","id":"11010519491231002X"})") ==
            Lines{"/name name"});
}

TEST_CASE("a form that nobody can fill in is refused, and says where") {
    const auto field = [](const std::string& schema) {
        return refused_with(R"({"type":"object","properties":{"a":)" + schema + "}}");
    };
    REQUIRE(field(R"({"type":"string","title":"甲"})") == "usable");
    REQUIRE(field(R"({"type":"string"})") == "usable");  // with a warning
    REQUIRE(field(R"({"type":"integer","title":"甲","minimum":5,"maximum":2})") == "minimum");
    REQUIRE(field(R"({"type":"integer","title":"甲","minimum":1.2,"maximum":1.8})") == "minimum");
    REQUIRE(field(R"({"type":"string","title":"甲","minLength":5,"maxLength":2})") == "minLength");
    REQUIRE(field(R"({"type":"string","title":"甲","enum":[]})") == "enum");
    REQUIRE(field(R"({"type":"string","title":"甲","enum":[1,2]})") == "enum");
    REQUIRE(field(R"({"type":"string","title":"甲","enum":["x"],"const":"y"})") == "const");
    REQUIRE(field(R"({"type":"strin","title":"甲"})") == "type");
    REQUIRE(field(R"({"title":"甲"})") == "type");
    REQUIRE(field(R"({"type":"string","title":"甲","pattern":"(?=a)b"})") == "pattern");
    REQUIRE(field(R"({"type":"string","title":"甲","pattern":"("})") == "pattern");
    REQUIRE(field(R"({"type":"object","title":"甲","patternProperties":{}})") == "unsupported");
    REQUIRE(field(R"({"$ref":"#/definitions/none","title":"甲"})") == "ref");
    REQUIRE(field(R"({"$ref":"http://example.com/a.json"})") == "remote_ref");
    REQUIRE(field("false") == "false");
    REQUIRE(field("3") == "type");
    REQUIRE(refused_with("[]") == "type");
    REQUIRE(refused_with("{}") == "properties");
    REQUIRE(
        refused_with(
            R"({"type":"object","required":["b"],"properties":{"a":{"type":"string","title":"甲"}}})") ==
        "required");
    REQUIRE(refused_with(R"({"type":"object","properties":{"a":{"$ref":"#/definitions/p"}},
        "definitions":{"p":{"type":"object","title":"人","properties":{"child":{"$ref":"#/definitions/p"}}}}})") ==
            "cycle");
    std::string many = R"({"type":"object","properties":{)";
    for (int i = 0; i < 500; ++i)
        many += (i > 0 ? "," : "") + ("\"f" + std::to_string(i)) +
                R"(":{"type":"string","title":"问"})";
    REQUIRE(refused_with(many + "}}") == "questions");
}

TEST_CASE("demands that exclude each other are found, and those that do not are left alone") {
    const auto field = [](const std::string& schema) {
        return refused_with(R"({"type":"object","properties":{"a":)" + schema + "}}");
    };
    REQUIRE(field(R"({"title":"甲","allOf":[{"type":"string"},{"type":"integer"}]})") == "type");
    REQUIRE(field(R"({"title":"甲","type":"number","allOf":[{"type":"integer"}]})") == "usable");
    REQUIRE(field(R"({"title":"甲","type":"integer","minimum":5,"allOf":[{"maximum":2}]})") ==
            "minimum");
    REQUIRE(field(R"({"title":"甲","type":"string","enum":["男","女"],"minLength":3})") == "enum");
    REQUIRE(field(R"({"title":"甲","type":"string","enum":["男","女性"],"minLength":2})") ==
            "usable");
    REQUIRE(field(R"({"title":"甲","type":"integer","const":5,"maximum":3})") == "const");
    REQUIRE(field(R"({"title":"甲","type":"string","pattern":"^.{5,}$","maxLength":3})") ==
            "pattern");
    REQUIRE(field(R"({"title":"甲","type":"string","pattern":"^[一-龥]{2,4}$","maxLength":4})") ==
            "usable");
    REQUIRE(field(R"({"title":"甲","type":"string","format":"date","minLength":20})") == "format");
    REQUIRE(refused_with(R"({"type":"object","required":["a"],"not":{"required":["a"]},
        "properties":{"a":{"type":"string","title":"甲"}}})") == "not");
    REQUIRE(refused_with(R"({"type":"object","minProperties":2,"additionalProperties":false,
        "properties":{"a":{"type":"string","title":"甲"}}})") == "minProperties");
}

TEST_CASE("bad answers of any kind are told, and end") {
    const char* form = R"({"type":"object","properties":{"a":{"type":"string","title":"甲"},
        "l":{"type":"array","title":"列","uniqueItems":true,"items":{"type":"integer"}}}})";
    REQUIRE(judged(form, "{\"a\":\"" + std::string(1 << 20, 'a') + "\"}") == Lines{"/a too_long"});
    REQUIRE(judged(form, R"({"a":"x\u0000y"})") == Lines{"/a characters"});
    REQUIRE(judged(form, "{\"a\":\"x\u202Ey\"}") == Lines{"/a characters"});
    REQUIRE(judged(form, R"({"a":"😀"})") == Lines{});
    REQUIRE_FALSE(parse_json(R"({"a":9007199254740993})").ok());
    REQUIRE_FALSE(parse_json(R"({"a":NaN})").ok());
    std::string numbers = "{\"l\":[0";
    for (int i = 1; i < 5000; ++i) numbers += "," + std::to_string(i);
    REQUIRE(judged(form, numbers + "]}") == Lines{" too_complex"});
}

TEST_CASE("a place in a form is told by the titles on the way") {
    const Json schema =
        parsed(R"({"properties":{"a/b":{"title":"组","properties":{"c":{"type":"string"}}}}})");
    REQUIRE(place_in_schema(schema, "/properties/a~1b/properties/c/type") == "「组」里的「c」");
    REQUIRE(place_in_schema(schema, "") == "整张表");
    REQUIRE(place_in_schema(schema, "/nothing/at/all") == "整张表");
}
