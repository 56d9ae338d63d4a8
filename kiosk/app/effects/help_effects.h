// HelpEffects: a person calls for help. One call stands for ten minutes, whoever presses again.
// It is told to the county as an event like any other, and the machine rings at once.
//
// One thread.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/app/content_state.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/devices/device_bundle.h"
#include "sync/core/random.h"
#include "sync/edge/events/outbox.h"

namespace hall::kiosk {

// What a call for help needs. All must outlive HelpEffects.
struct HelpDependencies {
    const Clock& clock;
    Random& random;
    DeviceBundle& devices;
    const ui::UiStrings& strings;
};

class HelpEffects {
  public:
    HelpEffects(const Model& model, ContentState& content, Outbox& outbox,
                HelpDependencies dependencies)
        : model_(model), content_(content), outbox_(outbox), dependencies_(dependencies) {}

    std::vector<Intent> act(const CallForHelp& request);

    // When somebody called, as a person says it; empty if no call stands.
    std::string standing_call() const;

    // Somebody has come.
    void answered();

  private:
    // After a call the machine rings again only so much later, however often it is pressed.
    static constexpr std::int64_t rings_apart_ms = 20'000;

    bool stands() const { return dependencies_.clock.mono_ms() < until_ms_; }
    bool tell_the_county(const std::string& screen);

    const Model& model_;
    ContentState& content_;
    Outbox& outbox_;
    HelpDependencies dependencies_;
    std::int64_t until_ms_ = 0;  // monotonic: a call stands until then
    std::int64_t rung_ms_ = -rings_apart_ms;
    std::string called_;  // when, as a person says it
};

}  // namespace hall::kiosk
