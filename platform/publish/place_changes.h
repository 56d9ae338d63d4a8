// New places: what they may not do, and what follows from them. A village that is gone from
// them takes its kiosks, requests and accounts nowhere unless another names its code in
// "formerly"; then everything goes over to that one.

#pragma once

#include "platform/store/store.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"

namespace hall::platform {

// Moves what stands under codes that are no village's or town's any more, in the store's
// transaction, so that the console and the kiosks' requests go on at once. `before`: the
// places so far; empty for a county's first.
//   refused  in Chinese, naming whom the places would leave behind, or which codes clash
Result<void> follow_places(Store& store, const Places& before, const Places& after);

}  // namespace hall::platform
