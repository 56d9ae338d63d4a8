#include "platform/intake/intake.h"

#include "platform/publish/metadata_writer.h"
#include "sync/core/log.h"
#include "sync/wire/receipt.h"

namespace hall {

namespace {

constexpr std::size_t id_bytes_max = 64;
constexpr std::size_t heartbeat_bytes_max = 4096;

// The id in bytes that are no event, so that the kiosk knows which of its own we mean.
std::string id_in(std::string_view bytes) {
    const Result<Json> json = parse_json(bytes, {.bytes_max = event_bytes_max});
    std::string id = json.ok() ? string_or(json.value(), "id") : std::string();
    if (id.empty() || id.size() > id_bytes_max) id = "unreadable";
    return id;
}

// 0 for a village that nothing was published for.
Result<std::int64_t> view_of(Store& store, std::string_view village) {
    const Result<PublishedView> view = store.publications().view(village);
    if (view.ok()) return view.value().timestamp_version;
    return view.error().code() == Errc::not_found ? Result<std::int64_t>(0) : view.error();
}

std::string addressee_of_event(const Event& event) {
    for (const std::string_view known : {"county", "town", "discipline"}) {
        if (event.sealed->to == known) return event.sealed->to;
    }
    return "county";
}

}  // namespace

Result<std::vector<std::string>> Intake::take(Store& store, const Kiosk& sender,
                                              const std::vector<std::string>& batch) const {
    std::vector<std::string> receipts;
    for (const std::string& bytes : batch) {
        receipts.push_back(TRY(take_alone(store, sender, bytes)));
    }
    return receipts;
}

// Each event under a mark of its own: one that the store will not have is taken back
// alone. When the store itself fails, all must come again.
Result<std::string> Intake::take_alone(Store& store, const Kiosk& sender,
                                       std::string_view bytes) const {
    TRY(store.set_mark());
    Result<std::string> receipt = take_one(store, sender, bytes);
    if (receipt.ok()) {
        TRY(store.keep_mark());
        return receipt;
    }
    TRY(store.back_to_mark());
    const Errc code = receipt.error().code();
    if (code == Errc::unavailable || code == Errc::exhausted) return receipt;
    const std::string id = id_in(bytes);
    not_taken_log_.line(clock_.mono_ms(),
                        {{"kiosk", sender.id}, {"event", id}, {"reason", receipt.error().text()}});
    TRY(store.events().report({clock_.wall_ms(), "broken", sender.id, id}));
    return refusal(id, bytes, "县里存这一件时出了错，已经记下，过后会再收一次");
}

std::string Intake::refusal(std::string_view event, std::string_view bytes,
                            std::string_view reason) const {
    return signed_receipt({.event = std::string(event),
                           .sha256 = sha256_hex(bytes),
                           .state = "refused",
                           .at = utc_text(clock_.wall_ms()),
                           .reason = std::string(reason)},
                          *notes_.key());
}

Result<std::string> Intake::take_one(Store& store, const Kiosk& sender,
                                     std::string_view bytes) const {
    const Result<Event> parsed = parse_event(bytes);
    if (!parsed.ok()) {
        const bool open = parsed.error().code() == Errc::refused;
        return refusal(id_in(bytes), bytes,
                       open ? "这条内容没有加密，县里不收。请重新填一次"
                            : "这条内容县里读不出来。请重新填一次");
    }
    const Event& event = parsed.value();
    const std::string sha256 = sha256_hex(bytes);
    const Result<StoredEvent> known = store.events().find(event.id);
    if (known.ok()) {
        if (known.value().sha256 == sha256) {
            return notes_.believable(known.value().receipt, "receipt");
        }
        TRY(store.events().report({clock_.wall_ms(), "conflict", sender.id, event.id}));
        conflict_log_.line(clock_.mono_ms(), {{"kiosk", sender.id}, {"event", event.id}});
        return refusal(event.id, bytes, "这个编号已经交过另一份内容。请叫代办员看一看");
    }
    if (known.error().code() != Errc::not_found) return known.error();
    const Result<void> sent = judge_sender(store, sender, event);
    if (!sent.ok()) {
        if (sent.error().code() != Errc::refused) return sent.error();
        return refusal(event.id, bytes, sent.error().message());
    }
    TRY(notice_clone(store, event));
    const std::int64_t now_ms = clock_.wall_ms();
    const std::int64_t view = TRY(view_of(store, event.village));
    const std::string receipt = signed_receipt({.event = event.id,
                                                .sha256 = sha256,
                                                .state = "accepted",
                                                .number = event.slip,
                                                .at = utc_text(now_ms),
                                                .view = view},
                                               *notes_.key());
    TRY(store.events().add({.id = event.id,
                            .kiosk = event.kiosk,
                            .epoch = event.epoch,
                            .counter = event.counter,
                            .village = event.village,
                            .kind = event.kind,
                            .slip = event.slip,
                            .bytes = std::string(bytes),
                            .sha256 = sha256,
                            .receipt = receipt,
                            .received_ms = now_ms}));
    TRY(take_effect(store, event));
    return receipt;
}

// A kiosk sends its own events, and those that a retired kiosk of its village left
// behind in the outbox of the same board.
Result<void> Intake::judge_sender(Store& store, const Kiosk& sender, const Event& event) const {
    const Error foreign(Errc::refused, "这条内容不是这台机器上填的，县里不收");
    if (event.village != sender.village) return foreign;
    if (event.kiosk == sender.id) return {};
    const Result<Kiosk> maker = store.kiosks().find(event.kiosk);
    if (!maker.ok()) return maker.error().code() == Errc::not_found ? foreign : maker.error();
    if (maker.value().village != sender.village || !maker.value().revoked) return foreign;
    return {};
}

// Two ids at one place in a kiosk's life: two boards live it. Both events are kept, and
// the kiosk must enrol again.
Result<void> Intake::notice_clone(Store& store, const Event& event) const {
    if (!TRY(store.events().id_at({event.kiosk, event.counter}))) return {};
    TRY(store.events().report({clock_.wall_ms(), "clone", event.kiosk, event.id}));
    Kiosk kiosk = TRY(store.kiosks().find(event.kiosk));
    cloned_log_.line(clock_.mono_ms(), {{"kiosk", kiosk.id}, {"event", event.id}});
    // Told once, and not when it enrolled again already and only its old events arrive.
    if (kiosk.cloned || kiosk.revoked) return {};
    kiosk.cloned = true;
    TRY(store.kiosks().update(kiosk));
    return replies_.ask_to_enrol_again(store, kiosk);
}

Result<void> Intake::take_effect(Store& store, const Event& event) const {
    const std::int64_t now_ms = clock_.wall_ms();
    int number = 0;
    for (const AttachmentName& name : event.attachments) {
        TRY(store.attachments().add({.event = event.id, .number = ++number, .name = name}));
    }
    if (event.sealed) {
        return store.requests().add({.id = event.id,
                                     .village = event.village,
                                     .town = std::string(town_of_village(event.village)),
                                     .kind = event.kind,
                                     .addressee = addressee_of_event(event),
                                     .slip = event.slip,
                                     .state = "received",
                                     .sealing = "sealed",
                                     .received_ms = now_ms,
                                     .changed_ms = now_ms});
    }
    if (event.kind != "heartbeat") return {};
    std::string heartbeat = json_line(*event.body);
    if (heartbeat.size() > heartbeat_bytes_max) return {};
    Kiosk kiosk = TRY(store.kiosks().find(event.kiosk));
    kiosk.heartbeat = std::move(heartbeat);
    kiosk.seen_ms = now_ms;
    return store.kiosks().update(kiosk);
}

}  // namespace hall
