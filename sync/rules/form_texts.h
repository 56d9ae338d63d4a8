// Controls whose answer is a text as it was entered: text, phone, id_number, date, place; and
// what a row of form_controls.h does where it says nothing else. Pure; any thread.

#pragma once

#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/rules/form_field.h"

namespace hall {

std::optional<AnswerProblem> check_text(const FormField& field, const Answer& answer, Date today);
std::optional<AnswerProblem> check_phone(const FormField& field, const Answer& answer, Date today);
std::optional<AnswerProblem> check_id(const FormField& field, const Answer& answer, Date today);
std::optional<AnswerProblem> check_date(const FormField& field, const Answer& answer, Date today);
std::optional<AnswerProblem> check_place(const FormField& field, const Answer& answer, Date today);

std::string display_place(const FormField& field, const Answer& answer, const DisplayWords& words);

std::vector<SchemaComplaint> judge_typed_text(const Json& schema);
LikelyAnswers likely_phones(const FormField& field, Date today);
LikelyAnswers likely_id_numbers(const FormField& field, Date today);
LikelyAnswers likely_dates(const FormField& field, Date today);

// --- What a row does where it says nothing else

Result<void> parse_nothing(const FieldDescription& description, FormField& field);
Result<Json> text_to_json(const FormField& field, const Answer& answer);
std::optional<Answer> text_from_json(const FormField& field, const Json& value);
std::string display_text(const FormField& field, const Answer& answer, const DisplayWords& words);
bool says_text(const FormField& field, const Answer& answer, std::string_view wanted);
std::optional<Answer> shows_no_answer(const FormField& field);
std::vector<SchemaComplaint> no_complaints(const Json& schema);
LikelyAnswers no_likely_answers(const FormField& field, Date today);

// A keyword's number in a schema.
std::optional<double> number_in(const Json& schema, std::string_view keyword);

}  // namespace hall
