#include "sync/core/log.h"

#include <unistd.h>

#include <cstdint>

namespace hall {

void log_line(LogLevel level, std::string_view what, std::initializer_list<LogField> fields) {
    std::string line;
    switch (level) {
        case LogLevel::info:
            line = "info ";
            break;
        case LogLevel::warning:
            line = "warning ";
            break;
        case LogLevel::error:
            line = "error ";
            break;
    }
    line.append(what);
    for (const LogField& field : fields) {
        line.append(" ").append(field.name).append("=");
        const bool quoted = field.value.find_first_of(" \"=") != std::string::npos;
        if (quoted) line.push_back('"');
        for (const char c : field.value) {
            if (c == '"')
                line.push_back('\'');
            else
                line.push_back(static_cast<std::uint8_t>(c) < 0x20 ? ' ' : c);
        }
        if (quoted) line.push_back('"');
    }
    line.push_back('\n');
    // One write, so that lines of several threads do not mix. A lost log line is not
    // worth an error.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

void LogSeries::line(std::initializer_list<LogField> fields) {
    if (++lines_ == 1) log_line(level_, what_, fields);
}

void LogSeries::end() {
    if (lines_ > 1) log_line(level_, what_, {{"more", lines_ - 1}});
    lines_ = 0;
}

LogBudget::~LogBudget() {
    if (lines_ > lines_a_minute_) log_line(level_, what_, {{"more", lines_ - lines_a_minute_}});
}

void LogBudget::line(std::int64_t mono_ms, std::initializer_list<LogField> fields) {
    constexpr std::int64_t minute_ms = 60'000;
    const std::lock_guard lock(mutex_);
    if (lines_ == 0 || mono_ms - minute_since_ms_ >= minute_ms) {
        if (lines_ > lines_a_minute_) log_line(level_, what_, {{"more", lines_ - lines_a_minute_}});
        minute_since_ms_ = mono_ms;
        lines_ = 0;
    }
    if (++lines_ <= lines_a_minute_) log_line(level_, what_, fields);
}

}  // namespace hall
