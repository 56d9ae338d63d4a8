#include "platform/intake/intake.h"

#include <algorithm>
#include <iterator>

#include "platform/publish/key_store.h"
#include "platform/publish/metadata_writer.h"
#include "sync/core/check.h"
#include "sync/core/log.h"
#include "sync/rules/routing.h"
#include "sync/wire/receipt.h"
#include "sync/wire/slip.h"

namespace hall::platform {

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

// Some kinds are open and say what the county acts on; sealed or empty they could not be heard.
bool says_what_its_kind_says(const Event& event) {
    const std::optional<EventKind> kind = event_kind_of(event.kind);
    if (!kind || row_of(*kind).check_body == nullptr) return true;
    return event.body && row_of(*kind).check_body(*event.body).ok();
}

// The version of the village's view; 0 where it is not to be said: nothing was published for
// the village, or some of its kiosks follow the view of a former code.
Result<std::int64_t> view_of(Store& store, std::string_view village) {
    for (const FormerVillage& former : TRY(store.places().former_villages())) {
        if (former.village == village) return 0;
    }
    const Result<PublishedView> view = store.publications().view(village);
    if (view.ok()) return view.value().timestamp_version;
    return view.error().code() == Errc::not_found ? Result<std::int64_t>(0) : view.error();
}

// Whether somebody here can have the key of a box that is sealed to this addressee.
bool is_known_addressee(std::string_view to) {
    return std::any_of(std::begin(seal_roles), std::end(seal_roles),
                       [&](std::string_view role) { return addressee_of(role) == to; });
}

// The day in China, since 1970.
std::int64_t day_at(std::int64_t wall_ms) {
    constexpr std::int64_t day_ms = 86'400'000;
    constexpr std::int64_t ahead_of_utc_ms = 8 * 3'600'000;
    return (wall_ms + ahead_of_utc_ms) / day_ms;
}

}  // namespace

Result<std::vector<std::string>> Intake::take(Store& store, const Kiosk& sender,
                                              const std::vector<std::string>& batch,
                                              Arrival arrival) const {
    std::vector<std::string> receipts;
    for (const std::string& bytes : batch) {
        receipts.push_back(TRY(take_alone(store, sender, {bytes, arrival})));
    }
    return receipts;
}

Result<bool> Intake::is_over_quota(Store& store, const Kiosk& sender) const {
    const std::int64_t bytes = TRY(store.events().bytes_on(sender.id, day_at(clock_.wall_ms())));
    if (bytes <= limits_.bytes_a_day_max) return false;
    log_line(LogLevel::warning, "event_quota", {{"kiosk", sender.id}, {"bytes", bytes}});
    return true;
}

// Each event under a mark of its own: one that the store will not have is taken back
// alone. When the store itself fails, all must come again.
Result<std::string> Intake::take_alone(Store& store, const Kiosk& sender,
                                       const Arrived& arrived) const {
    const std::string_view bytes = arrived.bytes;
    TRY(store.set_savepoint());
    Result<std::string> receipt = take_one(store, sender, arrived);
    if (receipt.ok()) {
        TRY(store.release_savepoint());
        return receipt;
    }
    TRY(store.roll_back_to_savepoint());
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
                          *signer_.key());
}

Result<std::string> Intake::take_one(Store& store, const Kiosk& sender,
                                     const Arrived& arrived) const {
    const std::string_view bytes = arrived.bytes;
    const Result<Event> parsed = parse_event(bytes);
    if (!parsed.ok()) {
        const bool open = parsed.error().code() == Errc::refused;
        return refusal(id_in(bytes), bytes,
                       open ? "这条内容没有加密，县里不收。请重新填一次"
                            : "这条内容县里读不出来。请重新填一次");
    }
    const Event& event = parsed.value();
    if (!says_what_its_kind_says(event))
        return refusal(event.id, bytes, "这条内容县里读不出来。请重新填一次");
    const std::string sha256 = sha256_hex(bytes);
    const Result<StoredEvent> known = store.events().find(event.id);
    if (known.ok()) {
        if (known.value().sha256 == sha256) {
            return signer_.re_sign_if_retired(known.value().receipt, "receipt");
        }
        TRY(store.events().report({clock_.wall_ms(), "conflict", sender.id, event.id}));
        conflict_log_.line(clock_.mono_ms(), {{"kiosk", sender.id}, {"event", event.id}});
        return refusal(event.id, bytes, "这个编号已经交过另一份内容。请叫代办员看一看");
    }
    if (known.error().code() != Errc::not_found) return known.error();
    const Result<void> judged = judge(store, sender, event);
    if (!judged.ok()) {
        if (judged.error().code() != Errc::refused) return judged.error();
        return refusal(event.id, bytes, judged.error().message());
    }
    TRY(notice_clone(store, event));
    if (arrived.by == Arrival::network) {
        TRY(store.events().add_use({.kiosk = sender.id,
                                    .day = day_at(clock_.wall_ms()),
                                    .bytes = static_cast<std::int64_t>(bytes.size())}));
    }
    return keep(store, event, arrived);
}

Result<std::string> Intake::keep(Store& store, const Event& event, const Arrived& arrived) const {
    const std::string_view bytes = arrived.bytes;
    const std::string sha256 = sha256_hex(bytes);
    // Made under a former code, it belongs to the village that this became part of.
    const std::string village = TRY(store.places().village_now(event.village));
    const std::int64_t now_ms = clock_.wall_ms();
    const std::int64_t view = TRY(view_of(store, village));
    const std::string receipt = signed_receipt({.event = event.id,
                                                .sha256 = sha256,
                                                .state = "accepted",
                                                .number = event.slip,
                                                .at = utc_text(now_ms),
                                                .view = view},
                                               *signer_.key());
    TRY(store.events().add({.id = event.id,
                            .kiosk = event.kiosk,
                            .epoch = event.epoch,
                            .counter = event.counter,
                            .village = village,
                            .kind = event.kind,
                            .slip = event.slip,
                            .bytes = std::string(bytes),
                            .sha256 = sha256,
                            .receipt = receipt,
                            .received_ms = now_ms}));
    TRY(take_effect(store, event, {village, arrived.by}));
    return receipt;
}

Result<void> Intake::judge(Store& store, const Kiosk& sender, const Event& event) const {
    const Kiosk maker = TRY(judge_sender(store, sender, event));
    // A slip shows whoever has its number how things stand: it must be the maker's own.
    if (!event.slip.empty() &&
        event.slip != slip_number(short_id_of(maker.ordinal), event.counter)) {
        return Error(Errc::refused, "凭条号不是这台机器的，县里不收。请重新填一次");
    }
    // A receipt is a promise that somebody reads it.
    if (event.sealed && !is_known_addressee(event.sealed->to)) {
        return Error(Errc::refused, "县里没有这个收件人，谁也读不到。请重新填一次");
    }
    return {};
}

// The kiosk that made the event. A kiosk sends its own, and those that a retired kiosk of
// its village left behind in the outbox of the same board.
Result<Kiosk> Intake::judge_sender(Store& store, const Kiosk& sender, const Event& event) const {
    const Error foreign(Errc::refused, "这条内容不是这台机器上填的，县里不收");
    if (event.village != sender.village &&
        TRY(store.places().village_now(event.village)) != sender.village) {
        return foreign;
    }
    if (event.kiosk == sender.id) return sender;
    Result<Kiosk> maker = store.kiosks().find(event.kiosk);
    if (!maker.ok()) return maker.error().code() == Errc::not_found ? foreign : maker.error();
    if (maker.value().village != sender.village || !maker.value().revoked) return foreign;
    return maker;
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

Result<void> Intake::take_effect(Store& store, const Event& event, const Heard& heard) const {
    int number = 0;
    for (const AttachmentName& name : event.attachments) {
        TRY(store.attachments().add({.event = event.id, .number = ++number, .name = name}));
    }
    const std::optional<EventKind> kind = event_kind_of(event.kind);
    // Whatever is sealed is for somebody to read, also if its kind could be open; and what is
    // open is of a kind we know (parse_event).
    CHECK(event.sealed || kind);
    switch (event.sealed ? CountyEffect::a_request : row_of(*kind).effect) {
        case CountyEffect::a_request:
            return add_request(store, event, heard.village);
        case CountyEffect::seen_kiosk:
            return note_heartbeat(store, event);
        case CountyEffect::help_call:
            return help_.take(store, event, heard);
        case CountyEffect::none:
            return {};
    }
    return {};
}

Result<void> Intake::add_request(Store& store, const Event& event,
                                 const std::string& village) const {
    const std::int64_t now_ms = clock_.wall_ms();
    return store.requests().add(
        {.id = event.id,
         .village = village,
         .town = std::string(town_of_village(village)),
         .kind = event.kind,
         .addressee = event.sealed->to,
         .handler = std::string(usual_handler(event.sealed->to, event.kind)),
         .matter = event.kind,
         .slip = event.slip,
         .state = "received",
         .sealing = "sealed",
         .received_ms = now_ms,
         .changed_ms = now_ms});
}

Result<void> Intake::note_heartbeat(Store& store, const Event& event) const {
    std::string heartbeat = json_line(*event.body);
    if (heartbeat.size() > heartbeat_bytes_max) return {};
    Kiosk kiosk = TRY(store.kiosks().find(event.kiosk));
    kiosk.heartbeat = std::move(heartbeat);
    kiosk.seen_ms = clock_.wall_ms();
    return store.kiosks().update(kiosk);
}

}  // namespace hall::platform
