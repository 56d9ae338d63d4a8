#include "sync/rules/form_schema/form_schema.h"

#include "sync/rules/form_schema/answer_judge.h"
#include "sync/rules/form_schema/contradictions.h"
#include "sync/rules/form_schema/references.h"
#include "sync/rules/form_schema/schema_check.h"

namespace hall {

namespace {

// A schema by itself, or with its hints beside it.
const Json& schema_in(const Json& form) {
    const bool wrapped = form.is_object() && form.contains("schema") &&
                         form.at("schema").is_object() && !form.contains("properties");
    return wrapped ? form.at("schema") : form;
}

// Decimals are no binary fractions, and valijson takes 350.5 for no multiple of 0.01: steps that
// are not whole have been judged before it.
Json without_decimal_steps(const Json& schema) {
    if (!schema.is_structured()) return schema;
    Json plain = schema.is_array() ? Json::array() : Json::object();
    if (schema.is_array()) {
        for (const Json& part : schema) plain.push_back(without_decimal_steps(part));
        return plain;
    }
    for (const auto& [name, value] : schema.items()) {
        const bool decimal = name == "multipleOf" && value.is_number_float();
        if (!decimal) plain[name] = without_decimal_steps(value);
    }
    return plain;
}

}  // namespace

FormSchema FormSchema::read(const Json& form) {
    FormSchema read;
    const Json& schema = schema_in(form);
    read.ui_ = object_or_empty(form, "uiSchema");
    if (schema.is_object()) {
        read.schema_ = without_references(schema, read.findings_);
        read.title_ = string_or(schema, "title", string_or(form, "title"));
    }
    if (read.findings_.empty()) read.findings_ = check_form_schema(read.schema_);
    if (!read.usable()) return read;
    for (Finding& finding : contradictions_in(read.schema_))
        read.findings_.push_back(std::move(finding));
    if (!read.usable()) return read;
    Result<Schema> compiled = Schema::compile(without_decimal_steps(read.schema_));
    if (compiled.ok()) {
        read.last_word_.push_back(std::move(compiled).value());
    } else {
        read.findings_.push_back(
            {.path = {},
             .row = {},
             .code = "schema",
             .place = "整张表",
             .message = "不是能用的 JSON Schema：" + compiled.error().message(),
             .suggestion = "按 draft-07 改正"});
    }
    return read;
}

Findings FormSchema::judge(const Json& answers, Date today) const {
    CHECK(usable());
    Findings found = judge_answers(schema_, ui_, answers, today);
    if (!found.empty()) return found;
    if (!last_word_.front().check(answers).ok()) {
        found.push_back({.path = {},
                         .row = {},
                         .code = "schema",
                         .place = "整张表",
                         .message = "填的和表格的要求不合",
                         .suggestion = "从头看一遍"});
    }
    return found;
}

}  // namespace hall
