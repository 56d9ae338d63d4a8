// The control `groups`: the same fields asked several times, of every child or every field.
//
//     "schema": {"type": "array", "minItems": 1, "maxItems": 8, "items": {"type": "object",
//                "required": ["name"], "properties": {"name": {…}, "born": {…}}}}
//     "hints":  {"label": "家里的孩子", "control": "groups",
//                "fields": [{"name": "name", "label": "姓名", "control": "text"}, …]}
//
// A group holds no groups: nobody would find their way back. Pure; any thread.

#pragma once

#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/rules/form_field.h"

namespace hall {

// Fails with `corrupt`: no fields, one that cannot be read, one twice, groups within.
Result<void> parse_groups(const FieldDescription& description, FormField& field);

// Too few, too many, or the first problem of an answer in any of them.
std::optional<AnswerProblem> check_groups(const FormField& field, const Answer& answer, Date today);

// Answers to fields that the form does not have are `refused`.
Result<Json> groups_to_json(const FormField& field, const Answer& answer);
std::optional<Answer> groups_from_json(const FormField& field, const Json& value);

// "姓名 王小明、生日 2019-05-01；姓名 …"
std::string display_groups(const FormField& field, const Answer& answer, const DisplayWords& words);

// No page waits for what is in a group.
bool says_nothing(const FormField& field, const Answer& answer, std::string_view wanted);

}  // namespace hall
