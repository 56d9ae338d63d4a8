#include "kiosk/devices/print/escpos_connection.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace hall::kiosk {

namespace {

using Clock = std::chrono::steady_clock;

// True once the descriptor is ready for `event` or has failed; false after `wait`.
bool wait_for(int descriptor, short event, std::chrono::milliseconds wait) {
    pollfd waited{.fd = descriptor, .events = event, .revents = 0};
    return ::poll(&waited, 1, static_cast<int>(std::max<std::int64_t>(0, wait.count()))) > 0;
}

Error gone(int number) {
    return Error(Errc::unavailable, std::string("the printer is gone: ") + ::strerror(number));
}

}  // namespace

EscposConnection::EscposConnection(int descriptor) : descriptor_(descriptor) {
    const int flags = ::fcntl(descriptor_, F_GETFL);
    if (flags >= 0) ::fcntl(descriptor_, F_SETFL, flags | O_NONBLOCK);
}
EscposConnection::EscposConnection(EscposConnection&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}
EscposConnection& EscposConnection::operator=(EscposConnection&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}
EscposConnection::~EscposConnection() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<EscposConnection> EscposConnection::open_device(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor >= 0) return EscposConnection(descriptor);
    const int number = errno;
    return Error(number == ENOENT || number == ENODEV || number == ENXIO ? Errc::not_found
                                                                         : Errc::unavailable,
                 file + ": " + ::strerror(number));
}

Result<void> EscposConnection::write(std::span<const std::uint8_t> bytes,
                                     std::chrono::milliseconds wait_max,
                                     const std::stop_token& cancel) {
    constexpr std::chrono::milliseconds step{100};
    Clock::time_point last_taken = Clock::now();
    while (!bytes.empty()) {
        if (cancel.stop_requested()) return Error(Errc::refused, "printing was cancelled");
        const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(count));
            last_taken = Clock::now();
        } else if (count < 0 && errno != EAGAIN && errno != EINTR) {
            return gone(errno);
        } else {
            if (Clock::now() - last_taken > wait_max) {
                return Error(Errc::exhausted, "the printer takes no more");
            }
            wait_for(descriptor_, POLLOUT, std::min(step, wait_max));
        }
    }
    return {};
}

Result<std::optional<std::uint8_t>> EscposConnection::read(std::chrono::milliseconds wait_max) {
    const Clock::time_point end = Clock::now() + wait_max;
    for (;;) {
        std::uint8_t byte = 0;
        const ssize_t count = ::read(descriptor_, &byte, 1);
        if (count == 1) return std::optional<std::uint8_t>(byte);
        if (count < 0 && errno != EAGAIN && errno != EINTR) return gone(errno);
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
        if (left.count() <= 0) return std::optional<std::uint8_t>();
        // The end of a stream is one only if it stays: device files say so when idle, too.
        if (count == 0 && wait_for(descriptor_, POLLIN, std::chrono::milliseconds{0})) {
            return Error(Errc::unavailable, "the printer closed the connection");
        }
        wait_for(descriptor_, POLLIN, left);
    }
}

}  // namespace hall::kiosk
