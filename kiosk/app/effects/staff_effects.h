// StaffEffects: staff log in by number and PIN, and look at the state of the machine.
//
// One thread; a PIN is held against its verifier in the background.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/app/background.h"
#include "kiosk/app/content_state.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/effects/help_effects.h"
#include "kiosk/app/effects/pin_guard.h"
#include "kiosk/app/intent.h"
#include "sync/edge/events/outbox.h"

namespace hall::kiosk {

// All must outlive StaffEffects.
struct StaffDependencies {
    Files& files;
    const Clock& clock;
    const DataFolder& folder;
    Background& background;
};

class StaffEffects {
  public:
    // Whoever logs in has come, if a call for help stands.
    StaffEffects(ContentState& content, Outbox& outbox, HelpEffects& help,
                 StaffDependencies dependencies)
        : content_(content),
          outbox_(outbox),
          help_(help),
          dependencies_(dependencies),
          pins_(dependencies.files, dependencies.clock, dependencies.folder.pin_state()) {}

    std::vector<Intent> act(const LoadLogin&);
    std::vector<Intent> act(CheckLogin& request);  // takes the PIN
    std::vector<Intent> act(const LoadStatus&);

    // Seconds until the next PIN may be tried; 0 now.
    std::int64_t wait_s() const { return (pins_.wait_ms() + 999) / 1000; }

  private:
    class PinJob;

    std::vector<StaffMember> roster();
    std::vector<Intent> login_checked(const Result<StaffMember>& member, const std::string& number);

    ContentState& content_;
    Outbox& outbox_;
    HelpEffects& help_;
    StaffDependencies dependencies_;
    PinGuard pins_;
};

}  // namespace hall::kiosk
