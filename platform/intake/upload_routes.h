// The routes of tus 1.0.0 (https://tus.io/protocols/resumable-upload), by which kiosks
// send attachments: core protocol, creation, termination, expiration.
//
// Every request but OPTIONS is signed like all others of a kiosk, which covers the bytes
// of each chunk, so that tus's checksum extension would add nothing; and the method is the
// one that was signed: X-HTTP-Method-Override is not heeded.

#pragma once

#include "platform/http/rate_limit.h"
#include "platform/http/router.h"
#include "platform/intake/kiosk_signature.h"
#include "platform/intake/uploads.h"
#include "sync/core/clock.h"

namespace hall::platform {

class UploadRoutes {
  public:
    struct Parts {
        const Clock& clock;
        const NonceBook& nonces;
        Uploads& uploads;
    };
    explicit UploadRoutes(Parts parts);

    // This object must outlive the router.
    void add_to(Router& router);

  private:
    Result<HttpResponse> create(const HttpRequest& request, Store& store);
    Result<HttpResponse> state(const HttpRequest& request, Store& store);
    HttpResponse patch(const HttpRequest& request, StoreExecutor& executor);
    HttpResponse remove(const HttpRequest& request, StoreExecutor& executor);

    // The kiosk, or what is to be answered instead.
    struct Sender {
        Kiosk kiosk;
        std::optional<HttpResponse> refusal;
    };
    Sender sender_of(const HttpRequest& request, const FindKiosk& find);

    const Parts parts_;
    UnsignedLog unsigned_log_{parts_.clock};
    RateLimit rate_;  // of a kiosk
};

}  // namespace hall::platform
