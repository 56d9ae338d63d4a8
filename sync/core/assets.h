// Where the shipped assets lie, and the version of this software.

#pragma once

#include <string_view>

#include "sync/core/files.h"

namespace hall {

// The folder the build was configured with, or $HALL_ASSETS when set.
Path assets_folder();

// "0.1.0"
std::string_view software_version();

}  // namespace hall
