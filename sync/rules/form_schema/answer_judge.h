// Answers held against a form's schema, rule by rule (JSON Schema Validation draft-07, §6), with a
// sentence for each that does not hold. Pure.

#pragma once

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/rules/finding.h"

namespace hall {

// `schema` is without references and found usable; `ui` its hints, an object.
Findings judge_answers(const Json& schema, const Json& ui, const Json& answers, Date today);

}  // namespace hall
