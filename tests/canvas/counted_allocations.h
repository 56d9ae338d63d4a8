// Counts operator new, so that a test can say "allocates nothing".

#pragma once

#include <cstddef>

namespace hall::canvas::test {

// Allocations of the whole test program so far.
std::size_t allocations();

}  // namespace hall::canvas::test
