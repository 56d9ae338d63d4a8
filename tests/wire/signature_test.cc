#include "sync/wire/signature.h"

#include "sync/core/encoding.h"
#include "tests/catch.h"
#include "tests/wire/openssl_key.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

namespace {

// RFC 8032 section 7.1, tests 1 to 3.
struct Rfc8032 {
    const char* seed;
    const char* public_key;
    const char* message;
    const char* signature;
};
constexpr Rfc8032 rfc8032[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
};

std::string flipped(std::string bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    return bytes;
}

}  // namespace

TEST_CASE("Ed25519 keys and signatures are those of RFC 8032") {
    for (const Rfc8032& vector : rfc8032) {
        const SigningKey key = VALUE(SigningKey::from_seed(VALUE(bytes_of_hex(vector.seed))));
        const std::string message = VALUE(bytes_of_hex(vector.message));
        REQUIRE(hex_of(key.public_key()) == vector.public_key);
        REQUIRE(hex_of(key.seed()) == vector.seed);
        REQUIRE(hex_of(key.sign(message)) == vector.signature);
        REQUIRE_OK(verify_ed25519(key.public_key(), message, key.sign(message)));
    }
}

TEST_CASE("an Ed25519 signature fails when any bit of key, message or signature is flipped") {
    SeededRandom random;
    const SigningKey key = SigningKey::make(random);
    const std::string message = "村务公开";
    const std::string signature = key.sign(message);
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        REQUIRE_ERROR(Errc::untrusted,
                      verify_ed25519(key.public_key(), message, flipped(signature, bit)));
    }
    for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
        REQUIRE_ERROR(Errc::untrusted,
                      verify_ed25519(key.public_key(), flipped(message, bit), signature));
    }
    for (std::size_t bit = 0; bit < 256; ++bit) {
        REQUIRE_ERROR(Errc::untrusted,
                      verify_ed25519(flipped(key.public_key(), bit), message, signature));
    }
}

TEST_CASE("an Ed25519 signature with an S past the group's order, or a weak key, is refused") {
    SeededRandom random;
    const SigningKey key = SigningKey::make(random);
    std::string signature = key.sign("x");
    const std::string order =
        VALUE(bytes_of_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"));
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += static_cast<std::uint8_t>(signature[32 + i]);
        carry += static_cast<std::uint8_t>(order[i]);
        signature[32 + i] = static_cast<char>(carry & 255);
        carry >>= 8;
    }
    REQUIRE_ERROR(Errc::untrusted, verify_ed25519(key.public_key(), "x", signature));

    // The neutral element as key and as R, with S = 0, satisfies the equation for every
    // message.
    const std::string neutral = std::string(1, '\1') + std::string(31, '\0');
    REQUIRE_ERROR(Errc::untrusted,
                  verify_ed25519(neutral, "anything", neutral + std::string(32, '\0')));
}

TEST_CASE("keys, seeds and signatures of a wrong length are corrupt") {
    SeededRandom random;
    const SigningKey key = SigningKey::make(random);
    const std::string signature = key.sign("x");
    REQUIRE_ERROR(Errc::corrupt, SigningKey::from_seed(std::string(31, 'a')));
    REQUIRE_ERROR(Errc::corrupt, SigningKey::from_seed(std::string(33, 'a')));
    REQUIRE_ERROR(Errc::corrupt, verify_ed25519(std::string(31, 'a'), "x", signature));
    REQUIRE_ERROR(Errc::corrupt, verify_ed25519(key.public_key(), "x", signature.substr(1)));
    REQUIRE_ERROR(Errc::corrupt, verify_ed25519(key.public_key(), "x", ""));
}

TEST_CASE("a signing key can be moved") {
    SeededRandom random;
    SigningKey first = SigningKey::make(random);
    const std::string public_key = first.public_key();
    SigningKey second = std::move(first);
    SigningKey third = SigningKey::make(random);
    third = std::move(second);
    REQUIRE(third.public_key() == public_key);
    REQUIRE_OK(verify_ed25519(public_key, "x", third.sign("x")));
}

TEST_CASE("SHA-256 and SHA-512 are those of FIPS 180-4") {
    REQUIRE(sha256_hex("abc") ==
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    REQUIRE(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    REQUIRE(hex_of(sha512("abc")) ==
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c"
            "23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("the hash for short things is the same hash") {
    std::string bytes;
    for (int length = 0; length < 300; ++length) {
        REQUIRE(short_sha256(bytes) == sha256(bytes));
        bytes.push_back(static_cast<char>(length * 31));
    }
}

TEST_CASE("a hash of pieces is the hash of the whole, and the object can be used again") {
    Sha256 hash;
    hash.add("a");
    hash.add("");
    hash.add("bc");
    REQUIRE(hash.finish() == sha256("abc"));
    hash.add("abc");
    Sha256 moved = std::move(hash);
    moved.add("d");
    REQUIRE(moved.finish() == sha256("abcd"));
}

TEST_CASE("ECDSA on P-256 verifies with a key in PEM or as a bare point") {
    const OpensslKey key = OpensslKey::make_ecdsa();
    const std::string signature = key.sign("message");
    REQUIRE_OK(verify_ecdsa_p256(key.public_pem(), "message", signature));
    REQUIRE_OK(verify_ecdsa_p256(hex_of(key.public_point()), "message", signature));
    REQUIRE_ERROR(Errc::untrusted, verify_ecdsa_p256(key.public_pem(), "messag", signature));
    REQUIRE_ERROR(Errc::untrusted, verify_ecdsa_p256(key.public_pem(), "message", "no DER"));
    REQUIRE_ERROR(Errc::untrusted,
                  verify_ecdsa_p256(OpensslKey::make_ecdsa().public_pem(), "message", signature));
}

TEST_CASE("ECDSA keys on another curve, off the curve or of another kind are corrupt") {
    const OpensslKey p384 = OpensslKey::make_ecdsa("P-384");
    REQUIRE_ERROR(Errc::corrupt, verify_ecdsa_p256(p384.public_pem(), "x", p384.sign("x")));
    const OpensslKey rsa = OpensslKey::make_rsa();
    REQUIRE_ERROR(Errc::corrupt, verify_ecdsa_p256(rsa.public_pem(), "x", "x"));
    REQUIRE_ERROR(Errc::corrupt, verify_ecdsa_p256("-----BEGIN PUBLIC KEY-----", "x", "x"));
    REQUIRE_ERROR(Errc::corrupt, verify_ecdsa_p256(std::string(130, '1'), "x", "x"));
    REQUIRE_ERROR(Errc::corrupt, verify_ecdsa_p256(std::string(130, 'z'), "x", "x"));
}

TEST_CASE("RSA verifies with the padding it was signed with, PSS with any salt") {
    const OpensslKey key = OpensslKey::make_rsa();
    const std::string pss = key.sign("message", RSA_PKCS1_PSS_PADDING);
    const std::string unsalted = key.sign("message", RSA_PKCS1_PSS_PADDING, 0);
    const std::string pkcs1 = key.sign("message", RSA_PKCS1_PADDING);
    REQUIRE_OK(verify_rsa_pss(key.public_pem(), "message", pss));
    REQUIRE_OK(verify_rsa_pss(key.public_pem(), "message", unsalted));
    REQUIRE_OK(verify_rsa_pkcs1(key.public_pem(), "message", pkcs1));
    REQUIRE_ERROR(Errc::untrusted, verify_rsa_pss(key.public_pem(), "message", pkcs1));
    REQUIRE_ERROR(Errc::untrusted, verify_rsa_pkcs1(key.public_pem(), "message", pss));
    REQUIRE_ERROR(Errc::untrusted, verify_rsa_pss(key.public_pem(), "messagf", pss));
    REQUIRE_ERROR(Errc::untrusted, verify_rsa_pkcs1(key.public_pem(), "messagf", pkcs1));
}

TEST_CASE("RSA keys of less than 2048 bits are refused") {
    const OpensslKey key = OpensslKey::make_rsa(1024);
    REQUIRE_ERROR(Errc::corrupt,
                  verify_rsa_pss(key.public_pem(), "x", key.sign("x", RSA_PKCS1_PSS_PADDING)));
}

TEST_CASE("a key's id is the start of the hash of its public half") {
    REQUIRE(key_id_of("abc") == "ba7816bf8f01cfea");
}
