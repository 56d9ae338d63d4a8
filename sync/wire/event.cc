#include "sync/wire/event.h"

#include <algorithm>

#include "sync/core/check.h"
#include "sync/core/clock.h"
#include "sync/core/encoding.h"

namespace hall {

namespace {

constexpr std::size_t name_bytes_max = 64;

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= name_bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
           });
}

bool is_village_code(std::string_view text) {
    return text.size() == 12 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The lower-case form of RFC 9562 with version 7 and variant 10.
bool is_uuid_v7(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (dash ? c != '-' : !digit) return false;
    }
    return text[14] == '7' && std::string_view("89ab").find(text[19]) != std::string_view::npos;
}

Error wrong_member(std::string_view name) {
    return Error(Errc::corrupt, "event: wrong \"" + std::string(name) + "\"");
}

Result<EventTime> event_time_of(const Json& json) {
    EventTime time;
    time.wall = TRY(string_member(json, "wall"));
    TRY_IN("made.wall", parse_utc_ms(time.wall));
    time.certain = bool_or(json, "certain", false);
    time.boot = string_or(json, "boot");
    time.mono_ms = integer_or(json, "mono_ms", 0);
    return time;
}

Result<SealedPart> sealed_part_of(const Json& json) {
    SealedPart part;
    part.to = TRY(string_member(json, "to"));
    part.key = TRY(string_member(json, "key"));
    const std::string bytes = TRY(string_member(json, "bytes"));
    part.bytes = TRY_IN("sealed.bytes", bytes_of_base64(bytes));
    if (!is_name(part.to)) return wrong_member("sealed.to");
    if (!is_name(part.key)) return wrong_member("sealed.key");
    if (part.bytes.empty()) return wrong_member("sealed.bytes");
    return part;
}

Result<std::vector<AttachmentName>> attachment_names_of(const Json& json) {
    std::vector<AttachmentName> names;
    for (const Json& entry : array_or_empty(json, "attachments")) {
        names.push_back(TRY_IN("attachments", attachment_name_of(entry)));
    }
    if (names.size() > event_attachments_max) return wrong_member("attachments");
    return names;
}

Result<void> read_envelope(const Json& json, Event& event) {
    event.schema = integer_or(json, "schema", 1);
    event.id = TRY(string_member(json, "id"));
    event.kiosk = TRY(string_member(json, "kiosk"));
    event.epoch = TRY(integer_member(json, "epoch"));
    event.counter = TRY(integer_member(json, "counter"));
    event.village = TRY(string_member(json, "village"));
    event.kind = TRY(string_member(json, "kind"));
    event.slip = string_or(json, "slip");
    const Json* made = TRY(member(json, "made"));
    event.time = TRY(event_time_of(*made));
    event.attachments = TRY(attachment_names_of(json));
    if (event.schema < 1) return wrong_member("schema");
    if (!is_uuid_v7(event.id)) return wrong_member("id");
    if (!is_name(event.kiosk)) return wrong_member("kiosk");
    if (event.epoch < 1) return wrong_member("epoch");
    if (event.counter < 0) return wrong_member("counter");
    if (!is_village_code(event.village)) return wrong_member("village");
    if (!is_name(event.kind)) return wrong_member("kind");
    if (!event.slip.empty() && !is_name(event.slip)) return wrong_member("slip");
    return {};
}

}  // namespace

std::string bytes_of(const Event& event) {
    Json json = {{"schema", event.schema},
                 {"id", event.id},
                 {"kiosk", event.kiosk},
                 {"epoch", event.epoch},
                 {"counter", event.counter},
                 {"village", event.village},
                 {"kind", event.kind},
                 {"made",
                  {{"wall", event.time.wall},
                   {"certain", event.time.certain},
                   {"boot", event.time.boot},
                   {"mono_ms", event.time.mono_ms}}}};
    if (!event.slip.empty()) json["slip"] = event.slip;
    for (const AttachmentName& name : event.attachments) {
        json["attachments"].push_back(json_of(name));
    }
    if (event.body) json["body"] = *event.body;
    if (event.sealed) {
        json["sealed"] = {{"to", event.sealed->to},
                          {"key", event.sealed->key},
                          {"bytes", base64_of(event.sealed->bytes)}};
    }
    return json_line(json);
}

Result<Event> parse_event(std::string_view bytes) {
    const Json json = TRY_IN("event", parse_json(bytes, {.bytes_max = event_bytes_max}));
    Event event;
    TRY(read_envelope(json, event));
    const bool has_body = json.contains("body");
    const bool has_seal = json.contains("sealed");
    if (has_body == has_seal) {
        return Error(Errc::corrupt, "event: neither or both of \"body\" and \"sealed\"");
    }
    if (has_seal) {
        event.sealed = TRY(sealed_part_of(json["sealed"]));
        return event;
    }
    if (!json["body"].is_object()) return wrong_member("body");
    // The key of an attachment stands in a seal; here it could only stand open.
    if (!event.attachments.empty()) return wrong_member("attachments");
    if (must_be_sealed(event.kind)) {
        return Error(Errc::refused, "event: a \"" + event.kind + "\" that is not sealed");
    }
    event.body = json["body"];
    return event;
}

std::string plain_of(const SealedBody& body) {
    Json json = {{"event", body.event},
                 {"kiosk", body.kiosk},
                 {"kind", body.kind},
                 {"form", body.form},
                 {"form_version", body.form_version},
                 {"slip", body.slip},
                 {"body", body.body}};
    if (!body.about.empty()) {
        json["about"] = {{"channel", body.about.channel},
                         {"id", body.about.id},
                         {"rev", body.about.rev},
                         {"title", body.about.title}};
    }
    if (!body.reply_key.empty()) json["reply_key"] = base64_of(body.reply_key);
    for (const SealedAttachment& attachment : body.attachments) {
        json["attachments"].push_back(json_of(attachment));
    }
    return json_line(json);
}

Result<SealedBody> sealed_body_of(std::string_view plain, const Event& event) {
    const Json json = TRY_IN("sealed body", parse_json(plain, {.bytes_max = event_bytes_max}));
    SealedBody body;
    body.event = TRY(string_member(json, "event"));
    body.kiosk = TRY(string_member(json, "kiosk"));
    body.kind = TRY(string_member(json, "kind"));
    body.form = string_or(json, "form");
    body.form_version = integer_or(json, "form_version", 0);
    body.slip = string_or(json, "slip");
    const Json& about = object_or_empty(json, "about");
    body.about = {.channel = string_or(about, "channel"),
                  .id = string_or(about, "id"),
                  .rev = integer_or(about, "rev", 0),
                  .title = string_or(about, "title")};
    body.reply_key = TRY_IN("reply_key", bytes_of_base64(string_or(json, "reply_key")));
    const Json* inner = TRY(member(json, "body"));
    if (!inner->is_object()) return Error(Errc::corrupt, "sealed body: \"body\" is no object");
    if (!body.reply_key.empty() && body.reply_key.size() != 32) {
        return Error(Errc::corrupt, "sealed body: \"reply_key\" is not 32 bytes");
    }
    std::vector<AttachmentName> names;
    for (const Json& entry : array_or_empty(json, "attachments")) {
        body.attachments.push_back(TRY_IN("sealed body", sealed_attachment_of(entry)));
        names.push_back(body.attachments.back().name);
    }
    if (names != event.attachments) {
        return Error(Errc::untrusted, "sealed body: other attachments than the envelope names");
    }
    if (body.event != event.id || body.kiosk != event.kiosk || body.kind != event.kind ||
        body.slip != event.slip) {
        return Error(Errc::untrusted, "sealed body: the box belongs to another event");
    }
    // A key that nothing can be sealed to is none: what the person wrote counts all the same.
    if (!can_be_sealed_to(body.reply_key)) body.reply_key.clear();
    body.body = *inner;
    return body;
}

std::string pack_batch(const std::vector<std::string>& events) {
    std::string batch;
    for (const std::string& event : events) {
        CHECK(event.find('\n') == std::string::npos);
        batch += event;
        batch += '\n';
    }
    return batch;
}

Result<std::vector<std::string>> unpack_batch(std::string_view bytes) {
    if (bytes.size() > batch_bytes_max) {
        return Error(Errc::exhausted, "a batch of more than 1 MB");
    }
    std::vector<std::string> events;
    while (!bytes.empty()) {
        if (events.size() == batch_events_max) {
            return Error(Errc::exhausted, "a batch of more than 100 events");
        }
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        events.emplace_back(bytes.substr(0, end));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return events;
}

}  // namespace hall
