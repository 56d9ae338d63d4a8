// Lines of an import file as documents: articles as other systems give them out, and
// documents as ours are.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/publish/document_check.h"
#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/document.h"

namespace hall::platform {

// A line as a document, and what was left out of it or shortened, in Chinese: nothing is
// passed over silently. Both fail with a reason that refusal_reason() says in Chinese.
struct ReadLine {
    Document document;
    std::vector<std::string> notes;
};
Result<ReadLine> article_from(const Json& line, const Placement& place, std::int64_t now_ms);
Result<ReadLine> document_from(const Json& line, std::int64_t now_ms);

}  // namespace hall::platform
