// Demands of a form that exclude each other, so that no answer can meet them all: found without
// trying answers, and only where it is certain. Pure.

#pragma once

#include "sync/core/json.h"
#include "sync/rules/finding.h"

namespace hall {

// `schema` is without references. Paths as FormSchema::findings() has them.
Findings contradictions_in(const Json& schema);

}  // namespace hall
