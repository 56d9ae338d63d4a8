#include "sync/wire/signature.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <limits>
#include <memory>

#include "sync/core/check.h"
#include "sync/core/encoding.h"
#include "sync/core/octets.h"

namespace hall {

namespace {

constexpr int rsa_bits_min = 2048;

template <auto release>
struct Release {
    template <typename T>
    void operator()(T* object) const {
        release(object);
    }
};
using PublicKey = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using MemoryBio = std::unique_ptr<BIO, Release<BIO_free_all>>;

std::string hash_of(std::string_view bytes, const EVP_MD* algorithm) {
    std::string hash(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
    unsigned length = 0;
    CHECK(EVP_Digest(bytes.data(), bytes.size(), octets(hash), &length, algorithm, nullptr) == 1);
    CHECK(length == hash.size());
    return hash;
}

Result<PublicKey> key_of_pem(std::string_view pem) {
    if (pem.size() > 16'384) return Error(Errc::corrupt, "a public key too long to be one");
    const MemoryBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    if (bio == nullptr) return Error(Errc::exhausted, "not enough memory to read a key");
    PublicKey key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
    if (key == nullptr) {
        ERR_clear_error();
        return Error(Errc::corrupt, "not a public key in PEM");
    }
    return key;
}

// The DER of a SubjectPublicKeyInfo on P-256 up to the point (RFC 5480).
constexpr std::string_view p256_prefix_hex = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
constexpr std::size_t p256_point_hex_digits = 130;

Result<PublicKey> key_of_point(std::string_view point_hex) {
    const std::string der = TRY(bytes_of_hex(std::string(p256_prefix_hex).append(point_hex)));
    const std::uint8_t* position = octets(der);
    PublicKey key(d2i_PUBKEY(nullptr, &position, static_cast<long>(der.size())));
    if (key == nullptr) {
        ERR_clear_error();
        return Error(Errc::corrupt, "not a point on P-256");
    }
    return key;
}

Result<PublicKey> key_of_text(std::string_view text) {
    return text.size() == p256_point_hex_digits ? key_of_point(text) : key_of_pem(text);
}

bool is_on_p256(const EVP_PKEY* key) {
    std::array<char, 64> group{};
    std::size_t length = 0;
    return EVP_PKEY_is_a(key, "EC") == 1 &&
           EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) == 1 &&
           std::string_view(group.data(), length) == SN_X9_62_prime256v1;
}

Result<PublicKey> rsa_key_of_pem(std::string_view pem) {
    PublicKey key = TRY(key_of_pem(pem));
    if (EVP_PKEY_is_a(key.get(), "RSA") != 1) return Error(Errc::corrupt, "not an RSA key");
    if (EVP_PKEY_get_bits(key.get()) < rsa_bits_min) {
        return Error(Errc::corrupt, "an RSA key of less than 2048 bits");
    }
    return key;
}

// One EVP verification with SHA-256; `rsa_padding` is 0 for ECDSA.
Result<void> verify_digest(EVP_PKEY* key, std::string_view message, std::string_view signature,
                           int rsa_padding) {
    const Digest digest(EVP_MD_CTX_new());
    if (digest == nullptr) return Error(Errc::exhausted, "not enough memory to verify");
    EVP_PKEY_CTX* settings = nullptr;  // belongs to the digest
    if (EVP_DigestVerifyInit(digest.get(), &settings, EVP_sha256(), nullptr, key) != 1) {
        return Error(Errc::corrupt, "a key that cannot verify");
    }
    if (rsa_padding != 0) CHECK(EVP_PKEY_CTX_set_rsa_padding(settings, rsa_padding) == 1);
    if (rsa_padding == RSA_PKCS1_PSS_PADDING) {
        CHECK(EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_AUTO) == 1);
    }
    if (EVP_DigestVerify(digest.get(), octets(signature), signature.size(), octets(message),
                         message.size()) != 1) {
        ERR_clear_error();
        return Error(Errc::untrusted, "the signature is not this key's");
    }
    return {};
}

}  // namespace

std::string sha256(std::string_view bytes) {
    return hash_of(bytes, EVP_sha256());
}

std::string sha256_hex(std::string_view bytes) {
    return hex_of(sha256(bytes));
}

std::string etag_of(std::string_view bytes) {
    return '"' + sha256_hex(bytes).substr(0, 32) + '"';
}

std::string sha512(std::string_view bytes) {
    return hash_of(bytes, EVP_sha512());
}

Result<void> verify_ecdsa_p256(std::string_view public_pem, std::string_view message,
                               std::string_view signature) {
    const PublicKey key = TRY(key_of_text(public_pem));
    if (!is_on_p256(key.get())) return Error(Errc::corrupt, "not a key on P-256");
    return verify_digest(key.get(), message, signature, 0);
}

Result<void> verify_rsa_pss(std::string_view public_pem, std::string_view message,
                            std::string_view signature) {
    const PublicKey key = TRY(rsa_key_of_pem(public_pem));
    return verify_digest(key.get(), message, signature, RSA_PKCS1_PSS_PADDING);
}

Result<void> verify_rsa_pkcs1(std::string_view public_pem, std::string_view message,
                              std::string_view signature) {
    const PublicKey key = TRY(rsa_key_of_pem(public_pem));
    return verify_digest(key.get(), message, signature, RSA_PKCS1_PADDING);
}

Result<std::string> public_key_der(std::string_view public_pem) {
    const PublicKey key = TRY(key_of_text(public_pem));
    const int length = i2d_PUBKEY(key.get(), nullptr);
    CHECK(length > 0);
    std::string der(static_cast<std::size_t>(length), '\0');
    std::uint8_t* position = octets(der);
    CHECK(i2d_PUBKEY(key.get(), &position) == length);
    return der;
}

}  // namespace hall
