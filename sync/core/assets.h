// Where the shipped assets lie, and the version of this software.

#pragma once

#include <cstdint>
#include <string_view>

#include "sync/core/files.h"

namespace hall {

// The folder the build was configured with, or $HALL_ASSETS when set.
Path assets_folder();

// "0.1.0"
std::string_view software_version();

// The day this version was released, UTC, in milliseconds since 1970: it cannot be earlier
// now, whatever the clock says.
std::int64_t software_built_ms();

}  // namespace hall
