#include "kiosk/submission.h"

#include "sync/wire/seal.h"
#include "sync/wire/slip.h"

namespace hall {

namespace {

constexpr std::int64_t ms_an_hour = 3'600'000;

// The envelope that every event of this kiosk has.
Event envelope(const SubmissionWorld& world, std::string_view kind) {
    Event event;
    const Result<std::int64_t> wall = parse_utc_ms(world.made.wall);
    event.id = uuid_v7(wall.ok() ? wall.value() : 0, world.random);
    event.kiosk = world.identity.kiosk;
    event.epoch = world.outbox.epoch();
    event.counter = world.outbox.next_counter();
    event.village = world.identity.village;
    event.kind = kind;
    event.made = world.made;
    return event;
}

Result<const NamedKey*> seal_key(const Settings& settings, std::string_view addressee) {
    for (const NamedKey& key : settings.seal_keys) {
        if (key.to == addressee) return &key;
    }
    return Error(Errc::unavailable, "no key to seal to");
}

}  // namespace

Result<Slip> submit(const SubmissionWorld& world, const Submission& submission) {
    const NamedKey& key = *TRY(seal_key(world.settings, submission.addressee));
    Event event = envelope(world, submission.kind);
    // When exactly somebody stood here is nobody's business on the way.
    if (const Result<std::int64_t> wall = parse_utc_ms(event.made.wall); wall.ok()) {
        event.made.wall = utc_text(wall.value() / ms_an_hour * ms_an_hour);
    }
    Slip slip;
    slip.number = slip_number(world.identity.short_id, event.counter);
    slip.code = make_slip_code(world.random);
    event.slip = slip.number;

    SealedBody body;
    body.event = event.id;
    body.kiosk = event.kiosk;
    body.kind = event.kind;
    body.form = submission.form;
    body.form_version = submission.form_version;
    body.slip = slip.number;
    const std::string code = TRY(canonical_slip_code(slip.code));
    body.reply_key = box_key_of_code(code, slip.number).public_key();
    body.body = submission.body;
    std::string plain = plain_of(body);
    Result<std::string> box = seal(plain, key.public_key);
    wipe(plain);
    event.sealed = SealedPart{key.to, key.id, TRY(std::move(box))};

    const std::string bytes = bytes_of(event);
    TRY(world.outbox.append({event.id, event.kind, event.slip, bytes}));
    return slip;
}

Result<void> append_heartbeat(const SubmissionWorld& world, const Heartbeat& heartbeat) {
    Event event = envelope(world, "heartbeat");
    event.body = Json{{"software", heartbeat.software},
                      {"county_version", heartbeat.county_version},
                      {"village_version", heartbeat.village_version},
                      {"waiting", heartbeat.waiting},
                      {"free_bytes", heartbeat.free_bytes}};
    const std::string bytes = bytes_of(event);
    TRY(world.outbox.append({event.id, event.kind, {}, bytes}));
    return {};
}

}  // namespace hall
