// Kiosks: who is enrolled, the one-time codes, and when each was last heard of.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::platform {

struct Kiosk {
    std::string id;
    std::int64_t ordinal = 0;  // of the short id on its slips; never used twice
    std::string village;
    std::string sign_key;  // 32 bytes
    std::string box_key;   // 32 bytes
    std::string key_id;    // key_id_of(sign_key)
    std::int64_t epoch = 1;
    bool revoked = false;
    bool cloned = false;  // two boards spoke with its key: it must enrol again
    std::int64_t enrolled_ms = 0;
    std::int64_t seen_ms = 0;
    std::string heartbeat;  // JSON of the last heartbeat, or empty
};

struct EnrolmentCode {
    std::string code_sha256;  // hexadecimal, of the code in canonical form
    std::string village;
    std::int64_t made_ms = 0;
    std::int64_t expires_ms = 0;
    std::string kiosk;  // who used it, or empty
};

class KioskStore {
  public:
    virtual ~KioskStore() = default;

    // By its id or its key id. not_found.
    virtual Result<Kiosk> find(std::string_view name) = 0;
    virtual Result<Kiosk> find_by_sign_key(std::string_view sign_key) = 0;  // not_found
    virtual Result<std::vector<Kiosk>> list() = 0;

    //   refused  id, ordinal or key are taken
    virtual Result<void> add(const Kiosk& kiosk) = 0;
    virtual Result<void> update(const Kiosk& kiosk) = 0;  // not_found
    virtual Result<std::int64_t> next_ordinal() = 0;

    virtual Result<void> add_code(const EnrolmentCode& code) = 0;
    virtual Result<EnrolmentCode> find_code(std::string_view code_sha256) = 0;  // not_found
    virtual Result<void> use_code(std::string_view code_sha256, std::string_view kiosk) = 0;
    virtual Result<void> forget_codes_before(std::int64_t expires_ms) = 0;
};

}  // namespace hall::platform
