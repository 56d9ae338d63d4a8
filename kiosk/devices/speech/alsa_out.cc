// The one place that knows ALSA for sound that goes out, and for the jack it goes through.

#include <alsa/asoundlib.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "kiosk/devices/speech/audio_out.h"
#include "kiosk/devices/speech/jack_watch.h"

namespace hall::kiosk {

namespace {

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

// ALSA writes what it thinks of a missing device to standard error; a kiosk's journal has its
// own words for that.
void be_quiet() {
    static std::once_flag once;
    std::call_once(once, [] { snd_lib_error_set_handler(say_nothing); });
}

Error failure(std::string what, int error) {
    return Error(Errc::unavailable, what + ": " + snd_strerror(error));
}

class AlsaOut final : public AudioOut {
  public:
    explicit AlsaOut(std::string device) : device_(std::move(device)) { be_quiet(); }
    AlsaOut(const AlsaOut&) = delete;
    AlsaOut& operator=(const AlsaOut&) = delete;
    ~AlsaOut() override { close(); }

    Result<void> begin(int samples_per_s) override {
        close();
        int error = snd_pcm_open(&pcm_, device_.c_str(), SND_PCM_STREAM_PLAYBACK, 0);
        if (error < 0) {
            pcm_ = nullptr;
            return failure("the loudspeaker " + device_ + " cannot be opened", error);
        }
        error = snd_pcm_set_params(pcm_, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1,
                                   static_cast<unsigned>(samples_per_s), 1, latency_ms * 1'000);
        if (error < 0) {
            close();
            return failure("the loudspeaker " + device_ + " does not take this sound", error);
        }
        return {};
    }

    Result<void> write(std::span<const std::int16_t> samples) override {
        if (pcm_ == nullptr) return Error(Errc::unavailable, "no sound has begun");
        int tries = 0;
        while (!samples.empty()) {
            const auto done = snd_pcm_writei(pcm_, samples.data(), samples.size());
            if (done > 0) {
                samples = samples.subspan(static_cast<std::size_t>(done));
                tries = 0;
                continue;
            }
            // After a gap or a sleep of the machine the device is made ready again, a few times.
            const int error = done == 0 ? -EIO : static_cast<int>(done);
            if (++tries > 3 || snd_pcm_recover(pcm_, error, 1) < 0)
                return failure("the loudspeaker stopped", error);
        }
        return {};
    }

    Result<void> finish() override {
        if (pcm_ == nullptr) return {};
        const int error = snd_pcm_drain(pcm_);
        close();
        if (error < 0) return failure("the loudspeaker stopped", error);
        return {};
    }

    void stop() override {
        if (pcm_ != nullptr) snd_pcm_drop(pcm_);
        close();
    }

  private:
    void close() {
        if (pcm_ != nullptr) snd_pcm_close(pcm_);
        pcm_ = nullptr;
    }

    const std::string device_;
    snd_pcm_t* pcm_ = nullptr;
};

class AlsaJack final : public JackWatch {
  public:
    AlsaJack(snd_ctl_t* control, unsigned number) : control_(control), number_(number) {}
    AlsaJack(const AlsaJack&) = delete;
    AlsaJack& operator=(const AlsaJack&) = delete;
    ~AlsaJack() override { snd_ctl_close(control_); }

    bool is_private() override {
        const std::lock_guard lock(mutex_);
        snd_ctl_elem_value_t* value = nullptr;
        snd_ctl_elem_value_alloca(&value);
        snd_ctl_elem_value_set_numid(value, number_);
        return snd_ctl_elem_read(control_, value) >= 0 &&
               snd_ctl_elem_value_get_boolean(value, 0) != 0;
    }

  private:
    std::mutex mutex_;
    snd_ctl_t* control_;
    const unsigned number_;
};

// The number of the control of that name, or 0.
unsigned control_number(snd_ctl_t* control, const char* name) {
    snd_ctl_elem_info_t* info = nullptr;
    snd_ctl_elem_info_alloca(&info);
    snd_ctl_elem_info_set_interface(info, SND_CTL_ELEM_IFACE_CARD);
    snd_ctl_elem_info_set_name(info, name);
    if (snd_ctl_elem_info(control, info) < 0) return 0;
    return snd_ctl_elem_info_get_numid(info);
}

}  // namespace

std::unique_ptr<AudioOut> alsa_out(std::string device) {
    return std::make_unique<AlsaOut>(std::move(device));
}

Result<std::unique_ptr<JackWatch>> open_alsa_jack(const std::string& card) {
    be_quiet();
    snd_ctl_t* control = nullptr;
    const int error = snd_ctl_open(&control, card.c_str(), SND_CTL_READONLY);
    if (error < 0) return failure("the sound card " + card + " cannot be opened", error);
    for (const char* name :
         {"Headphone Jack", "Headset Jack", "Front Headphone Jack", "Headphone Mic Jack"}) {
        if (const unsigned number = control_number(control, name))
            return std::unique_ptr<JackWatch>(std::make_unique<AlsaJack>(control, number));
    }
    snd_ctl_close(control);
    return Error(Errc::not_found, "the sound card " + card + " does not watch its jack");
}

}  // namespace hall::kiosk
