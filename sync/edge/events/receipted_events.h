// Receipted events: the kiosk's half of delivering. The agent writes into the cache what the
// county signed for; the kiosk looks there and drops what need not wait any longer.
//
// All that waits is looked at, page by page: what the county refused stays for ever, and must
// not hide what it accepted after it.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sync/core/result.h"
#include "sync/edge/content/library.h"
#include "sync/edge/events/outbox.h"

namespace hall {

struct Delivered {
    std::size_t events = 0;          // dropped
    std::size_t attachments = 0;     // dropped, with their files
    std::vector<std::string> slips;  // of events that the county accepted just now
};

// Drops the events and attachments that the county signed for. One that fails leaves the
// others for the next call.
Result<Delivered> drop_delivered(Outbox& outbox, Library& library);

}  // namespace hall
