// ContentEffects: everything that is read from the library and shown: home, boards, documents,
// forms before they are filled in, and the search.
//
// One thread.

#pragma once

#include <vector>

#include "kiosk/app/content_state.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "sync/edge/events/outbox.h"

namespace hall::kiosk {

class ContentEffects {
  public:
    // All must outlive it. The outbox is asked whether there is room before anyone types.
    ContentEffects(const Model& model, ContentState& content, Outbox& outbox,
                   const ui::UiStrings& strings)
        : model_(model), content_(content), outbox_(outbox), strings_(strings) {}

    // Follows what was replaced on the disk, too.
    std::vector<Intent> act(const LoadHome&);
    std::vector<Intent> act(const LoadBoard& request);
    std::vector<Intent> act(const LoadMoreEntries& request);
    std::vector<Intent> act(const LoadDocument& request);
    std::vector<Intent> act(const LoadForm& request);
    std::vector<Intent> act(const LoadSearch&);
    std::vector<Intent> act(const RunSearch& request);

    // The frame around every screen, as of now.
    ChromeChanged chrome() const;

  private:
    ServiceModel::UnavailableReason unavailable_reason_of(const ServiceModel& service) const;
    AboutDocument table_asked_about(const DocumentRef& form) const;

    const Model& model_;
    ContentState& content_;
    Outbox& outbox_;
    const ui::UiStrings& strings_;
};

}  // namespace hall::kiosk
