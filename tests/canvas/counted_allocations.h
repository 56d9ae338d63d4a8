// Counts operator new, so that a test can say "allocates nothing".

#pragma once

#include <cstddef>

namespace hall::kiosk::canvas::test {

// Allocations of the whole test program so far.
std::size_t allocations();

}  // namespace hall::kiosk::canvas::test
