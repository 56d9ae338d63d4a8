// A machine that is short of memory: while this lives, the process gets hardly more than it has.
// What it asks for in large pieces (Argon2id takes 19 MiB and more) it does not get.

#pragma once

#include <sys/resource.h>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>

#include "tests/catch.h"

namespace hall {

// Under a sanitizer the address space is no measure of memory. Says so and gives false.
inline bool can_be_short_of_memory() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    std::cout << "skipped: a sanitizer takes all of the address space\n";
    return false;
#else
    return true;
#endif
}

class ShortOfMemory {
  public:
    explicit ShortOfMemory(std::uint64_t left_bytes = 6 << 20) {
        REQUIRE(::getrlimit(RLIMIT_AS, &before_) == 0);
        rlimit low = before_;
        low.rlim_cur = in_use() + left_bytes;
        REQUIRE(::setrlimit(RLIMIT_AS, &low) == 0);
    }
    ShortOfMemory(const ShortOfMemory&) = delete;
    ShortOfMemory& operator=(const ShortOfMemory&) = delete;
    ~ShortOfMemory() { ::setrlimit(RLIMIT_AS, &before_); }

  private:
    static std::uint64_t in_use() {
        std::ifstream file("/proc/self/statm");
        std::uint64_t pages = 0;
        file >> pages;
        return pages * 4096;
    }

    rlimit before_{};
};

}  // namespace hall
