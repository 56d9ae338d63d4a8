// The line under a tile of the home screen: what is new on this kind of board, as concretely as
// there is room for.

#pragma once

#include <string>

#include "kiosk/app/load/loader_dependencies.h"

namespace hall::kiosk {

// What is new, else what the board says of itself.
std::string tile_line(const LoaderDependencies& dependencies, const Board& board);

}  // namespace hall::kiosk
