#include "sync/core/assets.h"

#include <cstdlib>

namespace hall {

Path assets_folder() {
    const char* named = std::getenv("HALL_ASSETS");
    return named != nullptr && *named != '\0' ? Path(named) : Path(HALL_ASSETS_DIR);
}

std::string_view software_version() {
    return HALL_VERSION;
}

}  // namespace hall
