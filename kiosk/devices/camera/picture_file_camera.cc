#include "kiosk/devices/camera/picture_file_camera.h"

#include "kiosk/devices/camera/photo.h"

namespace hall::kiosk {

Result<std::string> PictureFileCamera::read() {
    Result<std::string> bytes =
        files_.read(pictures_[next_ % pictures_.size()], PhotoLimits{}.input_bytes_max);
    if (bytes.ok()) return bytes;
    state_ = CameraState::gone;
    return Error(Errc::unavailable, bytes.error().message());
}

Result<void> PictureFileCamera::open() {
    if (state_ == CameraState::ready) return {};
    state_ = CameraState::no_camera;
    if (pictures_.empty()) return Error(Errc::not_found, "no picture in place of a camera");
    const Result<std::string> first = files_.read(pictures_.front(), PhotoLimits{}.input_bytes_max);
    if (!first.ok()) return first.error();
    const Result<RgbaImage> picture = photo_preview(first.value(), 64, 64);
    if (!picture.ok()) {
        state_ = CameraState::unsupported;
        return picture.error();
    }
    next_ = 0;
    state_ = CameraState::ready;
    return {};
}

Result<RgbaImage> PictureFileCamera::frame(int width_max, int height_max,
                                           std::chrono::milliseconds) {
    if (state_ != CameraState::ready) return Error(Errc::unavailable, "the camera is closed");
    const std::string bytes = TRY(read());
    return photo_preview(bytes, width_max, height_max);
}

Result<std::string> PictureFileCamera::photo(std::chrono::milliseconds) {
    if (state_ != CameraState::ready) return Error(Errc::unavailable, "the camera is closed");
    std::string bytes = TRY(read());
    ++next_;
    return bytes;
}

}  // namespace hall::kiosk
