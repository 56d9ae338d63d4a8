#include "kiosk/devices/recorder/opus_note_player.h"

#include <opusfile.h>
#include <string.h>

#include <array>
#include <string_view>
#include <utility>

namespace hall::kiosk {

namespace {

constexpr int opus_samples_per_s = 48'000;
constexpr int stereo = 2;

struct OpusFileCloser {
    void operator()(OggOpusFile* file) const { op_free(file); }
};

}  // namespace

OpusNotePlayer::OpusNotePlayer(std::unique_ptr<AudioOut> out) : out_(std::move(out)) {}

OpusNotePlayer::~OpusNotePlayer() {
    OpusNotePlayer::stop();
}

void OpusNotePlayer::play(std::string ogg, OnEnd on_end) {
    stop();
    ogg_ = std::move(ogg);
    thread_ = std::jthread([this, on_end = std::move(on_end)](const std::stop_token& stop) {
        const Result<void> played = play_all(stop);
        if (stop.stop_requested())
            out_->stop();
        else
            on_end(played.ok());
    });
}

void OpusNotePlayer::stop() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    ::explicit_bzero(ogg_.data(), ogg_.size());
    ogg_.clear();
}

Result<void> OpusNotePlayer::play_all(const std::stop_token& stop) {
    int failed = 0;
    const std::unique_ptr<OggOpusFile, OpusFileCloser> note(
        op_open_memory(reinterpret_cast<const unsigned char*>(ogg_.data()), ogg_.size(), &failed));
    if (!note) return Error(Errc::corrupt, "no Ogg Opus: " + std::to_string(failed));
    TRY(out_->begin(opus_samples_per_s));
    // A fiftieth of a second, so that a stop is heard at once.
    std::array<opus_int16, opus_samples_per_s / 50 * stereo> both{};
    std::array<std::int16_t, opus_samples_per_s / 50> one{};
    while (!stop.stop_requested()) {
        const int read = op_read_stereo(note.get(), both.data(), static_cast<int>(both.size()));
        if (read == 0) return out_->finish();
        if (read < 0) return Error(Errc::corrupt, "Ogg Opus: " + std::to_string(read));
        for (std::size_t i = 0; i < static_cast<std::size_t>(read); ++i)
            one[i] = static_cast<std::int16_t>((both[stereo * i] + both[stereo * i + 1]) / 2);
        TRY(out_->write({one.data(), static_cast<std::size_t>(read)}));
    }
    return {};
}

std::unique_ptr<AudioOut> loudspeaker_named(const std::string& name, Files& files) {
    constexpr std::string_view alsa = "alsa:";
    if (name.starts_with(alsa)) return alsa_out(name.substr(alsa.size()));
    return wav_out(files, Path(name));
}

}  // namespace hall::kiosk
