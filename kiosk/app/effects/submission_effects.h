// SubmissionEffects: a form goes into the outbox, and leaves it when the county has signed for it.
//
// One thread.

#pragma once

#include <vector>

#include "kiosk/app/content_state.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "sync/core/random.h"
#include "sync/edge/events/outbox.h"

namespace hall::kiosk {

class SubmissionEffects {
  public:
    // All must outlive it.
    SubmissionEffects(const Model& model, ContentState& content, Outbox& outbox, Random& random)
        : model_(model), content_(content), outbox_(outbox), random_(random) {}

    std::vector<Intent> act(const SubmitForm&);

    // Drops what the county signed for, and says which slips it has now.
    std::vector<Intent> drop_receipted();

  private:
    const Model& model_;
    ContentState& content_;
    Outbox& outbox_;
    Random& random_;
};

}  // namespace hall::kiosk
