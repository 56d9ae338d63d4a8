// A list or count that could not be read is shown as one that is empty; the log says why.

#pragma once

#include <utility>

#include "sync/core/log.h"
#include "sync/core/result.h"

namespace hall::kiosk {

template <typename T>
T or_empty(Result<T> result, const char* what) {
    if (result.ok()) return std::move(result).value();
    log_line(LogLevel::warning, "not_loaded", {{"what", what}, {"reason", result.error().text()}});
    return T{};
}

}  // namespace hall::kiosk
