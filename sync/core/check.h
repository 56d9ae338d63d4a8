// CHECK: a promise inside the program. On in release builds: a kiosk that stops
// and is started again by its supervisor is better than one that goes on wrong.

#pragma once

namespace hall {

// Writes one line to standard error and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace hall

#define CHECK(condition)                                                        \
    do {                                                                        \
        if (!(condition)) ::hall::check_failed(#condition, __FILE__, __LINE__); \
    } while (false)
