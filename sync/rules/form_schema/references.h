// A schema with every local $ref replaced by what it refers to. Pure.

#pragma once

#include "sync/core/json.h"
#include "sync/rules/finding.h"

namespace hall {

// Adds to `findings` what cannot be: references out of the document ("remote_ref"), to nothing
// ("ref"), in a circle ("cycle"), and schemas that grow beyond reason when they are written out
// ("questions"). The result is then of no use. As draft-07 has it, what stands beside a $ref does
// not count; a title there is kept all the same, because writers mean it.
Json without_references(const Json& schema, Findings& findings);

}  // namespace hall
