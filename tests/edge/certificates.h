// Certificates made on the spot: an authority that a transport is told to trust, and what
// it signs for a server, right or wrong in one way.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sync/core/files.h"

namespace hall {

struct Certificate {
    std::string chain;  // PEM
    std::string key;    // PEM
};

struct CertificateWish {
    std::string host = "localhost";
    const char* from = "2026-10-01T00:00:00Z";
    const char* to = "2027-01-01T00:00:00Z";
    bool sha1 = false;
};

// Valid from 1970 to 2150 itself.
class Authority {
  public:
    explicit Authority(const std::string& name = "An authority of this test");
    Authority(const Authority&) = delete;
    Authority& operator=(const Authority&) = delete;
    ~Authority();

    // PEM, for a transport's `ca_file`.
    std::string certificate() const;

    Certificate sign(const CertificateWish& wish = {}) const;

  private:
    struct Keys;
    std::unique_ptr<Keys> keys_;
};

}  // namespace hall
