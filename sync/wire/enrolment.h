// Enrolment: how a new board becomes a kiosk of a village.
//
//     request  {"code":"…","sign_key":"base64","box_key":"base64","signature":"base64",
//               "former":{"kiosk":"…","signature":"base64"}}
//     response   {"kiosk":"…","short":"K7M","village":"510681113205","name":"滴水村",
//               "town":"510681113","town_name":"松林镇","county":"广汉市","epoch":1,
//               "root":"base64 of root.json","receipt_keys":[…],"seal_keys":[…]}

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/signature.h"

namespace hall {

// A board that was a kiosk before says so with its former key: that one then ends, and
// whoever else has a copy of it is turned away. What the board still has to send of the
// former kiosk's is taken from the new one.
struct FormerKiosk {
    std::string kiosk;
    std::string signature;  // 64 bytes, see former_message()
};

struct EnrolmentRequest {
    std::string code;
    std::string sign_key;  // 32 bytes
    std::string box_key;   // 32 bytes
    std::optional<FormerKiosk> former;
    std::string signature;  // 64 bytes, by sign_key: see enrolment_message()
};

// What the former key signs: this code, these new keys, and nothing else.
std::string former_message(std::string_view kiosk, const EnrolmentRequest& request);

// What the new signing key signs: the code, all keys and whose former kiosk this is. Public
// keys are no secret, so naming one proves nothing; and nobody on the way may put another
// box_key beside it.
std::string enrolment_message(const EnrolmentRequest& request);

// Signs the request as it stands. REQUIRES: `key` is the one that sign_key names.
void sign_enrolment(EnrolmentRequest& request, const SigningKey& key);

// Fails with `untrusted` unless whoever asks has the secret half of sign_key.
Result<void> check_possession(const EnrolmentRequest& request);

struct EnrolmentResponse {
    std::string kiosk;
    std::string short_id;
    std::string village;
    std::string village_name;
    std::string town;
    std::string town_name;
    std::string county;
    std::int64_t epoch = 1;
    std::string root;  // bytes of root.json
    std::vector<NamedKey> receipt_keys;
};

std::string bytes_of(const EnrolmentRequest& request);

// Fails with `corrupt`, also if nothing could ever be sealed to box_key. The signature is not
// checked here.
Result<EnrolmentRequest> parse_enrolment_request(std::string_view bytes);
std::string bytes_of(const EnrolmentResponse& response);
Result<EnrolmentResponse> parse_enrolment_response(std::string_view bytes);

}  // namespace hall
