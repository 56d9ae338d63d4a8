#include "kiosk/app/memory_scrub.h"

#include <malloc.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstddef>

#include "sync/core/log.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HALL_SANITIZED
#endif

#ifndef HALL_SANITIZED

// The allocator of the C library under the names it keeps for those who replace it
// ("Replacing malloc" in the GNU C Library manual asks for all four of them).
extern "C" {
void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* memory, std::size_t bytes);
void __libc_free(void* memory);

void* malloc(std::size_t bytes) noexcept {
    return __libc_malloc(bytes);
}

void* calloc(std::size_t count, std::size_t bytes) noexcept {
    return __libc_calloc(count, bytes);
}

void free(void* memory) noexcept {
    if (memory == nullptr) return;
    const int error = errno;  // free() leaves it alone
    explicit_bzero(memory, malloc_usable_size(memory));
    __libc_free(memory);
    errno = error;
}

// Growing would leave a copy behind, shrinking a tail.
void* realloc(void* memory, std::size_t bytes) noexcept {
    if (memory == nullptr) return __libc_malloc(bytes);
    if (bytes == 0) {
        free(memory);
        return nullptr;
    }
    const std::size_t held = malloc_usable_size(memory);
    if (bytes <= held) {
        explicit_bzero(static_cast<char*>(memory) + bytes, held - bytes);
        return __libc_realloc(memory, bytes);
    }
    void* larger = __libc_malloc(bytes);
    if (larger == nullptr) return nullptr;
    memcpy(larger, memory, held);
    free(memory);
    return larger;
}
}

#endif

namespace hall::kiosk {

namespace {

// Deeper than any frame was seen to go; the main thread has eight megabytes.
constexpr std::size_t stack_bytes = 512 << 10;

}  // namespace

bool freed_memory_is_scrubbed() {
#ifdef HALL_SANITIZED
    return false;
#else
    return true;
#endif
}

[[gnu::noinline]] void scrub_stack() {
    char below[stack_bytes];
    explicit_bzero(below, sizeof below);
}

void seclude_process() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    // Pages are locked as they are first used: nothing is loaded that was not needed.
    if (mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0) {
        log_line(LogLevel::info, "memory_not_locked", {{"reason", strerror(errno)}});
    }
}

}  // namespace hall::kiosk
