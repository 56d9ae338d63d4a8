// Behind: kiosks that do not show what is published. A view that leads nobody anywhere is
// known here before anybody in the village can tell.

#pragma once

#include <cstdint>
#include <vector>

#include "platform/publish/view_plan.h"
#include "platform/store/store.h"
#include "sync/core/result.h"

namespace hall::platform {

struct Behind {
    bool view = false;         // its view stands still: what is published does not reach it
    std::int64_t county = 0;   // versions it lacked of the county's channel when it last said
    std::int64_t village = 0;  // and of its village's

    bool any() const { return view || county > 0 || village > 0; }
};

// `plans`: of view_plans(), read once for many kiosks.
Result<Behind> behind_of(Store& store, const std::vector<ViewPlan>& plans, const Kiosk& kiosk);

}  // namespace hall::platform
