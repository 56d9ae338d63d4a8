// Controls whose answer is chosen among values: choice, choices, yes_no. Pure; any thread.

#pragma once

#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/rules/form_field.h"

namespace hall {

// Fails with `corrupt`: no choices, or one that is no text.
Result<void> parse_choice(const FieldDescription& description, FormField& field);
Result<void> parse_choices(const FieldDescription& description, FormField& field);
Result<void> parse_yes_no(const FieldDescription& description, FormField& field);

std::optional<AnswerProblem> check_choice(const FormField& field, const Answer& answer, Date today);
std::optional<AnswerProblem> check_choices(const FormField& field, const Answer& answer,
                                           Date today);
std::optional<AnswerProblem> check_yes_no(const FormField& field, const Answer& answer, Date today);

Result<Json> list_to_json(const FormField& field, const Answer& answer);
std::optional<Answer> list_from_json(const FormField& field, const Json& value);
Result<Json> yes_no_to_json(const FormField& field, const Answer& answer);
std::optional<Answer> yes_no_from_json(const FormField& field, const Json& value);

std::string display_choice(const FormField& field, const Answer& answer, const DisplayWords& words);
std::string display_choices(const FormField& field, const Answer& answer,
                            const DisplayWords& words);
std::string display_yes_no(const FormField& field, const Answer& answer, const DisplayWords& words);

// Of tick boxes one that is ticked is enough.
bool says_among(const FormField& field, const Answer& answer, std::string_view wanted);

LikelyAnswers each_choice(const FormField& field, Date today);
LikelyAnswers each_of_choices(const FormField& field, Date today);
LikelyAnswers yes_and_no(const FormField& field, Date today);

}  // namespace hall
