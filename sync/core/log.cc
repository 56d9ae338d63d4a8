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

}  // namespace hall
