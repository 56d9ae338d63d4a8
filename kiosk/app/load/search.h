// The search before anything was searched: the words it offers.

#pragma once

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"

namespace hall::kiosk {

SearchModel load_search(const LoaderDependencies& dependencies);

}  // namespace hall::kiosk
