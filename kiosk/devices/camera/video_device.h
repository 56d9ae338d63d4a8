// VideoDevice: the few system calls that a V4L2 camera is driven by, so that a camera can be played
// in tests.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace hall::kiosk {

class VideoDevice {
  public:
    virtual ~VideoDevice() = default;

    // 0, or the errno.
    virtual int open(const std::string& file) = 0;

    // ioctl() with one of V4L2's requests and its structure: 0, or the errno.
    virtual int control(unsigned long request, void* argument) = 0;

    // A buffer of the driver's in our memory; empty if it cannot be mapped.
    virtual std::span<std::uint8_t> map(std::size_t bytes, std::int64_t offset) = 0;
    virtual void unmap(std::span<std::uint8_t> buffer) = 0;

    // Waits for a frame: 0 if one is there, ETIMEDOUT, or the errno.
    virtual int wait(std::chrono::milliseconds wait) = 0;

    virtual void close() = 0;
};

// The real one.
class SystemVideoDevice final : public VideoDevice {
  public:
    SystemVideoDevice() = default;
    SystemVideoDevice(const SystemVideoDevice&) = delete;
    SystemVideoDevice& operator=(const SystemVideoDevice&) = delete;
    ~SystemVideoDevice() override { SystemVideoDevice::close(); }

    int open(const std::string& file) override;
    int control(unsigned long request, void* argument) override;
    std::span<std::uint8_t> map(std::size_t bytes, std::int64_t offset) override;
    void unmap(std::span<std::uint8_t> buffer) override;
    int wait(std::chrono::milliseconds wait) override;
    void close() override;

  private:
    int descriptor_ = -1;
};

}  // namespace hall::kiosk
