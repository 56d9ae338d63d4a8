#include "platform/fleet/enrolment.h"

#include "platform/publish/publisher.h"
#include "platform/publish/statement_signer.h"
#include "sync/core/encoding.h"
#include "sync/core/log.h"
#include "sync/wire/slip.h"

namespace hall::platform {

namespace {

constexpr std::int64_t short_ids_max = 32'768;

// What is wrong goes to the log; whoever asks hears one answer for all of it.
Error refusal(std::string_view reason) {
    return Error(Errc::refused, std::string(reason));
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

Result<EnrolmentResponse> Enrolment::enrol(Store& store, const EnrolmentRequest& request) const {
    Result<EnrolmentResponse> answer = enrol_unless_refused(store, request);
    if (answer.ok()) return answer;
    const Errc code = answer.error().code();
    if (code == Errc::refused || code == Errc::untrusted) {
        log_line(
            LogLevel::warning, "enrolment_refused",
            {{"reason", answer.error().message()},
             {"key", key_id_of(request.sign_key)},
             {"former", request.former ? request.former->kiosk.substr(0, 64) : std::string()}});
    }
    return answer;
}

// Everything is judged before anything is written.
Result<EnrolmentResponse> Enrolment::enrol_unless_refused(Store& store,
                                                          const EnrolmentRequest& request) const {
    TRY_IN("possession", check_possession(request));
    const EnrolmentCode code = TRY(judge_code(store, request));
    if (!code.kiosk.empty()) return answer_for(store, TRY(store.kiosks().find(code.kiosk)));
    std::optional<Kiosk> known = TRY(judge_known(store, request, code.village));
    std::optional<Kiosk> former = TRY(judge_former(store, request));
    const Kiosk kiosk = known ? TRY(enrol_known(store, request, *std::move(known)))
                              : TRY(add_kiosk(store, request, code.village));
    if (former) {
        former->revoked = true;
        TRY(store.kiosks().update(*former));
        log_line(LogLevel::info, "kiosk_ended", {{"kiosk", former->id}, {"now", kiosk.id}});
    }
    TRY(store.kiosks().use_code(code.code_sha256, kiosk.id));
    TRY(replies_.send_roster(store, kiosk));
    log_line(LogLevel::info, "kiosk_enrolled",
             {{"kiosk", kiosk.id}, {"village", kiosk.village}, {"epoch", kiosk.epoch}});
    return answer_for(store, kiosk);
}

// A code that was used is good for the same board once more.
Result<EnrolmentCode> Enrolment::judge_code(Store& store, const EnrolmentRequest& request) const {
    const Result<std::string> canonical = canonical_slip_code(request.code);
    if (!canonical.ok()) return refusal("no code");
    Result<EnrolmentCode> code = store.kiosks().find_code(sha256_hex(canonical.value()));
    if (!code.ok()) {
        if (code.error().code() != Errc::not_found) return code;
        return refusal("unknown code");
    }
    if (clock_.wall_ms() >= code.value().expires_ms) return refusal("code too old");
    if (code.value().kiosk.empty()) return code;
    const Kiosk kiosk = TRY(store.kiosks().find(code.value().kiosk));
    if (kiosk.sign_key != request.sign_key || kiosk.box_key != request.box_key || kiosk.revoked) {
        return refusal("code used");
    }
    return code;
}

// A revoked key stays revoked, and a board keeps its village: either needs new keys.
Result<std::optional<Kiosk>> Enrolment::judge_known(Store& store, const EnrolmentRequest& request,
                                                    std::string_view village) const {
    Result<Kiosk> known = store.kiosks().find_by_sign_key(request.sign_key);
    if (!known.ok()) {
        if (known.error().code() != Errc::not_found) return known.error();
        return std::optional<Kiosk>();
    }
    if (known.value().revoked) return refusal("key revoked");
    if (known.value().village != village) return refusal("code for another village");
    return std::optional<Kiosk>(std::move(known).value());
}

// The kiosk that the board was and that ends now: a copy of its key is then worth nothing
// any more. A former kiosk that nobody knows is no reason to turn a board away: the county
// may have begun anew.
Result<std::optional<Kiosk>> Enrolment::judge_former(Store& store,
                                                     const EnrolmentRequest& request) const {
    if (!request.former) return std::optional<Kiosk>();
    Result<Kiosk> former = store.kiosks().find(request.former->kiosk);
    if (!former.ok()) {
        if (former.error().code() != Errc::not_found) return former.error();
        return std::optional<Kiosk>();
    }
    const std::string& sign_key = former.value().sign_key;
    const std::string message = former_message(request.former->kiosk, request);
    if (!verify_ed25519(sign_key, message, request.former->signature).ok()) {
        return refusal("the former key did not sign");
    }
    if (sign_key == request.sign_key) return std::optional<Kiosk>();
    return std::optional<Kiosk>(std::move(former).value());
}

Result<Kiosk> Enrolment::enrol_known(Store& store, const EnrolmentRequest& request,
                                     Kiosk kiosk) const {
    kiosk.box_key = request.box_key;
    kiosk.cloned = false;
    kiosk.enrolled_ms = clock_.wall_ms();
    ++kiosk.epoch;
    TRY(store.kiosks().update(kiosk));
    return kiosk;
}

Result<Kiosk> Enrolment::add_kiosk(Store& store, const EnrolmentRequest& request,
                                   std::string_view village) const {
    Kiosk kiosk{.ordinal = TRY(store.kiosks().next_ordinal()),
                .village = std::string(village),
                .sign_key = request.sign_key,
                .box_key = request.box_key,
                .key_id = key_id_of(request.sign_key),
                .enrolled_ms = clock_.wall_ms()};
    if (kiosk.ordinal >= short_ids_max) return Error(Errc::exhausted, "no short ids are left");
    kiosk.id = "kiosk-" + hex_of(random_.bytes(8));
    TRY(store.kiosks().add(kiosk));
    return kiosk;
}

Result<EnrolmentResponse> Enrolment::answer_for(Store& store, const Kiosk& kiosk) const {
    const Places places = TRY(places_of_county(store));
    const VillageNames names = TRY(names_of_village(places, kiosk.village));
    std::string root = TRY(metadata_.root_file(store));
    std::vector<NamedKey> receipt_keys = TRY(known_receipt_keys(store));
    return EnrolmentResponse{.kiosk = kiosk.id,
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

}  // namespace hall::platform
