// County line: asks the county over a carrier, signed where it must be, and hears when the
// county asks for patience. What the phases of the agent share.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/edge/carrier.h"
#include "sync/edge/identity.h"

namespace hall {

class CountyLine final : public Carrier {
  public:
    // `now_ms` gives the county's time as well as it is known. All must outlive the line.
    struct Parts {
        Carrier& carrier;
        Random& random;
        const Identity& identity;
        const SigningKey& key;
        std::function<std::int64_t()> now_ms;
    };
    explicit CountyLine(Parts parts) : parts_(std::move(parts)) {}

    // The answer, whatever its status below 500 but 429.
    //   unavailable  not reached, or the county cannot answer now
    //   exhausted, untrusted  as Carrier::exchange()
    Result<HttpAnswer> ask(HttpQuestion question);

    // ask(), for those that fetch over any carrier: metadata, text and blobs come from the
    // same county, which may ask for patience there too.
    Result<HttpAnswer> exchange(const HttpQuestion& question) override { return ask(question); }

    // The same with Content-Digest and a signature of this kiosk's.
    //   refused  401: the county does not know this kiosk, or not at this time, or something
    //            on the way changed what was signed; the message says which
    Result<HttpAnswer> ask_signed(HttpQuestion question);

    std::int64_t now_ms() const { return parts_.now_ms(); }
    const std::string& server() const { return parts_.identity.server; }

    // What the county asked for since forget(): to wait so long; and whether it turned a
    // signature away, perhaps because our time was off.
    std::int64_t retry_after_ms() const { return retry_after_ms_; }
    bool turned_away() const { return turned_away_; }
    void forget();

    // Why the first signature since forget() was turned away: the county's problem
    // ("unknown-kiosk"), or "not-county" if somebody else answered. REQUIRES: turned_away().
    const std::string& why_turned_away() const { return why_turned_away_; }

    // True if the last question was answered, whatever the answer.
    bool answered() const { return answered_; }

  private:
    const Parts parts_;
    std::int64_t retry_after_ms_ = 0;
    bool turned_away_ = false;
    bool answered_ = false;
    std::string why_turned_away_;
};

// The name of the county's problem ("too-large"), or empty if the answer is no problem of
// a county: what stands between may answer with any status, too.
std::string problem_in(const HttpAnswer& answer);

// Why a signed question for `address` was answered with 401, in words for the log.
std::string reason_of_401(const HttpAnswer& answer, const std::string& address);

// What the county says about it to a person, or empty.
std::string sentence_in(const HttpAnswer& answer);

}  // namespace hall
