#include "kiosk/app/effects/submission.h"

#include <algorithm>

#include "sync/core/check.h"
#include "sync/wire/seal.h"
#include "sync/wire/slip.h"

namespace hall::kiosk {

namespace {

constexpr std::int64_t ms_an_hour = 3'600'000;

// The envelope that every event of this kiosk has.
Event envelope(const SubmissionDependencies& dependencies, const EventTime& time,
               std::string_view kind) {
    Event event;
    const Result<std::int64_t> wall = parse_utc_ms(time.wall);
    event.id = uuid_v7(wall.ok() ? wall.value() : 0, dependencies.random);
    event.kiosk = dependencies.identity.kiosk;
    event.epoch = dependencies.outbox.epoch();
    event.counter = dependencies.outbox.next_counter();
    event.village = dependencies.identity.village;
    event.kind = kind;
    event.time = time;
    return event;
}

// When exactly somebody stood here is nobody's business on the way: both clocks go back to
// the hour together, so that neither tells what the other hides. The id takes its time from
// here, too.
EventTime made_in_the_hour(EventTime time) {
    const Result<std::int64_t> wall = parse_utc_ms(time.wall);
    if (!wall.ok()) return time;
    const std::int64_t into_the_hour = (wall.value() % ms_an_hour + ms_an_hour) % ms_an_hour;
    time.wall = utc_text(wall.value() - into_the_hour);
    time.mono_ms = std::max<std::int64_t>(0, time.mono_ms - into_the_hour);
    return time;
}

Result<const NamedKey*> seal_key(const Settings& settings, std::string_view addressee) {
    for (const NamedKey& key : settings.seal_keys) {
        if (key.to == addressee) return &key;
    }
    return Error(Errc::unavailable, "no key to seal to");
}

// Attachments that were stored for an event, until the event names them for good.
class StoredFiles {
  public:
    explicit StoredFiles(Outbox& outbox) : outbox_(outbox) {}
    StoredFiles(const StoredFiles&) = delete;
    StoredFiles& operator=(const StoredFiles&) = delete;
    ~StoredFiles() {
        for (SealedAttachment& attachment : attachments_) {
            hall::wipe(attachment.key);
            // What cannot be removed now is swept when the outbox is opened next.
            if (!kept_)
                static_cast<void>(outbox_.attachment_folder().remove(attachment.name.sha256));
        }
    }

    Result<void> store(const std::vector<AttachedFile>& files, const Event& event, Random& random) {
        if (files.size() > event_attachments_max) {
            return Error(Errc::exhausted, "too many attachments");
        }
        std::uint64_t bytes = 0;
        for (const AttachedFile& file : files) bytes += sealed_bytes_of(file.bytes.size());
        TRY(outbox_.room(bytes));
        for (const AttachedFile& file : files) {
            attachments_.push_back(TRY(outbox_.attachment_folder().store(
                {file.bytes, file.mime, file.title}, event.id, random)));
        }
        return {};
    }

    const std::vector<SealedAttachment>& attachments() const { return attachments_; }
    void keep() { kept_ = true; }

  private:
    Outbox& outbox_;
    std::vector<SealedAttachment> attachments_;
    bool kept_ = false;
};

// The body, with the names that its attachments are sent under.
Json body_with_names(const Submission& submission,
                     const std::vector<SealedAttachment>& attachments) {
    Json body = submission.body;
    for (std::size_t i = 0; i < attachments.size(); ++i) {
        const std::string& place = submission.attachments[i].place;
        if (!place.empty()) body[Json::json_pointer(place)] = attachments[i].name.sha256;
    }
    return body;
}

}  // namespace

Result<Slip> submit(const SubmissionDependencies& dependencies, const Submission& submission) {
    const NamedKey& key = *TRY(seal_key(dependencies.settings, submission.addressee));
    Event event = envelope(dependencies, made_in_the_hour(dependencies.time), submission.kind);
    Slip slip;
    slip.number = slip_number(dependencies.identity.short_id, event.counter);
    slip.code = make_slip_code(dependencies.random);
    event.slip = slip.number;
    StoredFiles files(dependencies.outbox);
    TRY(files.store(submission.attachments, event, dependencies.random));
    for (const SealedAttachment& attachment : files.attachments()) {
        event.attachments.push_back(attachment.name);
    }

    SealedBody body;
    body.event = event.id;
    body.kiosk = event.kiosk;
    body.kind = event.kind;
    body.form = submission.form;
    body.form_version = submission.form_version;
    body.slip = slip.number;
    body.about = submission.about;
    const std::string code = TRY(canonical_slip_code(slip.code));
    body.reply_key = TRY(box_key_of_code(code, slip.number)).public_key();
    body.attachments = files.attachments();
    body.body = body_with_names(submission, files.attachments());
    std::string plain = plain_of(body);
    Result<std::string> sealed = seal(plain, key.public_key);
    hall::wipe(plain);
    for (SealedAttachment& attachment : body.attachments) hall::wipe(attachment.key);
    std::string box = TRY(std::move(sealed));
    event.sealed = SealedPart{key.to, key.id, std::move(box)};

    const std::string bytes = bytes_of(event);
    TRY(dependencies.outbox.append({event.id, event.kind, event.slip, bytes, files.attachments()}));
    files.keep();
    return slip;
}

Result<void> append_open(const SubmissionDependencies& dependencies, EventKind kind, Json body) {
    CHECK(row_of(kind).body == EventBody::open);
    Event event = envelope(dependencies, dependencies.time, name_of(kind));
    event.body = std::move(body);
    const std::string bytes = bytes_of(event);
    TRY(dependencies.outbox.append({event.id, event.kind, {}, bytes}));
    return {};
}

Result<void> append_heartbeat(const SubmissionDependencies& dependencies,
                              const Heartbeat& heartbeat) {
    return append_open(dependencies, EventKind::heartbeat,
                       Json{{"software", heartbeat.software},
                            {"county_version", heartbeat.county_version},
                            {"village_version", heartbeat.village_version},
                            {"waiting", heartbeat.waiting},
                            {"attachments", heartbeat.attachments},
                            {"parked", heartbeat.parked},
                            {"free_bytes", heartbeat.free_bytes}});
}

Result<void> append_help_call(const SubmissionDependencies& dependencies, const HelpCall& call) {
    return append_open(dependencies, EventKind::help_call, json_of(call));
}

}  // namespace hall::kiosk
