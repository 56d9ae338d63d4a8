// ProgressEffects: what is known of a slip, asked for by its number and opened by its code.
//
// One thread; the key of a code is made in the background.

#pragma once

#include <vector>

#include "kiosk/app/background.h"
#include "kiosk/app/content_state.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/effects/slip_lookup.h"
#include "kiosk/app/intent.h"
#include "sync/edge/events/outbox.h"

namespace hall::kiosk {

class ProgressEffects {
  public:
    // All must outlive it.
    ProgressEffects(const Model& model, ContentState& content, Outbox& outbox,
                    Background& background)
        : model_(model), content_(content), outbox_(outbox), background_(background) {}

    std::vector<Intent> act(const LoadProgress&);
    std::vector<Intent> act(const LookUpSlip& request);

    // The answer that is shown, as of now; what its code opens is read with the key kept.
    std::vector<Intent> renewed();

    // Wipes the key: the session ended.
    void forget() { slips_.forget(); }

  private:
    void answer(ProgressModel& progress);

    const Model& model_;
    ContentState& content_;
    Outbox& outbox_;
    Background& background_;
    SlipLookup slips_;
};

}  // namespace hall::kiosk
