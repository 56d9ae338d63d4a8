#include "kiosk/devices/camera/video_device.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <utility>

namespace hall::kiosk {

int SystemVideoDevice::open(const std::string& file) {
    close();
    descriptor_ = ::open(file.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    return descriptor_ < 0 ? errno : 0;
}

int SystemVideoDevice::control(unsigned long request, void* argument) {
    for (;;) {
        if (::ioctl(descriptor_, request, argument) == 0) return 0;
        if (errno != EINTR) return errno;
    }
}

std::span<std::uint8_t> SystemVideoDevice::map(std::size_t bytes, std::int64_t offset) {
    void* at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, offset);
    if (at == MAP_FAILED) return {};
    return {static_cast<std::uint8_t*>(at), bytes};
}

void SystemVideoDevice::unmap(std::span<std::uint8_t> buffer) {
    ::munmap(buffer.data(), buffer.size());
}

int SystemVideoDevice::wait(std::chrono::milliseconds wait) {
    pollfd waited{.fd = descriptor_, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(wait.count()));
    if (ready < 0) return errno == EINTR ? ETIMEDOUT : errno;
    if (ready == 0) return ETIMEDOUT;
    return (waited.revents & POLLIN) != 0 ? 0 : ENODEV;
}

void SystemVideoDevice::close() {
    const int descriptor = std::exchange(descriptor_, -1);
    if (descriptor >= 0) ::close(descriptor);
}

}  // namespace hall::kiosk
