// Sealed boxes: bytes that only the holder of one key can read. The one home of
// X25519, the padding, and passwords.
//
// What is personal exists in plain only in the memory of the process that made it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sync/core/random.h"
#include "sync/core/result.h"

namespace hall {

// An X25519 key pair. The secret is wiped on destruction.
class BoxKey {
  public:
    static BoxKey make(Random& random);

    // `secret` is 32 bytes; `corrupt` otherwise.
    static Result<BoxKey> from_secret(std::string_view secret);

    BoxKey(BoxKey&& other) noexcept;
    BoxKey& operator=(BoxKey&& other) noexcept;
    BoxKey(const BoxKey&) = delete;
    BoxKey& operator=(const BoxKey&) = delete;
    ~BoxKey();

    const std::string& public_key() const { return public_key_; }  // 32 bytes
    const std::string& secret() const { return secret_; }          // 32 bytes

  private:
    BoxKey() = default;
    std::string secret_;
    std::string public_key_;
};

inline constexpr std::size_t seal_padding_bytes = 256;

// Pads to a multiple of 256 bytes (ISO/IEC 7816-4) and seals with libsodium's
// crypto_box_seal. Randomised: seal once, resend the same bytes.
// Fails with `corrupt` if the key is not 32 bytes.
Result<std::string> seal(std::string_view plain, std::string_view public_key);

// False for what is no key: another length, or one of the few points (zero is one) to which
// nothing can be sealed.
bool can_be_sealed_to(std::string_view public_key);

// Fails with `untrusted` if the box is not for this key or was altered.
Result<std::string> open_sealed(std::string_view box, const BoxKey& key);

// The key pair that a slip's code stands for: Argon2id (13: m = 19 MiB, t = 2, p = 1;
// OWASP floor) over the code, salted with SHA-256 of "hall slip " and the slip number.
// `code` in the canonical form of slip.h. Takes some 30 ms and 19 MiB; fails with `exhausted`
// where they are not to be had.
Result<BoxKey> box_key_of_code(std::string_view code, std::string_view slip_number);

// A key pair that is used more than once, such as that of a slip whose answer stays on the
// screen. The secret stands in locked memory between guard pages: it is never swapped out or
// dumped, can be read only while a box is being opened, and is wiped with this object.
class LockedKey {
  public:
    // `exhausted` if there is no memory for it.
    static Result<LockedKey> keep(const BoxKey& key);

    // Fails with `untrusted` if the box is not for this key or was altered.
    Result<std::string> open(std::string_view box) const;

  private:
    struct Free {
        void operator()(std::uint8_t* secret) const;
    };
    LockedKey() = default;
    std::unique_ptr<std::uint8_t, Free> secret_;
    std::string public_key_;
};

// Overwrites the bytes, then empties the string.
void wipe(std::string& secret);

// --- Passwords and PINs, as text "$argon2id$v=19$m=…,t=…,p=…$salt$hash".

struct PasswordCost {
    std::size_t memory_kib = 65'536;
    unsigned passes = 2;
};

// `exhausted` if there is not as much memory as it costs.
Result<std::string> password_verifier(std::string_view password, Random& random,
                                      PasswordCost cost = {});

// A verifier that no password fits: what an unknown name is checked against, so that the
// answer takes as long as for a known one.
std::string verifier_of_no_password(Random& random, PasswordCost cost = {});

// Fails with `refused` if it is another password, `corrupt` if the verifier is none, and with
// `exhausted` if there was no memory to find out: that says nothing about the password.
// The time taken does not depend on where they differ.
Result<void> check_password(std::string_view password, std::string_view verifier);

}  // namespace hall
