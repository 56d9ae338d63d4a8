#include "sync/edge/file_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

#include "sync/core/clock.h"

namespace hall {

Result<FileWatch> FileWatch::open(const Path& folder, std::vector<std::string> prefixes) {
    const int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0) return Error(Errc::exhausted, "no inotify left");
    // Not IN_CLOSE_WRITE: whoever reads a database, or looks for a lock, opens for writing too.
    constexpr std::uint32_t mask = IN_MODIFY | IN_CREATE | IN_MOVED_TO;
    if (inotify_add_watch(descriptor, folder.c_str(), mask) < 0) {
        const std::string message = folder.string() + ": " + std::strerror(errno);
        ::close(descriptor);
        return Error(Errc::unavailable, message);
    }
    return FileWatch(descriptor, std::move(prefixes));
}

FileWatch::FileWatch(FileWatch&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), prefixes_(std::move(other.prefixes_)) {}

FileWatch& FileWatch::operator=(FileWatch&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(prefixes_, other.prefixes_);
    return *this;
}

FileWatch::~FileWatch() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

// A database's "-shm" is where its readers and writers leave word for each other: what
// changes there alone is nothing that was committed.
bool FileWatch::is_ours(std::string_view name) const {
    const auto begins = [name](const std::string& prefix) { return name.starts_with(prefix); };
    return !name.ends_with("-shm") && std::any_of(prefixes_.begin(), prefixes_.end(), begins);
}

// Takes all that is queued; true if some of it concerns our files, or if the kernel
// dropped some.
bool FileWatch::take_events() {
    alignas(inotify_event) char buffer[16 * (sizeof(inotify_event) + NAME_MAX + 1)];
    bool changed = false;
    for (;;) {
        const ssize_t length = ::read(descriptor_, buffer, sizeof buffer);
        if (length <= 0) return changed;
        for (ssize_t at = 0; at < length;) {
            inotify_event event{};
            std::memcpy(&event, buffer + at, sizeof event);
            const char* name = buffer + at + sizeof event;
            if ((event.mask & IN_Q_OVERFLOW) != 0) changed = true;
            if (event.len > 0 && is_ours(name)) changed = true;
            at += static_cast<ssize_t>(sizeof event + event.len);
        }
    }
}

bool FileWatch::wait(std::int64_t timeout_ms, int stop) {
    const SystemClock clock;
    const std::int64_t end = clock.mono_ms() + timeout_ms;
    for (;;) {
        pollfd descriptors[2] = {{descriptor_, POLLIN, 0}, {stop, POLLIN, 0}};
        std::int64_t left = -1;
        if (timeout_ms >= 0) left = std::clamp<std::int64_t>(end - clock.mono_ms(), 0, INT_MAX);
        const int ready = ::poll(descriptors, stop >= 0 ? 2 : 1, static_cast<int>(left));
        if (ready < 0 && errno == EINTR) return false;
        if (ready <= 0) return false;
        if (stop >= 0 && descriptors[1].revents != 0) return false;
        if (take_events()) return true;
    }
}

}  // namespace hall
