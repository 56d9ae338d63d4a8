#include "platform/stick/stick_taker.h"

#include <map>

#include "sync/core/json.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

constexpr std::size_t kiosks_max = 10'000;
constexpr std::size_t batches_max = 10'000;  // good ones of one kiosk: its outbox holds no more

// How many of these events are here already, byte for byte.
Result<std::int64_t> count_known(Store& store, const std::vector<std::string>& events) {
    std::int64_t known = 0;
    for (const std::string& bytes : events) {
        const Result<Event> event = parse_event(bytes);
        if (!event.ok()) continue;
        const Result<StoredEvent> stored = store.events().find(event.value().id);
        if (!stored.ok() && stored.error().code() != Errc::not_found) return stored.error();
        if (stored.ok() && stored.value().sha256 == sha256_hex(bytes)) ++known;
    }
    return known;
}

// The parts of a receipt of our own.
struct OwnReceipt {
    std::string event;
    std::string sha256;
    std::string state;
};

OwnReceipt own_receipt_of(std::string_view receipt) {
    const Result<Json> json = parse_json(receipt);
    CHECK(json.ok());
    const Json& note = object_or_empty(json.value(), "receipt");
    return {string_or(note, "event"), string_or(note, "sha256"), string_or(note, "state")};
}

}  // namespace

// What became of one batch.
struct StickTaker::Judged {
    std::optional<Error> rejected;  // untrusted: an untrusted peer's; corrupt: damaged
    std::string village;
    std::int64_t accepted = 0;
    std::int64_t again = 0;
    std::int64_t refused = 0;
};

Result<StickTaken> StickTaker::take(const Path& mount) {
    const StickFolder folder(mount);
    StickTaken taken;
    rejected_log_.end();
    TRY_IN("stick", parts_.stick.list(folder.root()));
    Result<std::vector<std::string>> names = parts_.stick.list(folder.all_outboxes());
    if (!names.ok() && names.error().code() == Errc::exhausted)
        return Error(names.error()).in("stick");
    if (!names.ok() && names.error().code() != Errc::unavailable) return taken;
    std::size_t kiosks = 0;
    for (const std::string& name : TRY_IN("stick", std::move(names))) {
        if (!is_stick_kiosk(name) || ++kiosks > kiosks_max) continue;
        TRY(take_kiosk(folder, name, taken));
    }
    rejected_log_.end();
    return taken;
}

Result<void> StickTaker::take_kiosk(const StickFolder& folder, const std::string& kiosk,
                                    StickTaken& taken) {
    const Path outbox = folder.outbox(kiosk);
    Result<std::vector<std::string>> names = parts_.stick.list(outbox);
    if (!names.ok() && names.error().code() == Errc::exhausted) {
        // More files than a folder of ours ever has: nobody can say what is among them.
        ++taken.damaged;
        rejected_log_.line({{"kiosk", kiosk}, {"reason", names.error().text()}});
        return {};
    }
    if (!names.ok() && names.error().code() != Errc::unavailable) return {};
    TakenFromKiosk from{.kiosk = kiosk};
    std::size_t good = 0;
    for (const std::string& name : TRY_IN("stick", std::move(names))) {
        if (!batch_span_of(name) || good == batches_max) continue;
        const Result<std::string> bytes = parts_.stick.read(outbox / name, stick_batch_bytes_max);
        if (!bytes.ok() && bytes.error().code() == Errc::unavailable) {
            return Error(bytes.error()).in("stick");
        }
        if (!bytes.ok()) {
            ++taken.damaged;
            continue;
        }
        const Judged judged = TRY(take_batch(bytes.value(), kiosk));
        if (judged.rejected) {
            const bool damaged = judged.rejected->code() == Errc::corrupt;
            ++(damaged ? taken.damaged : taken.unenrolled);
            rejected_log_.line({{"kiosk", kiosk}, {"reason", judged.rejected->text()}});
            continue;
        }
        ++good;
        from.village = judged.village;
        from.accepted += judged.accepted;
        from.again += judged.again;
        from.refused += judged.refused;
    }
    if (good == 0) return {};
    taken.kiosks.push_back(from);
    log_line(LogLevel::info, "stick_taken",
             {{"kiosk", kiosk}, {"accepted", from.accepted}, {"again", from.again}});
    return give_receipts(folder, kiosk, taken);
}

Result<StickTaker::Judged> StickTaker::take_batch(std::string_view bytes,
                                                  const std::string& kiosk) {
    return ask<Judged>(parts_.executor, [&](Store& store) -> Result<Judged> {
        Judged judged;
        std::optional<Error> store_trouble;
        Kiosk sender;
        const Result<OpenedBatch> batch =
            open_batch(bytes, [&](std::string_view name) -> Result<std::string> {
                if (name != kiosk) return Error(Errc::untrusted, "in another kiosk's folder");
                const Result<Kiosk> found = store.kiosks().find(name);
                if (!found.ok() && found.error().code() != Errc::not_found)
                    store_trouble = found.error();
                if (!found.ok()) return Error(Errc::untrusted, "no such kiosk");
                if (found.value().revoked) return Error(Errc::untrusted, "revoked");
                sender = found.value();
                return sender.sign_key;
            });
        if (store_trouble) return *store_trouble;
        if (!batch.ok()) {
            judged.rejected = batch.error();
            return judged;
        }
        const Result<std::string> plain = parts_.decryptor.open_comment(batch.value().box);
        if (!plain.ok() && plain.error().code() == Errc::unavailable) return plain.error();
        const Result<std::vector<std::string>> events =
            plain.ok() ? unpack_batch(plain.value())
                       : Result<std::vector<std::string>>(plain.error());
        if (!events.ok()) {
            judged.rejected = Error(Errc::corrupt, events.error().message());
            return judged;
        }
        judged.village = sender.village;
        judged.again = TRY(count_known(store, events.value()));
        const std::vector<std::string> receipts =
            TRY(parts_.intake.take(store, sender, events.value(), Arrival::stick));
        for (const std::string& receipt : receipts) {
            const OwnReceipt own = own_receipt_of(receipt);
            ++(own.state == "accepted" ? judged.accepted : judged.refused);
            TRY(store.events().keep_for_stick({kiosk, own.event, own.sha256, receipt},
                                              stick_receipts_max));
        }
        judged.accepted -= judged.again;
        return judged;
    });
}

Result<void> StickTaker::give_receipts(const StickFolder& folder, const std::string& kiosk,
                                       StickTaken& taken) {
    const std::string lines = TRY(ask<std::string>(
        parts_.executor, [&](Store& store) { return stick_receipts_of(store, kiosk); }));
    Result<void> written = parts_.stick.make_folder(folder.all_receipts());
    if (written.ok()) written = write_if_changed(parts_.stick, folder.receipts(kiosk), lines);
    if (written.ok()) return {};
    taken.receipts_on_stick = false;
    taken.stick_trouble = written.error();
    return {};
}

Result<std::string> stick_receipts_of(Store& store, std::string_view kiosk) {
    const std::vector<std::string> receipts = TRY(store.events().for_stick(kiosk));
    // The newest that a kiosk will read, oldest first.
    std::size_t bytes = 0;
    auto first = receipts.end();
    while (first != receipts.begin() &&
           bytes + (first - 1)->size() + 1 <= stick_receipts_bytes_max) {
        --first;
        bytes += first->size() + 1;
    }
    std::string lines;
    for (; first != receipts.end(); ++first) lines.append(*first).push_back('\n');
    return lines;
}

Result<void> write_if_changed(Files& stick, const Path& file, std::string_view bytes) {
    const Result<std::string> there = stick.read(file, bytes.size());
    if (there.ok() && there.value() == bytes) return {};
    return stick.write_durably(file, bytes, FileMode::shared);
}

}  // namespace hall::platform
