// The controls of a form beyond those of form_test.cc: groups and attachments, which no screen
// draws yet, and the answers of every shape.

#include "sync/rules/form_controls.h"

#include <algorithm>

#include "sync/rules/form.h"
#include "sync/rules/form_check.h"
#include "tests/catch.h"

using namespace hall;

namespace {

constexpr Date today{2026, 11, 23};

constexpr const char* household = R"({
  "version": 1, "title": "家庭登记", "kind": "request", "to": "county",
  "schema": {"type": "object", "required": ["children"],
    "properties": {
      "children": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "object",
        "required": ["name"], "additionalProperties": false,
        "properties": {"name": {"type": "string", "maxLength": 8},
                       "born": {"type": "string", "maxLength": 10},
                       "allowances": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}}}},
      "book": {"type": "object"}}},
  "pages": [{"title": "家里的孩子", "fields": ["children"]},
            {"title": "户口本", "fields": ["book"]}],
  "fields": {
    "children": {"label": "孩子", "control": "groups", "personal": true, "fields": [
      {"name": "name", "label": "姓名", "control": "text"},
      {"name": "born", "label": "生日", "control": "date"},
      {"name": "allowances", "label": "补贴", "control": "choices", "choices": {"a": "甲", "b": "乙"}}]},
    "book": {"label": "户口本照片", "control": "attachment", "kinds": ["image/jpeg"],
             "bytes_max": 100}}})";

AnswerGroups two_children() {
    return {{{"name", "王一"}, {"born", "2019-05-01"}, {"allowances", AnswerList{"a", "b"}}},
            {{"name", "王二"}}};
}

AnswerAttachment photo() {
    return {"户口本.jpg", "image/jpeg", std::string("\xff\xd8\0x", 4), ""};
}

std::optional<AnswerProblem> problem(const char* field, const Answer& answer) {
    const Form form = VALUE(Form::parse(household));
    return form.check(form.field(field), answer, today);
}

}  // namespace

TEST_CASE("every control has a name of its own, by which forms find it") {
    for (const FormControl& control : form_controls) {
        INFO(control.name);
        REQUIRE(form_control_named(control.name) == &control);
        REQUIRE(&form_control(control.control) == &control);
        REQUIRE_FALSE(control.schema_types.front().empty());
    }
    REQUIRE(form_control_named("telepathy") == nullptr);
}

TEST_CASE("groups are judged by their number and by each answer in them") {
    REQUIRE(problem("children", {}) == AnswerProblem::missing);
    REQUIRE_FALSE(problem("children", two_children()));
    REQUIRE(problem("children", AnswerGroups(4, two_children().back())) == AnswerProblem::too_many);
    AnswerGroups groups = two_children();
    groups[1].erase("name");
    REQUIRE(problem("children", groups) == AnswerProblem::missing);
    groups = two_children();
    groups[0]["born"] = "2027-01-01";
    REQUIRE(problem("children", groups) == AnswerProblem::date_future);
    groups = two_children();
    groups[0]["allowances"] = AnswerList{"c"};
    REQUIRE(problem("children", groups) == AnswerProblem::not_a_choice);
    groups = two_children();
    groups[0]["shoe_size"] = "30";  // a field that the form does not have
    REQUIRE(problem("children", groups));
}

TEST_CASE("an attachment is judged by its kind, its bytes and its reference") {
    REQUIRE_FALSE(problem("book", photo()));
    AnswerAttachment file = photo();
    file.kind = "application/zip";
    REQUIRE(problem("book", file) == AnswerProblem::format);
    file = photo();
    file.bytes = std::string(101, 'x');
    REQUIRE(problem("book", file) == AnswerProblem::too_large);
    file = photo();
    file.reference = "../etc";
    REQUIRE(problem("book", file) == AnswerProblem::format);
    file.reference = std::string(64, 'a');
    REQUIRE_FALSE(problem("book", file));
    file.name = "\xff";
    REQUIRE(problem("book", file) == AnswerProblem::characters);
}

TEST_CASE("groups and attachments become JSON and come back") {
    const Form form = VALUE(Form::parse(household));
    Answers answers{{"children", two_children()}, {"book", photo()}};
    const Json body = VALUE(form.body_of(answers));
    REQUIRE(body["children"][0]["allowances"] == Json({"a", "b"}));
    REQUIRE(body["children"][1] == Json({{"name", "王二"}}));
    REQUIRE(body["book"]["kind"] == "image/jpeg");
    REQUIRE(VALUE(form.answers_of(body)) == answers);
    AnswerAttachment sent = photo();
    sent.bytes.clear();
    sent.reference = std::string(64, 'a');
    answers["book"] = sent;
    const Json named = VALUE(form.body_of(answers));
    REQUIRE(named["book"]["attachment"] == sent.reference);
    REQUIRE_FALSE(named["book"].contains("bytes"));
    REQUIRE(VALUE(form.answers_of(named)) == answers);
    REQUIRE(form.display(form.field("children"), answers["children"], {"是", "不是"}) ==
            "姓名 王一、生日 2019-05-01、补贴 甲、乙；姓名 王二");
    REQUIRE(form.display(form.field("book"), answers["book"], {"是", "不是"}) == "户口本.jpg");
}

TEST_CASE("an answer of another shape is a problem of its field and goes into no body") {
    const Form form = VALUE(Form::parse(household));
    for (const Answer& wrong : {Answer("王一"), Answer(AnswerList{"a"}), Answer(photo())}) {
        REQUIRE(problem("children", wrong) == AnswerProblem::format);
        REQUIRE_ERROR(Errc::refused, form.body_of({{"children", wrong}}));
    }
    REQUIRE(problem("book", two_children()) == AnswerProblem::format);
    REQUIRE(problem("book", "户口本") == AnswerProblem::format);
}

TEST_CASE("a form with a question that no kiosk draws is not shown and not published") {
    REQUIRE_FALSE(VALUE(Form::parse(household)).can_be_shown());
    const Findings findings = check_form(VALUE(parse_json(household)), today);
    const auto not_drawn = std::count_if(
        findings.begin(), findings.end(),
        [](const Finding& finding) { return finding.code == "not_drawn" && refuses({finding}); });
    REQUIRE(not_drawn == 2);
    Json plain = VALUE(parse_json(household));
    plain["fields"]["children"] = {{"label", "孩子"}, {"control", "text"}};
    plain["fields"]["book"] = {{"label", "户口本"}, {"control", "yes_no"}};
    REQUIRE(VALUE(Form::parse(plain.dump())).can_be_shown());
}

TEST_CASE("groups that could trap their reader are no form") {
    const Json good = VALUE(parse_json(household));
    Json bad = good;
    bad["fields"]["children"]["fields"] = Json::array();
    REQUIRE_ERROR(Errc::corrupt, Form::parse(bad.dump()));
    bad = good;
    bad["fields"]["children"]["fields"][1]["name"] = "name";
    REQUIRE_ERROR(Errc::corrupt, Form::parse(bad.dump()));
    bad = good;
    bad["fields"]["children"]["fields"][1]["name"] = "shoe_size";
    REQUIRE_ERROR(Errc::corrupt, Form::parse(bad.dump()));
    bad = good;
    bad["fields"]["children"]["fields"][1]["control"] = "groups";
    REQUIRE_ERROR(Errc::corrupt, Form::parse(bad.dump()));
    bad = good;
    bad["fields"]["book"]["kinds"][0] = 7;
    REQUIRE_ERROR(Errc::corrupt, Form::parse(bad.dump()));
}

TEST_CASE("a control that nobody knows is refused with its field before a form is published") {
    Json form = VALUE(parse_json(household));
    form["fields"]["book"]["control"] = "telepathy";
    const Findings findings = check_form(form, today);
    REQUIRE(std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.code == "unknown_control" && finding.path == "/form/fields/book";
    }));
}

TEST_CASE("answers of every shape are wiped and leave nothing") {
    Answers answers{{"text", "王一"},
                    {"list", AnswerList{"a", "b"}},
                    {"groups", two_children()},
                    {"attachment", photo()}};
    for (auto& [field, answer] : answers) {
        INFO(field);
        REQUIRE_FALSE(answer.empty());
        Answer copy = answer;
        copy.wipe();
        REQUIRE(copy.empty());
        REQUIRE(copy.shape() == AnswerShape::text);
        answer.typed_text().append("x");
        REQUIRE_FALSE(answer.empty());
        REQUIRE(answer.shape() == AnswerShape::text);
    }
    wipe_answers(answers);
    REQUIRE(answers.empty());
}

TEST_CASE("only an answer that says nothing is empty") {
    REQUIRE(Answer().empty());
    REQUIRE(Answer(AnswerList{}).empty());
    REQUIRE(Answer(AnswerGroups{}).empty());
    REQUIRE(Answer(AnswerAttachment{"x", "image/jpeg", "", ""}).empty());
    REQUIRE_FALSE(Answer(AnswerAttachment{"x", "image/jpeg", "", std::string(64, 'a')}).empty());
    REQUIRE_FALSE(Answer("no").empty());
}
