// CameraEffects: the camera while a screen asks for it. It is on only while the screen that is
// shown wants it (camera_wanted) and says so; as soon as another one is shown, or nobody is there
// any more, it is switched off.
//
// Frames come one after the other, each asked for when the last was taken in, so that a slow
// board draws fewer and never lags behind. The camera itself is used by the jobs alone, which one
// thread works on in their order.
//
// One thread, but for the work of the jobs.

#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/app/background.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/devices/device_bundle.h"

namespace hall::kiosk {

class CameraEffects {
  public:
    // All must outlive it; the devices also every job of the background's.
    CameraEffects(const Model& model, DeviceBundle& devices, Background& background)
        : model_(model), devices_(devices), background_(background) {}
    CameraEffects(const CameraEffects&) = delete;
    CameraEffects& operator=(const CameraEffects&) = delete;
    // REQUIRES: the background works on nothing any more.
    ~CameraEffects();

    // Answers PhotoTaken, with the photo or with what went wrong.
    std::vector<Intent> act(const ShootPhoto& request);

    // After each change of the model, and when next_ms() has come: asks for a frame if one is
    // due, or switches the camera off.
    void follow(std::int64_t mono_ms);

    // Monotonic milliseconds at which follow() has next something to do; never while the camera
    // is off, or a frame is on its way.
    std::int64_t next_ms() const;

    // Nobody is there any more.
    void forget();

  private:
    class FrameJob;
    class PhotoJob;
    class CloseJob;

    static constexpr std::int64_t frames_apart_ms = 120;

    void close();

    const Model& model_;
    DeviceBundle& devices_;
    Background& background_;
    bool on_ = false;           // a job has opened it, or will
    bool frame_asked_ = false;  // one is on its way
    std::int64_t due_ms_ = 0;   // of the next
};

}  // namespace hall::kiosk
