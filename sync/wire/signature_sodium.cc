// What both processes of a board need of signature.h. The rest, in signature.cc, brings
// OpenSSL with it, which hall-kiosk does without.

#include <sodium.h>

#include <utility>

#include "sync/core/check.h"
#include "sync/core/encoding.h"
#include "sync/core/octets.h"
#include "sync/wire/seal.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::size_t ed25519_seed_bytes = crypto_sign_SEEDBYTES;

}  // namespace

std::string short_sha256(std::string_view bytes) {
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    CHECK(crypto_hash_sha256(octets(hash), octets(bytes), bytes.size()) == 0);
    return hash;
}

struct Sha256::State {
    crypto_hash_sha256_state hash;
};

Sha256::Sha256() : state_(new State) {
    CHECK(crypto_hash_sha256_init(&state_->hash) == 0);
}

Sha256::Sha256(Sha256&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}

Sha256& Sha256::operator=(Sha256&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

Sha256::~Sha256() {
    delete state_;
}

void Sha256::add(std::string_view bytes) {
    CHECK(crypto_hash_sha256_update(&state_->hash, octets(bytes), bytes.size()) == 0);
}

std::string Sha256::finish() {
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    CHECK(crypto_hash_sha256_final(&state_->hash, octets(hash)) == 0);
    CHECK(crypto_hash_sha256_init(&state_->hash) == 0);
    return hash;
}

SigningKey SigningKey::make(Random& random) {
    std::string seed = random.bytes(ed25519_seed_bytes);
    Result<SigningKey> key = from_seed(seed);
    wipe(seed);
    return std::move(key).value();
}

Result<SigningKey> SigningKey::from_seed(std::string_view seed) {
    CHECK(sodium_init() >= 0);
    if (seed.size() != ed25519_seed_bytes) {
        return Error(Errc::corrupt, "a signing key's seed is 32 bytes");
    }
    SigningKey key;
    key.secret_.resize(crypto_sign_SECRETKEYBYTES);
    key.public_key_.resize(crypto_sign_PUBLICKEYBYTES);
    CHECK(crypto_sign_seed_keypair(octets(key.public_key_), octets(key.secret_), octets(seed)) ==
          0);
    return key;
}

SigningKey::SigningKey(SigningKey&& other) noexcept
    : secret_(std::move(other.secret_)), public_key_(std::move(other.public_key_)) {}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
    std::swap(secret_, other.secret_);
    std::swap(public_key_, other.public_key_);
    return *this;
}

SigningKey::~SigningKey() {
    wipe(secret_);
}

std::string SigningKey::seed() const {
    return secret_.substr(0, ed25519_seed_bytes);
}

std::string SigningKey::sign(std::string_view message) const {
    CHECK(secret_.size() == crypto_sign_SECRETKEYBYTES);
    std::string signature(crypto_sign_BYTES, '\0');
    CHECK(crypto_sign_detached(octets(signature), nullptr, octets(message), message.size(),
                               octets(std::string_view(secret_))) == 0);
    return signature;
}

Result<void> verify_ed25519(std::string_view public_key, std::string_view message,
                            std::string_view signature) {
    CHECK(sodium_init() >= 0);
    if (public_key.size() != crypto_sign_PUBLICKEYBYTES) {
        return Error(Errc::corrupt, "an Ed25519 public key is 32 bytes");
    }
    if (signature.size() != crypto_sign_BYTES) {
        return Error(Errc::corrupt, "an Ed25519 signature is 64 bytes");
    }
    if (crypto_sign_verify_detached(octets(signature), octets(message), message.size(),
                                    octets(public_key)) != 0) {
        return Error(Errc::untrusted, "the signature is not this key's");
    }
    return {};
}

std::string key_id_of(std::string_view public_key) {
    return hex_of(short_sha256(public_key)).substr(0, 16);
}

}  // namespace hall
