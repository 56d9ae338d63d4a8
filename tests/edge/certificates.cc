#include "tests/edge/certificates.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "sync/core/check.h"
#include "sync/core/clock.h"

namespace hall {

namespace {

template <typename T, void (*release)(T*)>
struct Release {
    void operator()(T* object) const { release(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY, EVP_PKEY_free>>;
using X509Owner = std::unique_ptr<X509, Release<X509, X509_free>>;

Key make_key() {
    Key key(EVP_EC_gen("P-256"));
    CHECK(key != nullptr);
    return key;
}

void set_date(ASN1_TIME* date, const char* text) {
    const Result<std::int64_t> ms = parse_utc_ms(text);
    CHECK(ms.ok());
    CHECK(ASN1_TIME_set(date, static_cast<time_t>(ms.value() / 1000)) != nullptr);
}

void add_extension(X509* certificate, X509* issuer, int name, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, name, value.c_str());
    CHECK(extension != nullptr);
    CHECK(X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

X509Owner start(const std::string& name, EVP_PKEY* key, const char* from, const char* to) {
    static long serial = 1;
    X509Owner certificate(X509_new());
    CHECK(X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    set_date(X509_getm_notBefore(certificate.get()), from);
    set_date(X509_getm_notAfter(certificate.get()), to);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    CHECK(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                     reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                                     0) == 1);
    CHECK(X509_set_pubkey(certificate.get(), key) == 1);
    return certificate;
}

template <typename Write>
std::string pem(Write write) {
    BIO* out = BIO_new(BIO_s_mem());
    CHECK(write(out) == 1);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(out, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(out);
    return text;
}

}  // namespace

struct Authority::Keys {
    Key key = make_key();
    X509Owner certificate;
};

Authority::Authority(const std::string& name) : keys_(std::make_unique<Keys>()) {
    keys_->certificate =
        start(name, keys_->key.get(), "1970-01-01T00:00:00Z", "2150-01-01T00:00:00Z");
    X509* certificate = keys_->certificate.get();
    CHECK(X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1);
    add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign");
    CHECK(X509_sign(certificate, keys_->key.get(), EVP_sha256()) != 0);
}

Authority::~Authority() = default;

std::string Authority::certificate() const {
    return pem([&](BIO* out) { return PEM_write_bio_X509(out, keys_->certificate.get()); });
}

Certificate Authority::sign(const CertificateWish& wish) const {
    const Key key = make_key();
    const X509Owner certificate = start(wish.host, key.get(), wish.from, wish.to);
    X509* issuer = keys_->certificate.get();
    CHECK(X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer)) == 1);
    add_extension(certificate.get(), issuer, NID_subject_alt_name, "DNS:" + wish.host);
    const EVP_MD* hash = wish.sha1 ? EVP_sha1() : EVP_sha256();
    CHECK(X509_sign(certificate.get(), keys_->key.get(), hash) != 0);
    return {pem([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); }),
            pem([&](BIO* out) {
                return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr,
                                                nullptr);
            })};
}

}  // namespace hall
