#include "sync/wire/seal.h"

#include <sodium.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "sync/core/check.h"
#include "sync/core/encoding.h"
#include "sync/core/number.h"
#include "sync/core/octets.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::size_t key_bytes = crypto_box_PUBLICKEYBYTES;
constexpr std::size_t salt_bytes = crypto_pwhash_SALTBYTES;
constexpr std::size_t verifier_hash_bytes = 32;
constexpr PasswordCost slip_code_cost{19'456, 2};

// A verifier from elsewhere must not make a board work for minutes or run out of memory.
constexpr std::size_t memory_kib_max = 262'144;
constexpr unsigned passes_max = 16;

// Argon2id of 32 bytes; fails only for want of memory.
Result<std::string> argon2id(std::string_view password, std::string_view salt, PasswordCost cost) {
    CHECK(sodium_init() >= 0);
    CHECK(salt.size() == salt_bytes);
    std::string hash(verifier_hash_bytes, '\0');
    if (crypto_pwhash(octets(hash), hash.size(), password.data(), password.size(), octets(salt),
                      cost.passes, cost.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return Error(Errc::exhausted, "not enough memory for Argon2id");
    }
    return hash;
}

std::string base64_unpadded(std::string_view bytes) {
    std::string text = base64_of(bytes);
    while (text.ends_with('=')) text.pop_back();
    return text;
}

Result<std::string> bytes_of_base64_unpadded(std::string_view text) {
    std::string padded(text);
    while (padded.size() % 4 != 0) padded.push_back('=');
    return bytes_of_base64(padded);
}

struct Verifier {
    PasswordCost cost;
    std::string salt;
    std::string hash;
};

std::string text_of(const Verifier& verifier) {
    return "$argon2id$v=19$m=" + std::to_string(verifier.cost.memory_kib) +
           ",t=" + std::to_string(verifier.cost.passes) + ",p=1$" + base64_unpadded(verifier.salt) +
           "$" + base64_unpadded(verifier.hash);
}

// Takes `prefix` and the text up to `end` off the front; nullopt if it is not there.
std::optional<std::string_view> take(std::string_view& text, std::string_view prefix, char end) {
    if (!text.starts_with(prefix)) return std::nullopt;
    text.remove_prefix(prefix.size());
    const std::size_t length = text.find(end);
    if (length == std::string_view::npos) return std::nullopt;
    const std::string_view part = text.substr(0, length);
    text.remove_prefix(length + 1);
    return part;
}

Result<Verifier> parse_verifier(std::string_view text) {
    const Error malformed(Errc::corrupt, "not an Argon2id verifier");
    Verifier verifier;
    const auto memory = take(text, "$argon2id$v=19$m=", ',');
    const auto passes = memory ? take(text, "t=", ',') : std::nullopt;
    const auto salt = passes ? take(text, "p=1$", '$') : std::nullopt;
    if (!salt) return malformed;
    const auto memory_kib = parse_number<decltype(verifier.cost.memory_kib)>(*memory);
    const auto count = parse_number<decltype(verifier.cost.passes)>(*passes);
    if (!memory_kib || !count) return malformed;
    verifier.cost.memory_kib = *memory_kib;
    verifier.cost.passes = *count;
    if (verifier.cost.memory_kib < 8 || verifier.cost.memory_kib > memory_kib_max ||
        verifier.cost.passes < 1 || verifier.cost.passes > passes_max) {
        return Error(Errc::corrupt, "an Argon2id verifier that costs too little or too much");
    }
    verifier.salt = TRY(bytes_of_base64_unpadded(*salt));
    verifier.hash = TRY(bytes_of_base64_unpadded(text));
    if (verifier.salt.size() != salt_bytes || verifier.hash.size() != verifier_hash_bytes) {
        return malformed;
    }
    return verifier;
}

}  // namespace

BoxKey BoxKey::make(Random& random) {
    std::string secret = random.bytes(key_bytes);
    Result<BoxKey> key = from_secret(secret);
    wipe(secret);
    return std::move(key).value();
}

Result<BoxKey> BoxKey::from_secret(std::string_view secret) {
    CHECK(sodium_init() >= 0);
    if (secret.size() != key_bytes) return Error(Errc::corrupt, "a box key is 32 bytes");
    BoxKey key;
    key.secret_ = secret;
    key.public_key_.resize(key_bytes);
    CHECK(crypto_scalarmult_base(octets(key.public_key_), octets(secret)) == 0);
    return key;
}

BoxKey::BoxKey(BoxKey&& other) noexcept
    : secret_(std::move(other.secret_)), public_key_(std::move(other.public_key_)) {}

BoxKey& BoxKey::operator=(BoxKey&& other) noexcept {
    std::swap(secret_, other.secret_);
    std::swap(public_key_, other.public_key_);
    return *this;
}

BoxKey::~BoxKey() {
    wipe(secret_);
}

Result<std::string> seal(std::string_view plain, std::string_view public_key) {
    CHECK(sodium_init() >= 0);
    if (public_key.size() != key_bytes) return Error(Errc::corrupt, "a box key is 32 bytes");
    // Padding always adds at least one byte, so the room for it is a block more.
    std::string padded;
    padded.reserve(plain.size() + seal_padding_bytes);
    padded.assign(plain);
    padded.resize(plain.size() + seal_padding_bytes);
    std::size_t length = 0;
    CHECK(sodium_pad(&length, octets(padded), plain.size(), seal_padding_bytes, padded.size()) ==
          0);
    padded.resize(length);
    std::string box(length + crypto_box_SEALBYTES, '\0');
    const int failed =
        crypto_box_seal(octets(box), octets(std::string_view(padded)), length, octets(public_key));
    wipe(padded);
    // A key of small order gives a shared secret everybody knows; libsodium refuses it.
    if (failed != 0) return Error(Errc::corrupt, "a box key nothing can be sealed to");
    return box;
}

bool can_be_sealed_to(std::string_view public_key) {
    CHECK(sodium_init() >= 0);
    if (public_key.size() != key_bytes) return false;
    // RFC 7748, section 6.1: with a point of small order every secret comes to zero, which
    // libsodium refuses.
    const std::string any_secret(crypto_scalarmult_SCALARBYTES, '\x40');
    std::string shared(crypto_scalarmult_BYTES, '\0');
    return crypto_scalarmult(octets(shared), octets(any_secret), octets(public_key)) == 0;
}

namespace {

Result<std::string> open_box(std::string_view box, std::string_view public_key,
                             const std::uint8_t* secret) {
    CHECK(sodium_init() >= 0);
    const Error foreign(Errc::untrusted, "a box that is not for this key, or was altered");
    if (box.size() < crypto_box_SEALBYTES) return foreign;
    std::string plain(box.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(octets(plain), octets(box), box.size(), octets(public_key), secret) !=
        0) {
        return foreign;
    }
    std::size_t length = 0;
    if (sodium_unpad(&length, octets(std::string_view(plain)), plain.size(), seal_padding_bytes) !=
        0) {
        wipe(plain);
        return Error(Errc::untrusted, "a box without the padding of ours");
    }
    plain.resize(length);
    return plain;
}

}  // namespace

Result<std::string> open_sealed(std::string_view box, const BoxKey& key) {
    return open_box(box, key.public_key(), octets(std::string_view(key.secret())));
}

void LockedKey::Free::operator()(std::uint8_t* secret) const {
    sodium_free(secret);
}

Result<LockedKey> LockedKey::keep(const BoxKey& key) {
    CHECK(sodium_init() >= 0);
    LockedKey locked;
    locked.secret_.reset(static_cast<std::uint8_t*>(sodium_malloc(key_bytes)));
    if (!locked.secret_) return Error(Errc::exhausted, "no memory to lock a key in");
    std::copy_n(octets(std::string_view(key.secret())), key_bytes, locked.secret_.get());
    sodium_mprotect_noaccess(locked.secret_.get());
    locked.public_key_ = key.public_key();
    return locked;
}

Result<std::string> LockedKey::open(std::string_view box) const {
    sodium_mprotect_readonly(secret_.get());
    Result<std::string> plain = open_box(box, public_key_, secret_.get());
    sodium_mprotect_noaccess(secret_.get());
    return plain;
}

Result<BoxKey> box_key_of_code(std::string_view code, std::string_view slip_number) {
    const std::string salt =
        short_sha256("hall slip " + std::string(slip_number)).substr(0, salt_bytes);
    std::string secret = TRY(argon2id(code, salt, slip_code_cost));
    Result<BoxKey> key = BoxKey::from_secret(secret);
    wipe(secret);
    return key;
}

void wipe(std::string& secret) {
    // Bytes of an earlier, longer content may stand behind the end.
    secret.resize(secret.capacity());
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

Result<std::string> password_verifier(std::string_view password, Random& random,
                                      PasswordCost cost) {
    CHECK(cost.memory_kib >= 8 && cost.memory_kib <= memory_kib_max);
    CHECK(cost.passes >= 1 && cost.passes <= passes_max);
    const std::string salt = random.bytes(salt_bytes);
    const std::string hash = TRY(argon2id(password, salt, cost));
    return text_of({cost, salt, hash});
}

std::string verifier_of_no_password(Random& random, PasswordCost cost) {
    // A hash that was drawn and not computed: finding its password is breaking Argon2id.
    const std::string salt = random.bytes(salt_bytes);
    return text_of({cost, salt, random.bytes(verifier_hash_bytes)});
}

Result<void> check_password(std::string_view password, std::string_view verifier) {
    const Verifier known = TRY(parse_verifier(verifier));
    const std::string hash = TRY(argon2id(password, known.salt, known.cost));
    if (sodium_memcmp(hash.data(), known.hash.data(), hash.size()) != 0) {
        return Error(Errc::refused, "another password");
    }
    return {};
}

}  // namespace hall
