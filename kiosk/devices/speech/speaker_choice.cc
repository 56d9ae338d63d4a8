#include "kiosk/devices/speech/speaker_choice.h"

#include <utility>

#include "kiosk/devices/speech/espeak_voice.h"
#include "kiosk/devices/speech/headset_switch.h"
#include "kiosk/devices/speech/lazy_speaker.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

constexpr const char* sound_card = "default";

// Damaged ones are no reason to be silent.
PromptBook open_prompts(Files& files, const Path& folder) {
    auto book = PromptBook::open(files, folder);
    if (book.ok()) return std::move(book).value();
    log_line(LogLevel::warning, "no_prompts", {{"reason", book.error().text()}});
    return {};
}

Speaker::Devices alsa_devices(Files& files, const Path& prompts) {
    Speaker::Devices devices;
    devices.open_voice = open_espeak_voice;
    devices.prompts = open_prompts(files, prompts);
    auto jack = open_alsa_jack(sound_card);
    devices.jack = std::make_shared<NoJack>();
    devices.out = alsa_out(sound_card);
    if (!jack.ok()) {
        log_line(LogLevel::info, "no_jack", {{"reason", jack.error().text()}});
        return devices;
    }
    devices.jack = std::move(jack).value();
    devices.out = with_headset_switch(std::move(devices.out), devices.jack,
                                      [](bool on) { switch_alsa_loudspeaker(sound_card, on); });
    return devices;
}

Speaker::Devices file_devices(Files& files, const Path& file, const Path& prompts) {
    Speaker::Devices devices;
    devices.open_voice = open_espeak_voice;
    devices.prompts = open_prompts(files, prompts);
    devices.jack = std::make_shared<NoJack>();
    devices.out = wav_out(files, file);
    return devices;
}

}  // namespace

bool is_speaker_name(std::string_view name) {
    return name == "alsa" || name == "none" || (name.size() > 4 && name.ends_with(".wav"));
}

Result<std::unique_ptr<SpeechDevice>> choose_speaker(Files& files, std::string_view name,
                                                     const Path& prompts) {
    if (!is_speaker_name(name))
        return Error(Errc::refused, "a speaker is alsa, a file that ends in .wav, or none");
    if (name == "none") return std::unique_ptr<SpeechDevice>(std::make_unique<NoSpeech>());
    if (name == "alsa")
        return lazy_speaker([&files, prompts] { return alsa_devices(files, prompts); });
    return lazy_speaker(
        [&files, file = Path(name), prompts] { return file_devices(files, file, prompts); });
}

}  // namespace hall::kiosk
