// Boards and columns with their names in the language that is shown.

#pragma once

#include <vector>

#include "kiosk/app/load/loader_dependencies.h"

namespace hall::kiosk {

// The names the county gave for this language, else the Chinese ones.
Board named(const LoaderDependencies& dependencies, Board board);

// All boards, in the order they stand on the home screen.
std::vector<Board> named_boards(const LoaderDependencies& dependencies);

}  // namespace hall::kiosk
