// Requests of the demonstration county, so that its console is not empty: sealed by
// kiosks that take part in nothing else, taken in, opened and moved by the same code as
// any other. The people in them are invented; the ID numbers use area 990000, which is
// assigned to nobody.

#pragma once

#include <string_view>

#include "platform/platform.h"
#include "sync/core/result.h"

namespace hall::platform {

// `json`: platform/commands/demo_requests.json. REQUIRES: the county is founded and has
// the accounts the file names. Fails with `corrupt` if an answer does not fit its form.
// Attachments go where `uploads` keeps them, but for those that are still on their way.
Result<std::size_t> add_demo_requests(StoreExecutor& executor, const KeyStore& keys,
                                      const MetadataWriter& metadata, Uploads& uploads,
                                      const Dependencies& dependencies, std::string_view json);

}  // namespace hall::platform
