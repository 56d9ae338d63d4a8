#include "sync/edge/device/file_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

#include "sync/core/clock.h"
#include "sync/core/log.h"

namespace hall {

namespace {

constexpr std::int64_t look_ms = 1000;
constexpr std::int64_t look_ms_told = 60'000;

// A descriptor that hears of changes in the folder, or -1.
int open_inotify(const Path& folder) {
    const int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0) return -1;
    // Not IN_CLOSE_WRITE: whoever reads a database, or looks for a lock, opens for writing too.
    constexpr std::uint32_t mask = IN_MODIFY | IN_CREATE | IN_MOVED_TO;
    if (inotify_add_watch(descriptor, folder.c_str(), mask) >= 0) return descriptor;
    const int error = errno;
    ::close(descriptor);
    errno = error;
    return -1;
}

}  // namespace

FileWatch::FileWatch(Path folder, int descriptor, std::vector<std::string> names)
    : folder_(std::move(folder)), descriptor_(descriptor), names_(std::move(names)) {
    for (const std::string& name : names_) {
        looks_[name] = {};
        looks_[name + "-wal"] = {};
    }
    looks_different();
}

FileWatch FileWatch::open(const Path& folder, std::vector<std::string> names) {
    const int descriptor = open_inotify(folder);
    if (descriptor < 0) log_line(LogLevel::warning, "no_inotify", {{"reason", strerror(errno)}});
    return FileWatch(folder, descriptor, std::move(names));
}

FileWatch::FileWatch(FileWatch&& other) noexcept
    : folder_(std::move(other.folder_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      names_(std::move(other.names_)),
      looks_(std::move(other.looks_)) {}

FileWatch& FileWatch::operator=(FileWatch&& other) noexcept {
    std::swap(folder_, other.folder_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(names_, other.names_);
    std::swap(looks_, other.looks_);
    return *this;
}

FileWatch::~FileWatch() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

// A database's "-shm" is where its readers and writers leave word for each other: what
// changes there alone is nothing that was committed.
bool FileWatch::is_ours(std::string_view name) const {
    return looks_.count(std::string(name)) != 0;
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

// Looks at all of them; true if one is not as it was at the last look.
bool FileWatch::looks_different() {
    bool different = false;
    for (auto& [name, before] : looks_) {
        struct stat status {};
        Look now;
        if (::stat((folder_ / name).c_str(), &status) == 0) {
            now = {status.st_ino, status.st_size,
                   status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec};
        }
        // An empty log is as good as none: who reads a database makes one.
        if (now.bytes == 0 && name.ends_with("-wal")) now = {};
        different = different || now != before;
        before = now;
    }
    return different;
}

bool FileWatch::wait(std::int64_t timeout_ms, int stop) {
    const SystemClock clock;
    const std::int64_t end = clock.mono_ms() + timeout_ms;
    for (;;) {
        std::int64_t left = is_told() ? look_ms_told : look_ms;
        if (timeout_ms >= 0) left = std::clamp<std::int64_t>(end - clock.mono_ms(), 0, left);
        // A negative descriptor is one that poll() passes over.
        pollfd descriptors[2] = {{descriptor_, POLLIN, 0}, {stop, POLLIN, 0}};
        const int ready = ::poll(descriptors, 2, static_cast<int>(left));
        if (ready < 0) return false;
        if (descriptors[1].revents != 0) return false;
        const bool told = ready > 0 && take_events();
        const bool different = (told || ready == 0) && looks_different();
        if (told || different) return true;
        if (timeout_ms >= 0 && clock.mono_ms() >= end) return false;
    }
}

}  // namespace hall
