#include "sync/wire/enrolment.h"

#include <algorithm>

#include "sync/core/ascii.h"
#include "sync/core/encoding.h"
#include "sync/wire/seal.h"
#include "sync/wire/signed_statement.h"
#include "sync/wire/slip.h"

namespace hall {

namespace {

constexpr std::size_t enrolment_key_bytes = 32;
constexpr std::size_t signature_bytes = 64;
constexpr std::size_t request_bytes_max = 16 << 10;
constexpr std::size_t response_bytes_max = std::size_t{2} << 20;

Result<std::string> signature_member(const Json& json) {
    const std::string text = TRY(string_member(json, "signature"));
    std::string signature = TRY(bytes_of_base64(text));
    if (signature.size() != signature_bytes) {
        return Error(Errc::corrupt, "a signature is 64 bytes");
    }
    return signature;
}

Result<std::string> key_member(const Json& json, std::string_view name) {
    const std::string text = TRY(string_member(json, name));
    std::string key = TRY_IN(name, bytes_of_base64(text));
    if (key.size() != enrolment_key_bytes) return Error(Errc::corrupt, "a key is 32 bytes");
    return key;
}

}  // namespace

std::string former_message(std::string_view kiosk, const EnrolmentRequest& request) {
    return "hall former\n" + std::string(kiosk) + '\n' + request.code + '\n' +
           base64_of(request.sign_key) + '\n' + base64_of(request.box_key) + '\n';
}

std::string enrolment_message(const EnrolmentRequest& request) {
    return "hall enrolment\n" + request.code + '\n' + base64_of(request.sign_key) + '\n' +
           base64_of(request.box_key) + '\n' +
           (request.former ? request.former->kiosk : std::string()) + '\n';
}

void sign_enrolment(EnrolmentRequest& request, const SigningKey& key) {
    CHECK(key.public_key() == request.sign_key);
    request.signature = key.sign(enrolment_message(request));
}

Result<void> check_possession(const EnrolmentRequest& request) {
    return verify_ed25519(request.sign_key, enrolment_message(request), request.signature);
}

std::string bytes_of(const EnrolmentRequest& request) {
    Json json = {{"code", request.code},
                 {"sign_key", base64_of(request.sign_key)},
                 {"box_key", base64_of(request.box_key)},
                 {"signature", base64_of(request.signature)}};
    if (request.former) {
        json["former"] = {{"kiosk", request.former->kiosk},
                          {"signature", base64_of(request.former->signature)}};
    }
    return json_line(json);
}

Result<EnrolmentRequest> parse_enrolment_request(std::string_view bytes) {
    const Json json = TRY_IN("enrolment", parse_json(bytes, {.bytes_max = request_bytes_max}));
    EnrolmentRequest request;
    request.code = TRY_IN("enrolment", string_member(json, "code"));
    request.sign_key = TRY_IN("enrolment", key_member(json, "sign_key"));
    request.box_key = TRY_IN("enrolment", key_member(json, "box_key"));
    if (!can_be_sealed_to(request.box_key)) {
        return Error(Errc::corrupt, "enrolment: nothing can be sealed to \"box_key\"");
    }
    request.signature = TRY_IN("enrolment", signature_member(json));
    if (json.contains("former")) {
        FormerKiosk former;
        former.kiosk = TRY_IN("former", string_member(json["former"], "kiosk"));
        former.signature = TRY_IN("former", signature_member(json["former"]));
        request.former = std::move(former);
    }
    return request;
}

std::string bytes_of(const EnrolmentResponse& response) {
    return json_line({{"kiosk", response.kiosk},
                      {"short", response.short_id},
                      {"village", response.village},
                      {"name", response.village_name},
                      {"town", response.town},
                      {"town_name", response.town_name},
                      {"county", response.county},
                      {"epoch", response.epoch},
                      {"root", base64_of(response.root)},
                      {"receipt_keys", json_of(response.receipt_keys)}});
}

Result<EnrolmentResponse> parse_enrolment_response(std::string_view bytes) {
    const Json json = TRY_IN("enrolment", parse_json(bytes, {.bytes_max = response_bytes_max}));
    EnrolmentResponse response;
    response.kiosk = TRY_IN("enrolment", string_member(json, "kiosk"));
    response.short_id = TRY_IN("enrolment", string_member(json, "short"));
    response.village = TRY_IN("enrolment", string_member(json, "village"));
    response.village_name = TRY_IN("enrolment", string_member(json, "name"));
    response.town = TRY_IN("enrolment", string_member(json, "town"));
    response.town_name = TRY_IN("enrolment", string_member(json, "town_name"));
    response.county = TRY_IN("enrolment", string_member(json, "county"));
    response.epoch = TRY_IN("enrolment", integer_member(json, "epoch"));
    const std::string root = TRY_IN("enrolment", string_member(json, "root"));
    response.root = TRY_IN("enrolment", bytes_of_base64(root));
    const Json* receipt_keys = TRY_IN("enrolment", member(json, "receipt_keys"));
    response.receipt_keys = TRY_IN("enrolment", named_keys_of(*receipt_keys));
    if (response.kiosk.empty()) return Error(Errc::corrupt, "enrolment: a kiosk without a name");
    if (!is_short_id(response.short_id)) {
        return Error(Errc::corrupt, "enrolment: \"short\" is no short id");
    }
    if (!is_digits(response.village, 12)) {
        return Error(Errc::corrupt, "enrolment: \"village\" is not 12 digits");
    }
    if (!is_digits(response.town, 9)) {
        return Error(Errc::corrupt, "enrolment: \"town\" is not 9 digits");
    }
    if (response.epoch < 1) return Error(Errc::corrupt, "enrolment: \"epoch\" is less than 1");
    return response;
}

}  // namespace hall
