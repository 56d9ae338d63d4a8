#include "sync/rules/form.h"

#include "sync/rules/id_number.h"
#include "tests/catch.h"

using namespace hall;

namespace {

constexpr Date today{2026, 11, 23};

constexpr const char* allowance = R"({
  "version": 2, "title": "高龄津贴申请", "kind": "request", "to": "county", "result": "7个工作日内答复",
  "schema": {"type": "object", "additionalProperties": false,
    "required": ["applicant", "id_number", "phone"],
    "properties": {
      "applicant": {"type": "string", "enum": ["self", "other"]},
      "agent_phone": {"type": "string", "maxLength": 20},
      "id_number": {"type": "string", "maxLength": 18},
      "phone": {"type": "string", "maxLength": 20},
      "needs": {"type": "array", "items": {"type": "string", "enum": ["meals", "care", "visit"]}},
      "people": {"type": "integer", "minimum": 1, "maximum": 12},
      "income": {"type": "number", "minimum": 0, "maximum": 100000},
      "lives_alone": {"type": "boolean"},
      "since": {"type": "string", "maxLength": 10}}},
  "pages": [
    {"title": "给谁办？", "fields": ["applicant"]},
    {"title": "您的电话？", "fields": ["agent_phone"], "show_if": [{"field": "applicant", "is": ["other"]}]},
    {"title": "老人的身份证号？", "fields": ["id_number", "phone"]},
    {"title": "家里情况", "fields": ["people", "income", "lives_alone", "needs", "since"]}],
  "fields": {
    "applicant": {"label": "给谁办", "control": "choice", "choices": {"self": "给自己", "other": "替别人"}},
    "agent_phone": {"label": "您的电话", "control": "phone", "required": true, "personal": true},
    "id_number": {"label": "身份证号", "control": "id_number", "personal": true},
    "phone": {"label": "电话", "control": "phone", "personal": true},
    "needs": {"label": "需要什么", "control": "choices", "choices": {"meals": "送餐", "care": "照料", "visit": "走访"}},
    "people": {"label": "几口人", "control": "count"},
    "income": {"label": "年收入", "control": "money"},
    "lives_alone": {"label": "一个人住", "control": "yes_no"},
    "since": {"label": "从哪天起", "control": "date"}}})";

Answers complete() {
    const std::string digits = "99000018490630001";
    return {{"applicant", "self"},
            {"id_number", digits + id_check_character(digits)},
            {"phone", "13812345678"}};
}

}  // namespace

TEST_CASE("pages that do not apply are skipped and not counted") {
    const Form form = VALUE(Form::parse(allowance));
    Answers answers;
    REQUIRE(form.step_count(answers) == 3);
    answers["applicant"] = "self";
    REQUIRE(form.next_page(0, answers) == 2);
    REQUIRE(form.previous_page(2, answers) == 0);
    answers["applicant"] = "other";
    REQUIRE(form.next_page(0, answers) == 1);
    REQUIRE(form.step_count(answers) == 4);
    REQUIRE(form.step_of(2, answers) == 3);
    REQUIRE_FALSE(form.next_page(3, answers));
}

TEST_CASE("impossible answers are found page by page, each with its own sentence") {
    const Form form = VALUE(Form::parse(allowance));
    const auto problem = [&](const char* field, const Answer& answer) {
        const auto found = form.check(form.field(field), answer, today);
        return found ? words_key_of(*found) : std::string_view("none");
    };
    REQUIRE(problem("applicant", "") == "problem.missing");
    REQUIRE(problem("applicant", "nobody") == "problem.not_a_choice");
    REQUIRE(problem("phone", "123") == "problem.phone");
    REQUIRE(problem("id_number", "123") == "problem.id_length");
    REQUIRE(problem("id_number", "990000184902300014") == "problem.id_date");
    REQUIRE(problem("id_number", "99000018490630001X") == "problem.id_check");
    REQUIRE(problem("people", "0") == "problem.too_small");
    REQUIRE(problem("people", "13") == "problem.too_large");
    REQUIRE(problem("people", "2.5") == "problem.not_a_number");
    REQUIRE(problem("people", "1e1") == "problem.not_a_number");
    REQUIRE(problem("income", "12.345") == "problem.not_a_number");
    REQUIRE(problem("income", "100000.01") == "problem.too_large");
    REQUIRE(problem("income", "12,000.50") == "none");
    REQUIRE(problem("since", "2026-02-30") == "problem.date");
    REQUIRE(problem("since", "2027-01-01") == "problem.date_future");
    REQUIRE(problem("needs", AnswerList{"meals", "gold"}) == "problem.not_a_choice");
    REQUIRE(problem("lives_alone", "maybe") == "problem.not_a_choice");
    REQUIRE(problem("people", "") == "none");

    Answers answers = complete();
    answers["applicant"] = "other";
    REQUIRE(form.first_bad_page(answers, today) == 1);
    answers["agent_phone"] = "13812345678";
    REQUIRE_FALSE(form.first_bad_page(answers, today));
}

TEST_CASE("a finished form becomes typed JSON and comes back") {
    const Form form = VALUE(Form::parse(allowance));
    Answers answers = complete();
    answers["needs"] = AnswerList{"care", "visit"};
    answers["people"] = "3";
    answers["income"] = "12,000.50";
    answers["lives_alone"] = "no";
    answers["agent_phone"] = "13900000000";  // typed before changing one's mind: not sent
    const Json body = VALUE(form.body_of(answers));
    REQUIRE(body["people"] == 3);
    REQUIRE(body["income"] == 12000.5);
    REQUIRE(body["lives_alone"] == false);
    REQUIRE(body["needs"] == Json({"care", "visit"}));
    REQUIRE_FALSE(body.contains("agent_phone"));
    const Answers back = VALUE(form.answers_of(body));
    REQUIRE(back.at("needs") == AnswerList{"care", "visit"});
    REQUIRE(back.at("lives_alone") == "no");
    REQUIRE(form.display(form.field("needs"), back.at("needs"), {"是", "否"}) == "照料、走访");
    REQUIRE(form.display(form.field("lives_alone"), "no", {"是", "否"}) == "否");
}

TEST_CASE("a body that no screen could have made is refused") {
    const Form form = VALUE(Form::parse(allowance));
    const Answers answers = complete();
    for (const char* change :
         {R"({"applicant":"nobody"})", R"({"extra":1})", R"({"people":99})", R"({"phone":7})"}) {
        Json body = VALUE(form.body_of(answers));
        body.update(VALUE(parse_json(change)));
        INFO(change);
        REQUIRE_ERROR(Errc::refused, form.answers_of(body));
    }
    REQUIRE_ERROR(Errc::refused, form.answers_of(Json::object()));
}

TEST_CASE("a form that could trap its reader is no form") {
    const Json good = VALUE(parse_json(allowance));
    const auto parsed = [](const Json& json) { return Form::parse(json.dump()); };
    REQUIRE_OK(parsed(good));
    Json bad = good;
    bad["pages"][1]["show_if"][0]["field"] = "phone";  // asked only later
    REQUIRE_ERROR(Errc::corrupt, parsed(bad));
    bad = good;
    bad["pages"][2]["fields"].push_back("no_such");
    REQUIRE_ERROR(Errc::corrupt, parsed(bad));
    bad = good;
    bad["fields"]["phone"]["control"] = "telepathy";
    REQUIRE_ERROR(Errc::corrupt, parsed(bad));
    bad = good;
    bad["pages"] = Json::array();
    REQUIRE_ERROR(Errc::corrupt, parsed(bad));
    bad = good;
    bad["schema"]["properties"].erase("phone");
    REQUIRE_ERROR(Errc::corrupt, parsed(bad));
    bad = good;
    bad["schema"]["type"] = 7;
    REQUIRE_ERROR(Errc::corrupt, parsed(bad));
    REQUIRE_ERROR(Errc::corrupt, Form::parse("{"));
}

TEST_CASE("tick boxes toggle") {
    REQUIRE(toggled({}, "a") == AnswerList{"a"});
    REQUIRE(toggled({"a", "b"}, "a") == AnswerList{"b"});
    REQUIRE(toggled({"a"}, "b") == AnswerList{"a", "b"});
    REQUIRE(contains_value({"a", "b"}, "b"));
    REQUIRE_FALSE(contains_value({"ab"}, "a"));
}

TEST_CASE("a very long answer is refused before a pattern could choke on it") {
    Json json = VALUE(parse_json(allowance));
    json["schema"]["properties"]["phone"]["pattern"] = "^(a|b)*$";
    const Form form = VALUE(Form::parse(json.dump()));
    Answers answers = complete();
    answers["phone"] = std::string(200'000, 'a');
    REQUIRE_ERROR(Errc::refused, form.body_of(answers));
    REQUIRE(form.check(form.field("phone"), answers["phone"], today) == AnswerProblem::phone);
}

TEST_CASE("an answer that is no UTF-8 is refused before the schema counts its characters") {
    Json json = VALUE(parse_json(allowance));
    json["schema"]["properties"]["phone"] = {{"type", "string"}};
    const Form form = VALUE(Form::parse(json.dump()));
    Answers answers = complete();
    answers["phone"] = "电话";
    REQUIRE_OK(form.body_of(answers));
    answers["phone"] = std::string(32, '\xA9');
    REQUIRE_ERROR(Errc::refused, form.body_of(answers));
}

TEST_CASE("the two answers to a question may have words of their own") {
    std::string json = allowance;
    const std::string plain = R"({"label": "一个人住", "control": "yes_no"})";
    json.replace(
        json.find(plain), plain.size(),
        R"({"label": "一个人住", "control": "yes_no", "choices": {"yes": "一个人", "no": "有伴"}})");
    const Form form = VALUE(Form::parse(json));
    const FormField& field = form.field("lives_alone");
    REQUIRE(form.display(field, "yes", {"是", "不是"}) == "一个人");
    REQUIRE(form.display(field, "no", {"是", "不是"}) == "有伴");
    REQUIRE(form.display(field, "", {"是", "不是"}).empty());
    Answers answers = complete();
    answers["lives_alone"] = "no";
    REQUIRE(VALUE(form.body_of(answers))["lives_alone"] == false);
    const Form usual = VALUE(Form::parse(allowance));
    REQUIRE(usual.display(usual.field("lives_alone"), "no", {"是", "不是"}) == "不是");
}

TEST_CASE("a form may bring its idle times, within what people can live with") {
    REQUIRE_FALSE(VALUE(Form::parse(allowance)).idle_times());
    const auto with_idle = [](const std::string& idle) {
        std::string json = allowance;
        return Form::parse(json.insert(1, "\"idle\": " + idle + ","));
    };
    const Form slow = VALUE(with_idle(R"({"warn_s": 120, "wipe_s": 180})"));
    REQUIRE(slow.idle_times()->warn_s == 120);
    REQUIRE(slow.idle_times()->wipe_s == 180);
    for (const char* idle : {R"({"warn_s": 14, "wipe_s": 60})", R"({"warn_s": 60, "wipe_s": 79})",
                             R"({"warn_s": 60, "wipe_s": 901})", R"({"warn_s": -1, "wipe_s": 60})",
                             R"({"warn_s": 60})"}) {
        REQUIRE_ERROR(Errc::corrupt, with_idle(idle));
    }
}

TEST_CASE("a landline without its area code is asked for it and not called wrong") {
    const Form form = VALUE(Form::parse(allowance));
    const auto problem = [&](const char* answer) {
        const auto found = form.check(form.field("phone"), answer, today);
        return found ? words_key_of(*found) : std::string_view("none");
    };
    REQUIRE(problem("5550110") == "problem.phone_area");
    REQUIRE(problem("555-0110") == "problem.phone_area");
    REQUIRE(problem("88880000") == "problem.phone_area");
    REQUIRE(problem("08385550110") == "none");
    REQUIRE(problem("0838-5550110") == "none");
    REQUIRE(problem("02888880000") == "none");
    REQUIRE(problem("1381234") == "problem.phone");  // a mobile number that was not finished
    REQUIRE(problem("13812345") == "problem.phone");
    REQUIRE(problem("555011") == "problem.phone");
    REQUIRE(problem("0838555") == "problem.phone");
    REQUIRE(problem("555011022") == "problem.phone");
}

TEST_CASE("whatever the schema asks of an answer is said on its page") {
    Json json = VALUE(parse_json(allowance));
    Json& properties = json["schema"]["properties"];
    properties["phone"]["pattern"] = "^1[0-9]{10}$";
    properties["income"]["exclusiveMinimum"] = 5;
    properties["needs"]["minItems"] = 2;
    properties["needs"]["maxItems"] = 2;
    properties["note"] = {{"type", "string"}, {"minLength", 3}, {"maxLength", 5}};
    json["fields"]["note"] = {{"label", "说明"}, {"control", "text"}};
    json["pages"][3]["fields"].push_back("note");
    const Form form = VALUE(Form::parse(json.dump()));
    const auto problem = [&](const char* field, const Answer& answer) {
        const auto found = form.check(form.field(field), answer, today);
        return found ? words_key_of(*found) : std::string_view("none");
    };
    REQUIRE(problem("phone", "08385550110") == "problem.format");
    REQUIRE(problem("phone", "13812345678") == "none");
    REQUIRE(problem("income", "5") == "problem.format");
    REQUIRE(problem("income", "6") == "none");
    REQUIRE(problem("needs", AnswerList{"meals"}) == "problem.too_few");
    REQUIRE(problem("needs", AnswerList{"meals", "care", "visit"}) == "problem.too_many");
    REQUIRE(problem("needs", AnswerList{"meals", "care"}) == "none");
    REQUIRE(problem("note", "AB") == "problem.too_short");
    REQUIRE(problem("note", "ABCDEF") == "problem.too_long");
    REQUIRE(problem("note", "ABC") == "none");
}

TEST_CASE("a number that no machine can hold is a problem of its field and nothing worse") {
    Json json = VALUE(parse_json(allowance));
    json["schema"]["properties"]["people"].erase("maximum");
    json["schema"]["properties"]["income"].erase("maximum");
    json["fields"]["income"]["control"] = "number";
    const Form form = VALUE(Form::parse(json.dump()));
    const std::string huge(25, '9');
    for (const std::string& number :
         {huge, "-" + huge, std::string(400, '9'), "9007199254740993" + huge}) {
        REQUIRE(form.check(form.field("people"), number, today));
        REQUIRE(form.check(form.field("income"), number, today));
        Answers answers = complete();
        answers["people"] = number;
        REQUIRE_ERROR(Errc::refused, form.body_of(answers));
    }
    const Form money = VALUE(Form::parse(allowance));
    REQUIRE(money.check(money.field("income"), huge, today) == AnswerProblem::too_large);
    REQUIRE(count_shown(form.field("people"), huge) == 1);
    REQUIRE(count_shown(form.field("people"), "7") == 7);
    REQUIRE(count_shown(form.field("people"), "") == 1);
    REQUIRE(number_text(1e15) == "1000000000000000");
    REQUIRE(number_text(0.5) == "0.5");
}

TEST_CASE("plus and minus stay within what a screen can count, whatever the form says") {
    const auto range = [](std::optional<double> least, std::optional<double> most) {
        FormField field;
        field.minimum = least;
        field.maximum = most;
        const CountRange counted = count_range(field);
        return std::pair(counted.least, counted.most);
    };
    REQUIRE(range({}, {}) == std::pair(0, 99));
    REQUIRE(range(1.5, 3.5) == std::pair(2, 3));
    REQUIRE(range(200, {}) == std::pair(200, 200));
    REQUIRE(range(9, 2) == std::pair(9, 9));
    REQUIRE(range(-9e15, 9e15) == std::pair(-1'000'000, 1'000'000));
}

TEST_CASE("an answer on a page that is no longer shown opens no other page") {
    Json json = VALUE(parse_json(allowance));
    json["pages"].push_back({{"title", "家里几口人？"},
                             {"fields", {"extra"}},
                             {"show_if", {{{"field", "agent_phone"}, {"is", {"13812345678"}}}}}});
    json["schema"]["properties"]["extra"] = {{"type", "string"}, {"maxLength", 5}};
    json["fields"]["extra"] = {{"label", "再说一句"}, {"control", "text"}, {"required", true}};
    const Form form = VALUE(Form::parse(json.dump()));
    Answers answers = complete();
    answers["agent_phone"] = "13812345678";
    REQUIRE_FALSE(form.shown(4, answers));
    REQUIRE_FALSE(form.first_bad_page(answers, today));
    answers["applicant"] = "other";
    REQUIRE(form.shown(4, answers));
    REQUIRE(form.first_bad_page(answers, today) == 4);
}

TEST_CASE("a condition on a number holds for the number, however it is written") {
    Json json = VALUE(parse_json(allowance));
    json["pages"].push_back({{"title", "收入从哪来？"},
                             {"fields", {"extra"}},
                             {"show_if", {{{"field", "income"}, {"is", {12000.0}}}}}});
    json["schema"]["properties"]["extra"] = {{"type", "string"}, {"maxLength", 5}};
    json["fields"]["extra"] = {{"label", "再说一句"}, {"control", "text"}};
    const Form form = VALUE(Form::parse(json.dump()));
    for (const char* written : {"12000", "12,000", "12000.00", "12,000.0"}) {
        INFO(written);
        REQUIRE(form.shown(4, {{"income", written}}));
    }
    REQUIRE_FALSE(form.shown(4, {{"income", "12"}}));
    REQUIRE_FALSE(form.shown(4, {{"income", "000"}}));
}
