// Enrolment: how a new board becomes a kiosk of a village.
//
//     request  {"code":"…","sign_key":"base64","box_key":"base64",
//               "former":{"kiosk":"…","signature":"base64"}}
//     answer   {"kiosk":"…","short":"K7M","village":"510681113205","name":"滴水村",
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
};

// What the former key signs: this code, these new keys, and nothing else.
std::string former_message(std::string_view kiosk, const EnrolmentRequest& request);

struct EnrolmentAnswer {
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
Result<EnrolmentRequest> parse_enrolment_request(std::string_view bytes);
std::string bytes_of(const EnrolmentAnswer& answer);
Result<EnrolmentAnswer> parse_enrolment_answer(std::string_view bytes);

}  // namespace hall
