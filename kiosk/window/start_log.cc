#include "kiosk/window/start_log.h"

#include "sync/core/log.h"

namespace hall::kiosk {

void StartLog::done(const char* part) {
    using namespace std::chrono;
    const steady_clock::time_point now = steady_clock::now();
    const auto taken_us = duration_cast<microseconds>(now - begun_).count();
    if (!parts_.empty()) parts_.append(", ");
    parts_.append(part).append(" ").append(std::to_string(taken_us));
    begun_ = now;
}

void StartLog::write() const {
    log_line(LogLevel::info, "started", {{"us", parts_}});
}

}  // namespace hall::kiosk
