#include "sync/core/result.h"

#include <cstdio>
#include <cstdlib>

namespace hall {

void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "check failed: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

std::string_view name_of(Errc code) {
    switch (code) {
        case Errc::unavailable:
            return "unavailable";
        case Errc::not_found:
            return "not_found";
        case Errc::corrupt:
            return "corrupt";
        case Errc::untrusted:
            return "untrusted";
        case Errc::exhausted:
            return "exhausted";
        case Errc::refused:
            return "refused";
    }
    return "unknown";
}

Error Error::in(std::string_view context) && {
    message_.insert(0, ": ").insert(0, context);
    return std::move(*this);
}

std::string Error::text() const {
    std::string text(name_of(code_));
    text.append(": ").append(message_);
    return text;
}

}  // namespace hall
