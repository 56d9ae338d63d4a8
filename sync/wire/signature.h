// Hashes, keys and signatures. The one home of Ed25519 and SHA-256.
//
// A verification never answers yes or no: it returns Result<void>, which cannot be
// ignored. Pure; any thread.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/random.h"
#include "sync/core/result.h"

namespace hall {

// 32 bytes (FIPS 180-4), and the same in lower-case hexadecimal.
std::string sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
std::string sha512(std::string_view bytes);  // 64 bytes

// SHA-256 as sha256() has it, by libsodium: a fifth of the speed, and no OpenSSL in the
// process that calls no more than this. For the few hundred bytes of an event.
std::string short_sha256(std::string_view bytes);

// The strong ETag of a published file: half of its SHA-256 in quotes, so that an unchanged
// poll stays small.
std::string etag_of(std::string_view bytes);

// SHA-256 of what arrives in pieces, an attachment or a blob. By libsodium, as short_sha256().
class Sha256 {
  public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();
    void add(std::string_view bytes);
    std::string finish();  // 32 bytes; the object is then empty again

  private:
    struct State;
    State* state_;
};

// An Ed25519 key pair (RFC 8032). The secret is wiped from memory on destruction.
class SigningKey {
  public:
    static SigningKey make(Random& random);

    // `seed` is 32 bytes; `corrupt` otherwise.
    static Result<SigningKey> from_seed(std::string_view seed);

    SigningKey(SigningKey&& other) noexcept;
    SigningKey& operator=(SigningKey&& other) noexcept;
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;
    ~SigningKey();

    const std::string& public_key() const { return public_key_; }  // 32 bytes
    std::string seed() const;                                      // 32 bytes, to be stored 0600

    std::string sign(std::string_view message) const;  // 64 bytes

  private:
    SigningKey() = default;
    std::string secret_;  // 64 bytes, libsodium's form
    std::string public_key_;
};

// Ed25519, strict as libsodium is: no non-canonical S, no small-order key. Fails with
// `untrusted` if the signature is not this key's, `corrupt` if the lengths are wrong.
Result<void> verify_ed25519(std::string_view public_key, std::string_view message,
                            std::string_view signature);

// ECDSA on P-256, RSASSA-PSS and RSASSA-PKCS1-v1_5 (2048 bits and more), each with
// SHA-256, keys in PEM and DER signatures (ECDSA), as TUF's key types "ecdsa" and "rsa"
// use them. An ECDSA key may also be the uncompressed point in hexadecimal, as old
// repositories write it. PSS accepts any salt length. Fail like verify_ed25519.
Result<void> verify_ecdsa_p256(std::string_view public_pem, std::string_view message,
                               std::string_view signature);
Result<void> verify_rsa_pss(std::string_view public_pem, std::string_view message,
                            std::string_view signature);
Result<void> verify_rsa_pkcs1(std::string_view public_pem, std::string_view message,
                              std::string_view signature);

// The same key as verify_ecdsa_p256() and verify_rsa_…() take it, in the one form that
// does not depend on line breaks or notation (SubjectPublicKeyInfo in DER). Fails with
// `corrupt`.
Result<std::string> public_key_der(std::string_view public_pem);

// The name of an Ed25519 key outside TUF: the first 16 hexadecimal digits of
// SHA-256 over its public half.
std::string key_id_of(std::string_view public_key);

}  // namespace hall
