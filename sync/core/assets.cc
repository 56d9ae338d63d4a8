#include "sync/core/assets.h"

#include <cstdlib>

#include "sync/core/clock.h"

namespace hall {

Path assets_folder() {
    const char* named = std::getenv("HALL_ASSETS");
    return named != nullptr && *named != '\0' ? Path(named) : Path(HALL_ASSETS_DIR);
}

std::string_view software_version() {
    return HALL_VERSION;
}

std::int64_t software_built_ms() {
    const Result<Date> released = parse_date(HALL_RELEASED);
    CHECK(released.ok());
    return days_of(released.value()) * 86'400'000;
}

}  // namespace hall
