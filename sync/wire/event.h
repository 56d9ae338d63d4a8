// Event: what a kiosk sends up, written once and never changed.
//
//     {"schema":1,"id":"UUIDv7","kiosk":"…","epoch":3,"counter":1042,
//      "village":"510681113205","kind":"request","slip":"K7M-0012X",
//      "made":{"wall":"…","certain":true,"boot":"…","mono_ms":123},
//      "attachments":[{"sha256":"…","bytes":812345}],
//      "body":{…}  |  "sealed":{"to":"county","key":"…","bytes":"base64"}}
//
// Members a reader does not know are left alone: a newer kiosk may say more.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/attachment.h"
#include "sync/wire/event_kinds.h"
#include "sync/wire/seal.h"

namespace hall {

struct EventTime {
    std::string wall;      // UTC, rounded down to the hour for sealed kinds
    bool certain = false;  // false: no signed time was seen since the clock could be wrong
    std::string boot;      // id of this boot, so that mono_ms can be compared
    std::int64_t mono_ms = 0;
};

struct SealedPart {
    std::string to;     // county, town, discipline: NamedKey::to
    std::string key;    // key id
    std::string bytes;  // the box
};

inline constexpr std::int64_t event_schema = 1;  // what this software writes

struct Event {
    std::int64_t schema = event_schema;  // of the kind; 1 where none is named
    std::string id;                      // UUIDv7
    std::string kiosk;
    std::int64_t epoch = 1;
    std::int64_t counter = 0;
    std::string village;  // 12 digits
    std::string kind;     // of event_kinds.h, or one of tomorrow
    std::string slip;     // slip number, or empty
    EventTime time;
    std::vector<AttachmentName> attachments;  // sent beside it; of sealed kinds only
    std::optional<Json> body;
    std::optional<SealedPart> sealed;
};

inline constexpr std::size_t event_bytes_max = 256 << 10;
inline constexpr std::size_t event_attachments_max = 10;
inline constexpr std::size_t batch_events_max = 100;
inline constexpr std::size_t batch_bytes_max = std::size_t{1} << 20;

std::string bytes_of(const Event& event);  // one line of JSON, without the line break

// Fails with `corrupt`; with `refused` if a kind that must be sealed is not.
Result<Event> parse_event(std::string_view bytes);

// --- What stands inside the seal. It repeats what a box must not be moved between.
// What an objection is about: the table as it stood on the screen.
struct AboutDocument {
    std::string channel;
    std::string id;
    std::int64_t rev = 0;
    std::string title;

    bool empty() const { return id.empty(); }
};

struct SealedBody {
    std::string event;
    std::string kiosk;
    std::string kind;
    std::string form;               // service document's id, or empty
    std::int64_t form_version = 0;  // its rev
    std::string slip;
    AboutDocument about = {};                   // or empty
    std::string reply_key;                      // 32 bytes: seal replies to it; empty: none wanted
    std::vector<SealedAttachment> attachments;  // those of the envelope, with their keys
    Json body;
};

std::string plain_of(const SealedBody& body);

// Parses what open_sealed() returned and holds it against the envelope: `untrusted`
// if the box belongs to another event.
Result<SealedBody> sealed_body_of(std::string_view plain, const Event& event);

// --- Batches: the bytes of events, a line each.
std::string pack_batch(const std::vector<std::string>& events);

// Fails with `exhausted` past 100 events or 1 MB.
Result<std::vector<std::string>> unpack_batch(std::string_view bytes);

}  // namespace hall
