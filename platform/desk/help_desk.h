// The help desk: who stands before a kiosk and cannot go on is heard by the clerk of the
// village, for as long as it can still be of use. A call is never a task: it ends when
// somebody says 我来了, or by itself after ten minutes.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/wire/event.h"

namespace hall::platform {

// How an event came: what was carried by hand is too old to run for.
enum class Arrival { network, stick };

// How a call was heard, and which village its kiosk belongs to by now: that of the event may
// have become part of another.
struct Heard {
    std::string village;
    Arrival by = Arrival::network;
};

// Who hears calls for help: those who work in the village.
bool hears_help_calls(const User& user);

// Each is part of a store's transaction.
class HelpDesk {
  public:
    explicit HelpDesk(const Clock& clock) : clock_(clock) {}

    // The effect of a call that was taken. One that is old, or comes while another of the same
    // kiosk stands, has none. REQUIRES: help_call_of(*event.body) holds.
    Result<void> take(Store& store, const Event& event, const Heard& heard) const;

    // What this user should hear now, oldest first.
    Result<std::vector<StoredHelpCall>> standing(Store& store, const User& user) const;

    // 我来了. A second one changes nothing: the first who came stays named.
    //   not_found  there is no such call, or not for this user
    Result<void> answer(Store& store, const User& user, std::string_view id) const;

  private:
    const Clock& clock_;
};

}  // namespace hall::platform
