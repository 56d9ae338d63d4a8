#include "platform/fleet/enrolment.h"

#include "platform/publish/note_signer.h"
#include "platform/publish/publisher.h"
#include "sync/core/encoding.h"
#include "sync/core/log.h"
#include "sync/wire/slip.h"

namespace hall {

namespace {

constexpr std::int64_t short_ids_max = 32'768;

Error wrong_code() {
    return Error(Errc::refused, "the enrolment code is wrong, used or too old");
}

}  // namespace

Result<std::string> Enrolment::make_code(Store& store, std::string_view village) const {
    const Places places = TRY(served_places(store));
    const std::optional<PlaceNow> now = village_now(places, village);
    if (!now) return Error(Errc::not_found, "no village " + std::string(village));
    const std::string code = make_slip_code(random_);
    const std::string canonical = TRY(canonical_slip_code(code));
    const std::int64_t now_ms = clock_.wall_ms();
    TRY(store.kiosks().forget_codes_before(now_ms - enrolment_code_ms));
    TRY(store.kiosks().add_code({.code_sha256 = sha256_hex(canonical),
                                 .village = now->village->code,
                                 .made_ms = now_ms,
                                 .expires_ms = now_ms + enrolment_code_ms}));
    return code;
}

Result<EnrolmentAnswer> Enrolment::enrol(Store& store, const EnrolmentRequest& request) const {
    const Result<std::string> canonical = canonical_slip_code(request.code);
    if (!canonical.ok()) return wrong_code();
    const Result<EnrolmentCode> code = store.kiosks().find_code(sha256_hex(canonical.value()));
    if (!code.ok()) {
        return code.error().code() == Errc::not_found ? wrong_code() : code.error();
    }
    if (clock_.wall_ms() >= code.value().expires_ms) return wrong_code();
    if (!code.value().kiosk.empty()) {
        const Kiosk kiosk = TRY(store.kiosks().find(code.value().kiosk));
        if (kiosk.sign_key != request.sign_key || kiosk.box_key != request.box_key ||
            kiosk.revoked) {
            return wrong_code();
        }
        return answer_for(store, kiosk);
    }
    const Kiosk kiosk = TRY(kiosk_for(store, request, code.value().village));
    TRY(end_former(store, request, kiosk));
    TRY(store.kiosks().use_code(code.value().code_sha256, kiosk.id));
    TRY(replies_.send_roster(store, kiosk));
    log_line(LogLevel::info, "kiosk_enrolled",
             {{"kiosk", kiosk.id}, {"village", kiosk.village}, {"epoch", kiosk.epoch}});
    return answer_for(store, kiosk);
}

Result<Kiosk> Enrolment::kiosk_for(Store& store, const EnrolmentRequest& request,
                                   std::string_view village) const {
    const std::int64_t now_ms = clock_.wall_ms();
    Result<Kiosk> known = store.kiosks().find_by_sign_key(request.sign_key);
    if (known.ok()) {
        Kiosk kiosk = std::move(known).value();
        // A revoked key stays revoked, and a board keeps its village: either needs new keys.
        if (kiosk.revoked || kiosk.village != village) return wrong_code();
        kiosk.box_key = request.box_key;
        kiosk.cloned = false;
        kiosk.enrolled_ms = now_ms;
        ++kiosk.epoch;
        TRY(store.kiosks().update(kiosk));
        return kiosk;
    }
    if (known.error().code() != Errc::not_found) return known.error();
    Kiosk kiosk{.ordinal = TRY(store.kiosks().next_ordinal()),
                .village = std::string(village),
                .sign_key = request.sign_key,
                .box_key = request.box_key,
                .key_id = key_id_of(request.sign_key),
                .enrolled_ms = now_ms};
    if (kiosk.ordinal >= short_ids_max) return Error(Errc::exhausted, "no short ids are left");
    kiosk.id = "kiosk-" + hex_of(random_.bytes(8));
    TRY(store.kiosks().add(kiosk));
    return kiosk;
}

// A copy of the former key is then worth nothing any more. A former kiosk that nobody
// knows is no reason to turn a board away: the county may have begun anew.
Result<void> Enrolment::end_former(Store& store, const EnrolmentRequest& request,
                                   const Kiosk& kiosk) const {
    if (!request.former) return {};
    Result<Kiosk> former = store.kiosks().find(request.former->kiosk);
    if (!former.ok()) {
        return former.error().code() == Errc::not_found ? Result<void>() : former.error();
    }
    if (former.value().id == kiosk.id) return {};
    const std::string message = former_message(request.former->kiosk, request);
    if (!verify_ed25519(former.value().sign_key, message, request.former->signature).ok()) {
        return wrong_code();
    }
    former.value().revoked = true;
    log_line(LogLevel::info, "kiosk_ended", {{"kiosk", former.value().id}, {"now", kiosk.id}});
    return store.kiosks().update(former.value());
}

Result<EnrolmentAnswer> Enrolment::answer_for(Store& store, const Kiosk& kiosk) const {
    const Places places = TRY(places_of_county(store));
    const VillageNames names = TRY(names_of_village(places, kiosk.village));
    std::string root = TRY(metadata_.root_file(store));
    std::vector<NamedKey> receipt_keys = TRY(known_receipt_keys(store));
    return EnrolmentAnswer{.kiosk = kiosk.id,
                           .short_id = short_id_of(kiosk.ordinal),
                           .village = kiosk.village,
                           .village_name = names.village,
                           .town = std::string(town_of_village(kiosk.village)),
                           .town_name = names.town,
                           .county = names.county,
                           .epoch = kiosk.epoch,
                           .root = std::move(root),
                           .receipt_keys = std::move(receipt_keys)};
}

}  // namespace hall
