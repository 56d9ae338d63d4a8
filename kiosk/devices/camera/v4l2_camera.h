// V4l2Camera: a camera of Linux's (Video for Linux 2), streamed by mapped buffers. The one home of
// its structures.
//
// Motion JPEG is preferred, as large as 1920 × 1080; a camera that has only YUYV gives at most
// 1280 × 720, which USB 2 still carries at some frames a second. Photos are taken from the same
// stream.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kiosk/devices/camera/camera.h"
#include "kiosk/devices/camera/rgb_image.h"
#include "kiosk/devices/camera/video_device.h"

namespace hall::kiosk {

// YUYV (4:2:2, two pixels in four bytes, ITU-R BT.601 of limited range) as RGB. `stride`: bytes of
// a row. Fails with `corrupt` if there are fewer bytes than the size asks for.
Result<RgbImage> rgb_of_yuyv(std::span<const std::uint8_t> bytes, int width, int height,
                             int stride);

class V4l2Camera final : public Camera {
  public:
    // `file`: /dev/video0, or a stable name below /dev/v4l/by-id.
    V4l2Camera(std::string file, std::unique_ptr<VideoDevice> device);
    ~V4l2Camera() override;

    Result<void> open() override;
    CameraState state() const override { return state_; }
    Result<RgbaImage> frame(int width_max, int height_max, std::chrono::milliseconds wait) override;
    Result<std::string> photo(std::chrono::milliseconds wait) override;
    void close() override;

  private:
    enum class Format { mjpeg, yuyv };
    struct Mode {
        Format format = Format::mjpeg;
        int width = 0;
        int height = 0;
        int stride = 0;
    };

    Result<void> start();
    Result<void> check_capabilities();
    Result<std::optional<Mode>> best_mode(Format format);
    Result<void> choose_mode();
    Result<void> map_buffers();
    Result<std::string> next_bytes(std::chrono::milliseconds wait);
    Result<RgbImage> decode(const std::string& bytes, int long_edge) const;
    Error failed(int number, std::string_view what);
    void release();

    const std::string file_;
    const std::unique_ptr<VideoDevice> device_;
    CameraState state_ = CameraState::off;
    Mode mode_;
    std::vector<std::span<std::uint8_t>> buffers_;
};

}  // namespace hall::kiosk
