#include "kiosk/app/effects/camera_effects.h"

#include <chrono>
#include <limits>
#include <memory>
#include <utility>

#include "kiosk/app/effects/shown_pictures.h"
#include "kiosk/devices/camera/photo.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

// A camera that has just been opened measures the light first.
constexpr std::chrono::milliseconds frame_wait{2'000};
constexpr int frame_side_max = 960;
constexpr int photo_shown_side_max = 1'200;

// The camera's state in words; one that says it is well and gives nothing sends no pictures.
std::string camera_trouble(const Camera& camera) {
    const CameraState state = camera.state();
    const bool well = state == CameraState::ready || state == CameraState::off;
    return sentence_key(well ? CameraState::no_frames : state);
}

}  // namespace

class CameraEffects::FrameJob final : public Job {
  public:
    explicit FrameJob(CameraEffects& effects) : effects_(effects), devices_(effects.devices_) {}

    void work() override {
        Camera& camera = *devices_.camera;
        if (!camera.open().ok()) {
            trouble_ = camera_trouble(camera);
            return;
        }
        Result<RgbaImage> frame = camera.frame(frame_side_max, frame_side_max, frame_wait);
        // One damaged frame is nothing: the next may be well.
        if (!frame.ok() && frame.error().code() == Errc::corrupt)
            frame = camera.frame(frame_side_max, frame_side_max, frame_wait);
        if (!frame.ok()) {
            log_line(LogLevel::warning, "no_camera_frame", {{"reason", frame.error().text()}});
            trouble_ = camera_trouble(camera);
            return;
        }
        picture_ = shown_picture_of(std::move(frame).value());
    }

    void settle() override { effects_.frame_asked_ = false; }

    std::vector<Intent> answer() override {
        return {CameraFrame{std::move(picture_), std::move(trouble_)}};
    }

  private:
    CameraEffects& effects_;
    DeviceBundle& devices_;
    ui::PictureHandle picture_;
    std::string trouble_;
};

class CameraEffects::PhotoJob final : public Job {
  public:
    PhotoJob(DeviceBundle& devices, PhotoKind kind) : devices_(devices), kind_(kind) {}

    void work() override {
        Camera& camera = *devices_.camera;
        Result<std::string> bytes = camera.photo(frame_wait);
        if (!bytes.ok()) {
            log_line(LogLevel::warning, "no_photo", {{"reason", bytes.error().text()}});
            taken_.trouble = camera_trouble(camera);
            return;
        }
        Result<Photo> photo = prepare_photo(bytes.value(), kind_);
        if (!photo.ok()) {
            taken_.trouble = sentence_key(photo_fault_of(photo.error()));
            return;
        }
        Result<RgbaImage> shown =
            photo_preview(photo.value().jpeg, photo_shown_side_max, photo_shown_side_max);
        if (!shown.ok()) {
            taken_.trouble = sentence_key(photo_fault_of(shown.error()));
            wipe(photo.value());
            return;
        }
        taken_.picture = shown_picture_of(std::move(shown).value());
        taken_.jpeg = std::move(photo.value().jpeg);
        for (const PhotoWarning warning : photo.value().warnings)
            taken_.warnings.push_back(sentence_key(warning));
    }

    std::vector<Intent> answer() override { return {std::move(taken_)}; }

  private:
    DeviceBundle& devices_;
    PhotoKind kind_;
    PhotoTaken taken_;
};

class CameraEffects::CloseJob final : public Job {
  public:
    explicit CloseJob(DeviceBundle& devices) : devices_(devices) {}
    void work() override { devices_.camera->close(); }
    std::vector<Intent> answer() override { return {}; }

  private:
    DeviceBundle& devices_;
};

std::vector<Intent> CameraEffects::act(const ShootPhoto& request) {
    const PhotoKind kind = request.paper ? PhotoKind::paper : PhotoKind::scene;
    background_.start(std::make_unique<PhotoJob>(devices_, kind));
    return {};
}

void CameraEffects::follow(std::int64_t mono_ms) {
    const auto* shown = std::get_if<CameraModel>(&model_.top());
    const bool wanted = shown != nullptr && !model_.display_open && camera_wanted(*shown);
    if (!wanted) {
        close();
        return;
    }
    if (frame_asked_ || (on_ && mono_ms < due_ms_)) return;
    on_ = true;
    frame_asked_ = true;
    due_ms_ = mono_ms + frames_apart_ms;
    background_.start(std::make_unique<FrameJob>(*this));
}

std::int64_t CameraEffects::next_ms() const {
    return on_ && !frame_asked_ ? due_ms_ : std::numeric_limits<std::int64_t>::max();
}

void CameraEffects::close() {
    if (!std::exchange(on_, false)) return;
    background_.start(std::make_unique<CloseJob>(devices_));
}

void CameraEffects::forget() {
    close();
}

}  // namespace hall::kiosk
