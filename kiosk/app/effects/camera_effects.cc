#include "kiosk/app/effects/camera_effects.h"

#include <chrono>
#include <limits>
#include <memory>
#include <utility>

#include "kiosk/app/effects/shown_pictures.h"
#include "kiosk/devices/camera/photo.h"
#include "sync/core/log.h"
#include "sync/wire/seal.h"
#include "sync/wire/slip.h"

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

// "K7M-0012X ZQ9W-JK84-TRMX", as a slip's code says it; nothing for any other text.
SlipSeen slip_in(std::string_view payload) {
    const std::size_t blank = payload.find(' ');
    if (blank == std::string_view::npos) return {};
    Result<std::string> number = canonical_slip_number(payload.substr(0, blank));
    Result<std::string> code = canonical_slip_code(payload.substr(blank + 1));
    if (!number.ok() || !code.ok()) return {};
    return {std::move(number).value(), std::move(code).value()};
}

// The first slip among the codes in a picture.
SlipSeen slip_among(const std::vector<std::string>& payloads) {
    for (const std::string& payload : payloads) {
        SlipSeen seen = slip_in(payload);
        if (!seen.number.empty()) return seen;
    }
    return {};
}

}  // namespace

class CameraEffects::FrameJob final : public Job {
  public:
    FrameJob(CameraEffects& effects, bool reads_codes)
        : effects_(effects), devices_(effects.devices_), reads_codes_(reads_codes) {}
    FrameJob(const FrameJob&) = delete;
    FrameJob& operator=(const FrameJob&) = delete;
    // A slip's code stands among them.
    ~FrameJob() override {
        for (std::string& code : codes_) hall::wipe(code);
    }

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
        if (reads_codes_) codes_ = devices_.qr_reader->read(grey_of(frame.value()));
        picture_ = shown_picture_of(std::move(frame).value());
    }

    void settle() override { effects_.frame_asked_ = false; }

    std::vector<Intent> answer() override {
        std::vector<Intent> answers;
        answers.emplace_back(CameraFrame{std::move(picture_), std::move(trouble_)});
        if (!codes_.empty()) answers.emplace_back(slip_among(codes_));
        return answers;
    }

  private:
    CameraEffects& effects_;
    DeviceBundle& devices_;
    bool reads_codes_;
    ui::PictureHandle picture_;
    std::string trouble_;
    std::vector<std::string> codes_;
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

CameraEffects::~CameraEffects() {
    devices_.camera->close();
}

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
    const bool reads_codes = shown->use == CameraModel::Use::slip;
    background_.start(std::make_unique<FrameJob>(*this, reads_codes));
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
