// The home screen: a tile a board, and the notices that run.

#pragma once

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"

namespace hall::kiosk {

HomeModel load_home(const LoaderDependencies& dependencies);

}  // namespace hall::kiosk
