// Submission: a finished form becomes a sealed event in the outbox, and a slip.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/edge/device/identity.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/content.h"
#include "sync/wire/event.h"

namespace hall::kiosk {

struct SubmissionDependencies {
    Outbox& outbox;
    Random& random;
    const Identity& identity;
    const Settings& settings;  // the keys to seal to
    EventTime time;            // when, and how sure we are
};

// A photo, a scan or a voice note that goes with a submission. In plain it is only in the
// memory of whoever gives it here.
struct AttachedFile {
    std::string_view bytes;
    std::string_view mime;   // image/jpeg, audio/ogg
    std::string_view title;  // what it is to a person: the label of the field
    // Where in the body its name goes, once it has one: the answer's member "attachment" (RFC
    // 6901). Empty: the body does not say.
    std::string place = {};
};

struct Submission {
    std::string kind;       // of event_kinds.h: one that a form may be of
    std::string addressee;  // county | town | discipline
    std::string form;       // document id
    std::int64_t form_version = 0;
    Json body;
    std::vector<AttachedFile> attachments = {};  // at most event_attachments_max
    AboutDocument about = {};                    // the table that is objected to, or empty
};

struct Slip {
    std::string number;
    std::string code;
};

// Seals and stores it, attachments first. When this returns, "saved on this machine" is
// true of all of it. When it fails, nothing of it stays.
//   unavailable  no key to seal to has arrived yet, or the disk failed
//   exhausted    no room, an attachment of more than 20 MB, too many of them, or no memory
//                for the slip's key
Result<Slip> submit(const SubmissionDependencies& dependencies, const Submission& submission);

// Stores an event of an open kind: public, nothing personal, made at this very moment.
// REQUIRES: the kind is open, and the body says what its kind says (sync/wire/event_kinds.h).
Result<void> append_open(const SubmissionDependencies& dependencies, EventKind kind, Json body);

// A sign of life with what this kiosk really shows; public, nothing personal.
struct Heartbeat {
    std::string software;
    std::int64_t county_version = 0;
    std::int64_t village_version = 0;
    std::int64_t waiting = 0;
    std::int64_t attachments = 0;  // that wait
    std::int64_t parked = 0;       // events and attachments that the county did not take
    std::uint64_t free_bytes = 0;
};
Result<void> append_heartbeat(const SubmissionDependencies& dependencies,
                              const Heartbeat& heartbeat);

// Somebody here needs a person. Public like a heartbeat; when exactly is part of it.
Result<void> append_help_call(const SubmissionDependencies& dependencies, const HelpCall& call);

}  // namespace hall::kiosk
