#include "kiosk/devices/recorder/alsa_source.h"

#include <alsa/asoundlib.h>
#include <errno.h>

namespace hall::kiosk {

namespace {

// ALSA writes what it tries to the standard error; errors come back as values, too.
void say_nothing(const char*, int, const char*, int, const char*, ...) {}

constexpr unsigned latency_us = 200'000;
constexpr int wait_ms = 100;

}  // namespace

struct AlsaSource::Pcm {
    snd_pcm_t* handle = nullptr;
    ~Pcm() {
        if (handle != nullptr) snd_pcm_close(handle);
    }
};

AlsaSource::AlsaSource(std::string device) : device_(std::move(device)) {}
AlsaSource::~AlsaSource() = default;

Result<void> AlsaSource::open() {
    snd_lib_error_set_handler(&say_nothing);
    auto pcm = std::make_unique<Pcm>();
    int failed =
        snd_pcm_open(&pcm->handle, device_.c_str(), SND_PCM_STREAM_CAPTURE, SND_PCM_NONBLOCK);
    if (failed < 0) {
        const Errc code = failed == -EBUSY ? Errc::unavailable : Errc::not_found;
        return Error(code, "microphone " + device_ + ": " + snd_strerror(failed));
    }
    failed = snd_pcm_set_params(pcm->handle, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1,
                                static_cast<unsigned>(rate()), 1, latency_us);
    if (failed == 0) failed = snd_pcm_start(pcm->handle);
    if (failed < 0) {
        return Error(Errc::unavailable, "microphone " + device_ + ": " + snd_strerror(failed));
    }
    pcm_ = std::move(pcm);
    return {};
}

Result<std::size_t> AlsaSource::read(std::span<std::int16_t> samples) {
    if (!pcm_) return Error(Errc::unavailable, "the microphone is closed");
    snd_pcm_sframes_t count = snd_pcm_readi(pcm_->handle, samples.data(), samples.size());
    if (count == -EAGAIN) {
        const int ready = snd_pcm_wait(pcm_->handle, wait_ms);
        if (ready == 0) return std::size_t{0};
        count = ready < 0 ? ready : snd_pcm_readi(pcm_->handle, samples.data(), samples.size());
    }
    if (count == -EAGAIN) return std::size_t{0};
    if (count == -EPIPE || count == -ESTRPIPE) {
        // Too late, or the machine slept: samples are missing, and it goes on.
        count = snd_pcm_recover(pcm_->handle, static_cast<int>(count), 1);
        if (count == 0) count = snd_pcm_start(pcm_->handle);
        if (count >= 0) return std::size_t{0};
    }
    if (count < 0) {
        return Error(Errc::unavailable, std::string("microphone ") + device_ + ": " +
                                            snd_strerror(static_cast<int>(count)));
    }
    return static_cast<std::size_t>(count);
}

void AlsaSource::close() {
    pcm_.reset();
}

}  // namespace hall::kiosk
