// Which pictures, sound and film the villages of a stick want: those that documents name
// which kiosks hold or are about to.

#pragma once

#include <string>
#include <vector>

#include "platform/store/store_executor.h"
#include "sync/core/result.h"
#include "sync/wire/blob.h"

namespace hall::platform {

// Each once, small ones first. One look at the store for each channel, so that a county in
// service is not held up. Errors of the store.
Result<std::vector<BlobRef>> blobs_of_villages(StoreExecutor& executor,
                                               const std::vector<std::string>& villages);

}  // namespace hall::platform
