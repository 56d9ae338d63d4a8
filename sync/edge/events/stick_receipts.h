// Receipts that came by another way than the response to what was sent: on a stick.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sync/core/result.h"
#include "sync/edge/content/announced_view.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/content.h"

namespace hall {

struct StickReceipts {
    std::int64_t taken = 0;
    std::int64_t forged = 0;     // lines that nobody we trust has signed, or that are damaged
    std::int64_t newest_ms = 0;  // the newest time in a signed receipt, or 0
    AnnouncedView view;          // the newest view that one for this device speaks of
};

// Keeps those that the county signed for an event that waits here, byte for byte, and that
// say more than what is held: an accepted event stays accepted, and a refusal counts once.
// What was refused is parked, as by network. One receipt a line; those for others are
// passed over, so that a replay or a receipt for another device's event changes nothing.
// `now_ms` is the time as well as it is known.
Result<StickReceipts> take_stick_receipts(std::string_view lines,
                                          const std::vector<NamedKey>& receipt_keys,
                                          OutboxReader& outbox, Cache& cache, std::int64_t now_ms);

}  // namespace hall
