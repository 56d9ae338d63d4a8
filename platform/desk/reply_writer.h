// Replies: what the platform sends back to a village, signed and numbered. What is
// personal is sealed to the slip's key, what is for one kiosk to that kiosk's key.

#pragma once

#include <string>
#include <string_view>

#include "platform/publish/statement_signer.h"
#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall::platform {

// Each call is part of a store's transaction.
class ReplyWriter {
  public:
    ReplyWriter(const Clock& clock, const StatementSigner& signer)
        : clock_(clock), signer_(signer) {}

    // How far a request is. `line` is open and says nothing personal; `message` goes
    // sealed and needs a reply key.
    //   refused  a message, but the villager left no key to seal it to
    Result<void> say_state(Store& store, const Request& request, std::string_view line,
                           std::string_view message) const;

    // Two boards speak with this kiosk's key: both hear that they must enrol again.
    Result<void> ask_to_enrol_again(Store& store, const Kiosk& kiosk) const;

    // Who may log in at this kiosk.
    Result<void> send_roster(Store& store, const Kiosk& kiosk) const;

  private:
    Result<void> send_device_message(Store& store, const Kiosk& kiosk, const Json& message) const;

    const Clock& clock_;
    const StatementSigner& signer_;
};

}  // namespace hall::platform
