// Whether one field of a form can be answered: part of form_check.h. Pure.

#pragma once

#include <string>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/rules/finding.h"
#include "sync/rules/form.h"

namespace hall {

// Keywords, type, choices and bounds of a field's schema against its control; needs no
// compiled form.
void check_field_schema(const std::string& name, const Json& hints, const Json& schema,
                        Findings& findings);

// Answers that such a field usually gets, or all of its choices, against everything the form
// asks of them.
void check_field_answers(const Form& form, const FormField& field, Date today, Findings& findings);

// "字段“电话”（phone）"
std::string field_location(const std::string& name, const std::string& label);

}  // namespace hall
