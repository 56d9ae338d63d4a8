// What the commands of hall-check end with.

#pragma once

#include <iostream>

#include "sync/core/result.h"

namespace hall::check {

inline constexpr int wrong_use = 2;

// Says why on standard error; the exit code.
inline int fail(const Error& error) {
    std::cerr << "hall-check: " << error.text() << "\n";
    return 1;
}

}  // namespace hall::check
