// What was entered into a field, and the JSON it becomes. Pure; any thread.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/rules/form.h"

namespace hall {

// "a,b" as its values; blanks between commas are none.
std::vector<std::string> split_values(std::string_view values);
std::string join_values(const std::vector<std::string>& values);

// A number as digits, a point and a minus: 1e5 and inf are nothing that people type.
std::optional<double> typed_number(std::string_view text);

// What the control alone can say of an answer that is not empty; the field's schema has
// the last word (Form::check).
std::optional<AnswerProblem> check_control(const FormField& field, std::string_view answer,
                                           Date today);

// The answer as the schema asks for it.
//   refused  it is no UTF-8, or no number where one is asked
// REQUIRES: !answer.empty().
Result<Json> value_of(const FormField& field, const std::string& answer);

// Back again; nothing for a value that no answer becomes.
std::optional<std::string> answer_of(const Json& value);

// True if the answer says one of these, as the field's control compares: numbers by what
// they are worth, tick boxes if one is ticked.
bool says_one_of(const FormField& field, std::string_view answer,
                 const std::vector<std::string>& wanted);

}  // namespace hall
