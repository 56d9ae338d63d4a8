// What a form says that no screen can ask, or nobody can answer, before it is published. Pure.

#pragma once

#include "sync/core/json.h"
#include "sync/rules/finding.h"

namespace hall {

// `schema` is without references. Paths as FormSchema::findings() has them.
Findings check_form_schema(const Json& schema);

}  // namespace hall
