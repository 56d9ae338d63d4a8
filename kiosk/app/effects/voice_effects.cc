#include "kiosk/app/effects/voice_effects.h"

#include <utility>

#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

// The recorder speaks twenty times a second; a screen that follows five times is lively enough.
constexpr int levels_apart_ms = 200;

bool still_records(RecorderState state) {
    return state == RecorderState::opening || state == RecorderState::recording;
}

// Posts what is worth being shown.
class RecorderLine {
  public:
    RecorderLine(CompletionQueue& completions, std::uint64_t session)
        : completions_(&completions), session_(session) {}

    void operator()(const RecorderEvent& event) {
        const bool records = still_records(event.state);
        if (records && told_ && event.elapsed_ms < told_ms_ + levels_apart_ms) return;
        told_ = true;
        told_ms_ = event.elapsed_ms;
        RecorderSaid said{records, event.level, event.elapsed_ms,
                          records ? std::string() : sentence_key(event.state)};
        // A queue that is full has said so in the log.
        static_cast<void>(completions_->post(session_, Intent(ScreenIntent(VoiceIntent(said)))));
    }

  private:
    CompletionQueue* completions_;
    std::uint64_t session_;
    bool told_ = false;
    int told_ms_ = 0;
};

}  // namespace

class VoiceEffects::StartJob final : public Job {
  public:
    StartJob(DeviceBundle& devices, CompletionQueue& completions)
        : devices_(devices), line_(completions, completions.session()) {}
    void work() override { devices_.recorder->start(std::move(line_)); }
    std::vector<Intent> answer() override { return {}; }

  private:
    DeviceBundle& devices_;
    RecorderLine line_;
};

class VoiceEffects::StopJob final : public Job {
  public:
    explicit StopJob(DeviceBundle& devices) : devices_(devices) {}

    void work() override {
        Result<VoiceNote> note = devices_.recorder->stop();
        if (note.ok()) {
            taken_.ogg = note.value().ogg();
            taken_.duration_ms = note.value().duration_ms();
            return;
        }
        log_line(LogLevel::warning, "no_voice_note", {{"reason", note.error().text()}});
        const bool nothing = note.error().code() == Errc::not_found;
        taken_.trouble = nothing ? "voice.nothing" : sentence_key(RecorderState::not_encoded);
    }

    std::vector<Intent> answer() override { return {std::move(taken_)}; }

  private:
    DeviceBundle& devices_;
    VoiceTaken taken_;
};

class VoiceEffects::DiscardJob final : public Job {
  public:
    explicit DiscardJob(DeviceBundle& devices) : devices_(devices) {}
    void work() override { devices_.recorder->discard(); }
    std::vector<Intent> answer() override { return {}; }

  private:
    DeviceBundle& devices_;
};

class VoiceEffects::PlayJob final : public Job {
  public:
    PlayJob(DeviceBundle& devices, CompletionQueue& completions, std::string ogg)
        : devices_(devices),
          completions_(completions),
          session_(completions.session()),
          ogg_(std::move(ogg)) {}

    void work() override {
        devices_.player->play(
            std::move(ogg_), [&completions = completions_, session = session_](bool heard) {
                static_cast<void>(completions.post(
                    session, Intent(ScreenIntent(VoiceIntent(VoicePlayed{!heard})))));
            });
    }
    std::vector<Intent> answer() override { return {}; }

  private:
    DeviceBundle& devices_;
    CompletionQueue& completions_;
    std::uint64_t session_;
    std::string ogg_;
};

class VoiceEffects::HushJob final : public Job {
  public:
    explicit HushJob(DeviceBundle& devices) : devices_(devices) {}
    void work() override { devices_.player->stop(); }
    std::vector<Intent> answer() override { return {}; }

  private:
    DeviceBundle& devices_;
};

// What they say goes to a queue that may go now.
VoiceEffects::~VoiceEffects() {
    devices_.recorder->discard();
    devices_.player->stop();
}

std::vector<Intent> VoiceEffects::act(const StartRecorder&) {
    recording_ = true;
    background_.start(std::make_unique<StartJob>(devices_, background_.completions()));
    return {};
}

std::vector<Intent> VoiceEffects::act(const StopRecorder&) {
    recording_ = false;
    background_.start(std::make_unique<StopJob>(devices_));
    return {};
}

std::vector<Intent> VoiceEffects::act(PlayVoice& request) {
    playing_ = true;
    background_.start(
        std::make_unique<PlayJob>(devices_, background_.completions(), std::move(request.ogg)));
    return {};
}

std::vector<Intent> VoiceEffects::act(const HushVoice&) {
    if (std::exchange(playing_, false)) background_.start(std::make_unique<HushJob>(devices_));
    return {};
}

const VoiceModel* VoiceEffects::shown() const {
    return model_.display_open ? nullptr : std::get_if<VoiceModel>(&model_.top());
}

std::vector<Intent> VoiceEffects::follow() {
    const VoiceModel* const voice = shown();
    if (voice == nullptr) {
        silence();
        return {};
    }
    playing_ = playing_ && voice->playing;
    // Another screen covered this one meanwhile.
    if (voice->playing && !playing_) return {VoicePlayed{}};
    if (microphone_wanted(*voice) && !recording_) return {RecordingLost{}};
    return {};
}

void VoiceEffects::silence() {
    if (std::exchange(recording_, false)) background_.start(std::make_unique<DiscardJob>(devices_));
    act(HushVoice{});
}

void VoiceEffects::forget() {
    silence();
}

}  // namespace hall::kiosk
