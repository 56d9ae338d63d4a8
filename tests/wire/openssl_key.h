// ECDSA and RSA keys that sign, which the product never does: it only verifies them.

#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

#include "sync/core/check.h"

namespace hall {

class OpensslKey {
  public:
    // Curves as OpenSSL names them: "P-256", "P-384".
    static OpensslKey make_ecdsa(const char* curve = "P-256") {
        return OpensslKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve));
    }
    static OpensslKey make_rsa(std::size_t bits = 2048) {
        return OpensslKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits));
    }

    std::string public_pem() const {
        const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new(BIO_s_mem()), BIO_free);
        CHECK(PEM_write_bio_PUBKEY(bio.get(), key_.get()) == 1);
        char* text = nullptr;
        const long length = BIO_get_mem_data(bio.get(), &text);
        return {text, static_cast<std::size_t>(length)};
    }

    // The uncompressed point of an EC key: the last 65 bytes of its DER.
    std::string public_point() const {
        unsigned char* der = nullptr;
        const int length = i2d_PUBKEY(key_.get(), &der);
        CHECK(length > 65);
        std::string point(reinterpret_cast<char*>(der) + length - 65, 65);
        OPENSSL_free(der);
        return point;
    }

    // With SHA-256. `rsa_padding` is RSA_PKCS1_PADDING or RSA_PKCS1_PSS_PADDING; the salt
    // of PSS is as long as the caller says.
    std::string sign(std::string_view message, int rsa_padding = 0, int salt_bytes = 32) const {
        const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
        EVP_PKEY_CTX* settings = nullptr;
        CHECK(EVP_DigestSignInit(digest.get(), &settings, EVP_sha256(), nullptr, key_.get()) == 1);
        if (rsa_padding != 0) CHECK(EVP_PKEY_CTX_set_rsa_padding(settings, rsa_padding) == 1);
        if (rsa_padding == RSA_PKCS1_PSS_PADDING) {
            CHECK(EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, salt_bytes) == 1);
        }
        const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
        std::size_t length = 0;
        CHECK(EVP_DigestSign(digest.get(), nullptr, &length, bytes, message.size()) == 1);
        std::string signature(length, '\0');
        CHECK(EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(signature.data()),
                             &length, bytes, message.size()) == 1);
        signature.resize(length);
        return signature;
    }

  private:
    explicit OpensslKey(EVP_PKEY* key) : key_(key, EVP_PKEY_free) { CHECK(key != nullptr); }
    std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_;
};

}  // namespace hall
