// A published table does not change silently: what is published under its name again is the
// same table, or a correction with a sentence, to which the platform adds what changed. And
// a countersign belongs to the table that was signed.

#pragma once

#include <string_view>

#include "platform/store/store.h"
#include "sync/core/result.h"
#include "sync/wire/document.h"

namespace hall::platform {

// The body of a disclosure as it is to be kept: each countersign with the mark of the table
// it belongs to, and the newest correction with what it changed against the table that was
// last published. What earlier corrections say stays as it was published.
//   refused  in Chinese: the table changed without a sentence, an earlier correction is
//            missing, or somebody signed another table
Result<Json> judged_table(Store& store, std::string_view channel, const Document& document);

// How many countersigns no longer count, because the table changed after them.
std::size_t countersigns_fallen(const Json& body);

}  // namespace hall::platform
