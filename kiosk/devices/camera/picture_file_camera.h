// PictureFileCamera: JPEG and PNG files in place of a camera, for demonstrations and tests. Frames
// go through the files in order, a new one for each photo.

#pragma once

#include <vector>

#include "kiosk/devices/camera/camera.h"
#include "sync/core/files.h"

namespace hall::kiosk {

class PictureFileCamera final : public Camera {
  public:
    PictureFileCamera(Files& files, std::vector<Path> pictures)
        : files_(files), pictures_(std::move(pictures)) {}

    // no_camera if there is no file; unsupported if the first is no picture.
    Result<void> open() override;
    CameraState state() const override { return state_; }
    // A file that goes away while the camera is open is a camera that is gone.
    Result<RgbaImage> frame(int width_max, int height_max, std::chrono::milliseconds wait) override;
    Result<std::string> photo(std::chrono::milliseconds wait) override;
    void close() override { state_ = CameraState::off; }

  private:
    Result<std::string> read();

    Files& files_;
    const std::vector<Path> pictures_;
    std::size_t next_ = 0;
    CameraState state_ = CameraState::off;
};

}  // namespace hall::kiosk
