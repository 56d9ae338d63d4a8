// Camera: frames for the screen, and a photo when somebody presses the button.
//
// It is on between open() and close() only, and whoever opens it shows that it is.
//
// One thread at a time, not the screen's: frame() waits for the next one.

#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "kiosk/devices/rgba_image.h"
#include "sync/core/result.h"

namespace hall::kiosk {

enum class CameraState {
    off,
    ready,
    no_camera,    // none is connected
    busy,         // another program has it
    unsupported,  // it gives no pictures that we can read, or is no camera
    no_frames,    // it is open and sends nothing
    gone,         // unplugged in the middle
};

// "camera.no_camera": the sentence in assets/text, what to do next.
std::string sentence_key(CameraState state);

class Camera {
  public:
    virtual ~Camera() = default;

    // Switches it on. An open one stays as it is. Fails as state() then says.
    virtual Result<void> open() = 0;

    virtual CameraState state() const = 0;

    // The newest frame, fitted into width_max × height_max; waits for it at most `wait`.
    //
    //   exhausted    none came in time; the camera stays open (state: no_frames)
    //   unavailable  the camera is closed, or gone
    //   corrupt      a damaged frame; the next may be well
    virtual Result<RgbaImage> frame(int width_max, int height_max,
                                    std::chrono::milliseconds wait) = 0;

    // A picture in the camera's full size as a file, JPEG or PNG, for prepare_photo(). Errors as of
    // frame().
    virtual Result<std::string> photo(std::chrono::milliseconds wait) = 0;

    // Switches it off. A closed one stays so.
    virtual void close() = 0;
};

// In place of a camera that is not there.
class NoCamera final : public Camera {
  public:
    Result<void> open() override { return Error(Errc::not_found, "no camera"); }
    CameraState state() const override { return CameraState::no_camera; }
    Result<RgbaImage> frame(int, int, std::chrono::milliseconds) override {
        return Error(Errc::unavailable, "no camera");
    }
    Result<std::string> photo(std::chrono::milliseconds) override {
        return Error(Errc::unavailable, "no camera");
    }
    void close() override {}
};

}  // namespace hall::kiosk
