// Events as they came, each id once and for ever, with the receipt that was given.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::platform {

struct StoredEvent {
    std::string id;
    std::string kiosk;
    std::int64_t epoch = 0;
    std::int64_t counter = 0;
    std::string village;
    std::string kind;
    std::string slip;
    std::string bytes;
    std::string sha256;   // hexadecimal
    std::string receipt;  // as it was signed
    std::int64_t received_ms = 0;
};

// Where in a kiosk's life an event was made. Counters go on across epochs, so that one
// stands for one event, and for one slip number, for ever.
struct EventPlace {
    std::string_view kiosk;
    std::int64_t counter = 0;
};

struct EventUse {
    std::string_view kiosk;  // that sent them
    std::int64_t day = 0;    // since 1970
    std::int64_t bytes = 0;
};

// A receipt on its way back by hand.
struct StickReceipt {
    std::string kiosk;  // that brought the event
    std::string event;
    std::string sha256;   // hexadecimal, of the event's bytes
    std::string receipt;  // as it was signed
};

struct Incident {
    std::int64_t at_ms = 0;
    std::string kind;  // clone: one place, two ids | conflict: one id, two contents |
                       // broken: the store could not take this one event
    std::string kiosk;
    std::string event;
};

class EventStore {
  public:
    virtual ~EventStore() = default;

    virtual Result<StoredEvent> find(std::string_view id) = 0;  // not_found

    //   refused  the id is taken
    virtual Result<void> add(const StoredEvent& event) = 0;

    // The id of an event made at this place, if there is one.
    virtual Result<std::optional<std::string>> id_at(const EventPlace& place) = 0;

    virtual Result<std::int64_t> count() = 0;

    // Counts bytes that a kiosk sent on a day; of a kiosk the newest day alone is kept.
    virtual Result<void> add_use(const EventUse& use) = 0;
    virtual Result<std::int64_t> bytes_on(std::string_view kiosk, std::int64_t day) = 0;

    // Keeps a receipt for the next stick, in the place of an older one for the same bytes.
    // Of a kiosk the newest `kept` stay: more than an outbox holds are never waited for.
    virtual Result<void> keep_for_stick(const StickReceipt& receipt, std::size_t kept) = 0;

    // The signed receipts for a kiosk, oldest first.
    virtual Result<std::vector<std::string>> for_stick(std::string_view kiosk) = 0;

    // Reporting the same again (kind, kiosk and event) changes nothing.
    virtual Result<void> report(const Incident& incident) = 0;

    // Newest first.
    virtual Result<std::vector<Incident>> incidents(std::size_t count_max) = 0;
};

}  // namespace hall::platform
