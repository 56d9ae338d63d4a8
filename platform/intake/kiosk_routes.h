// The routes that kiosks use: events up, replies back, the time, enrolment, and whether
// the platform lives (docs/protocol.md, sections 2 to 4).

#pragma once

#include "platform/fleet/enrolment.h"
#include "platform/http/rate_limit.h"
#include "platform/http/router.h"
#include "platform/intake/intake.h"
#include "platform/intake/kiosk_signature.h"
#include "sync/core/clock.h"

namespace hall::platform {

class KioskRoutes {
  public:
    struct Parts {
        const Clock& clock;
        const StatementSigner& signer;
        const Intake& intake;
        const Enrolment& enrolment;
    };
    explicit KioskRoutes(Parts parts);

    // This object must outlive the router.
    void add_to(Router& router);

    const NonceBook& nonces() const { return nonces_; }

  private:
    // The kiosk that signed, within its rate, or what is to be answered instead.
    struct Sender {
        Kiosk kiosk;
        std::optional<HttpResponse> refusal;
    };
    Result<Sender> sender_of(const HttpRequest& request, Store& store);

    Result<HttpResponse> events(const HttpRequest& request, Store& store);
    Result<HttpResponse> replies(const HttpRequest& request, Store& store);
    Result<HttpResponse> enrol(const HttpRequest& request, Store& store);
    HttpResponse time(const HttpRequest& request);
    Result<void> note_seen(Store& store, Kiosk kiosk) const;

    const Parts parts_;
    UnsignedLog unsigned_log_{parts_.clock};
    NonceBook nonces_;
    RateLimit time_rate_;
    RateLimit enrol_rate_;
    RateLimit wrong_codes_;  // of all addresses together: guessing from many helps nobody
    RateLimit kiosk_rate_;   // of a kiosk, whatever its address
};

}  // namespace hall::platform
