// Views: what each lists. A village has a view of its own, and so has every code that became
// part of it: a kiosk keeps the view it was enrolled with for life, and learns from the
// county's signed places in that view which village it now stands in.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/store/store.h"
#include "sync/core/result.h"

namespace hall::platform {

struct ViewPlan {
    std::string name;                // the code it was made for
    std::vector<std::string> roles;  // what its snapshot lists
};

// Every view that is kept up: of the villages whose channels are signed, and of the codes
// they were once known by. A view that is not among them leads nobody anywhere and is not
// signed again, so that kiosks can tell.
//   not_found  the county was not founded
Result<std::vector<ViewPlan>> view_plans(Store& store);

// The names of the views that must be signed again when this role has changed.
std::set<std::string> views_listing(const std::vector<ViewPlan>& plans, std::string_view role);

}  // namespace hall::platform
