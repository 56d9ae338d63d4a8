// Controls whose answer is a number in digits: number, money, count. Pure; any thread.

#pragma once

#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/rules/form_field.h"

namespace hall {

Result<void> parse_number(const FieldDescription& description, FormField& field);
// Yuan have decimals, whatever the schema says.
Result<void> parse_money(const FieldDescription& description, FormField& field);

std::optional<AnswerProblem> check_number(const FormField& field, const Answer& answer, Date today);
std::optional<AnswerProblem> check_money(const FormField& field, const Answer& answer, Date today);

Result<Json> number_to_json(const FormField& field, const Answer& answer);
std::optional<Answer> number_from_json(const FormField& field, const Json& value);

std::string display_money(const FormField& field, const Answer& answer, const DisplayWords& words);

// Numbers are compared by what they are worth, however they are written.
bool says_number(const FormField& field, const Answer& answer, std::string_view wanted);

// The least that plus and minus go down to.
std::optional<Answer> least_counted(const FormField& field);

// The keyboard has no minus.
std::vector<SchemaComplaint> judge_typed_number(const Json& schema);
std::vector<SchemaComplaint> judge_count(const Json& schema);
LikelyAnswers likely_numbers(const FormField& field, Date today);
LikelyAnswers both_ends_counted(const FormField& field, Date today);

// What plus and minus go through. Bounds that a form does not give, or that nobody could
// count to, become ones that a screen can show: least <= most.
struct CountRange {
    int least = 0;
    int most = 0;
};
CountRange count_range(const FormField& field);

// What the field shows between plus and minus: within its range, whatever the answer is.
int count_shown(const FormField& field, std::string_view answer);

// A number in digits, as short as it reads back: "12", "0.5".
std::string number_text(double value);

}  // namespace hall
