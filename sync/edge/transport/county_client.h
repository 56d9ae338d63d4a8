// County line: asks the county over a transport, signed where it must be, and hears when the
// county asks for a back-off. What the phases of the agent share.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/edge/device/identity.h"
#include "sync/edge/transport/transport.h"

namespace hall {

class CountyClient final : public Transport {
  public:
    // `now_ms` gives the county's time as well as it is known. All must outlive the line.
    struct Parts {
        Transport& transport;
        Random& random;
        const Identity& identity;
        const SigningKey& key;
        std::function<std::int64_t()> now_ms;
    };
    explicit CountyClient(Parts parts) : parts_(std::move(parts)) {}

    // The response, whatever its status below 500 but 429.
    //   unavailable  not reached, or the county cannot response now
    //   exhausted, untrusted  as Transport::exchange()
    Result<HttpResponse> ask(HttpRequest request);

    // ask(), for those that fetch over any transport: metadata, text and blobs come from the
    // same county, which may ask for a back-off there too.
    Result<HttpResponse> exchange(const HttpRequest& request) override { return ask(request); }

    // The same with Content-Digest and a signature of this kiosk's.
    //   refused  401: the county does not know this kiosk, or not at this time, or something
    //            on the way changed what was signed; the message says which
    Result<HttpResponse> ask_signed(HttpRequest request);

    std::int64_t now_ms() const { return parts_.now_ms(); }
    const std::string& server() const { return parts_.identity.server; }

    // What the county asked for since forget(): to wait so long; and whether it turned a
    // signature away, perhaps because our time was off.
    std::int64_t retry_after_ms() const { return retry_after_ms_; }
    bool rejected() const { return rejected_; }
    void forget();

    // Why the first signature since forget() was turned away: the county's problem
    // ("unknown-kiosk"), or "not-county" if somebody else answered. REQUIRES: rejected().
    const std::string& rejection_reason() const { return rejection_reason_; }

    // True if the last request was answered, whatever the response.
    bool answered() const { return answered_; }

  private:
    const Parts parts_;
    std::int64_t retry_after_ms_ = 0;
    bool rejected_ = false;
    bool answered_ = false;
    std::string rejection_reason_;
};

// The name of the county's problem ("too-large"), or empty if the response is no problem of
// a county: what stands between may response with any status, too.
std::string problem_in(const HttpResponse& response);

// Why a signed request for `address` was answered with 401, in words for the log.
std::string reason_of_401(const HttpResponse& response, const std::string& address);

// What the county says about it to a person, or empty.
std::string sentence_in(const HttpResponse& response);

}  // namespace hall
