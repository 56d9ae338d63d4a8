// Reply: what comes back for people. Each is signed like a receipt. Its open line
// says how far a matter is; what is personal is sealed to the slip's key, and what
// only one kiosk may know is sealed to that kiosk's box key.
//
//     {"reply":{"seq":17,"village":"…","kind":"state","slip":"K7M-0012X","state":"done",
//               "line":"办好了，请带身份证到村里取","at":"…","sealed":"base64"},
//      "key":"…","signature":"…"}

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/seal.h"
#include "sync/wire/signature.h"

namespace hall {

struct Reply {
    std::int64_t seq = 0;  // rises by village; the kiosk asks for those after its last
    std::string village;
    std::string kind;    // state: of a slip | kiosk: for one kiosk
    std::string slip;    // kind state
    std::string kiosk;   // kind kiosk
    std::string state;   // received | accepted | handling | returned | done
    std::string line;    // open sentence, never personal
    std::string at;      // UTC
    std::string sealed;  // the box, or empty
};

// In the county's answer for a village's timestamp: the number of the village's newest
// reply. Nobody signed it: it spares a question, and proves nothing.
inline constexpr std::string_view newest_reply_header = "hall-newest-reply";

std::string signed_reply(const Reply& reply, const SigningKey& key);

// Fails with `untrusted` unless one of the receipt keys signed it, `corrupt` if it is
// no reply.
Result<Reply> open_reply(std::string_view bytes, const std::vector<NamedKey>& receipt_keys);

// --- The roster: who may log in to staff mode at one kiosk. Body of a kiosk reply.
struct StaffMember {
    std::string number;    // what they type, 4 to 8 digits
    std::string name;      // shown after log-in
    std::string role;      // staff | secretary | committee
    std::string verifier;  // of the PIN, see seal.h
};

Json json_of_roster(const std::vector<StaffMember>& roster);
Result<std::vector<StaffMember>> roster_of(const Json& body);

// --- Another message for one device: two boards speak with its key, and it must enrol again.
//     {"device_message":"enrol_again","kiosk":"…","epoch":3}; it counts for enrolments up to that
//     epoch.
struct EnrolAgain {
    std::string kiosk;
    std::int64_t epoch = 0;
};

inline constexpr std::string_view enrol_again_message = "enrol_again";
Json json_of(const EnrolAgain& message);
Result<EnrolAgain> enrol_again_of(const Json& body);

// --- What staff write to one villager: the sealed part of a state reply.

Json json_of_message(std::string_view text);

// From what open_sealed() returned. Fails with `corrupt`.
Result<std::string> message_of(std::string_view plain);

}  // namespace hall
