#include "kiosk/devices/speech/espeak_voice.h"

#include <dlfcn.h>
#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/devices/speech/pinyin_readings.h"
#include "kiosk/devices/speech/wipe.h"

namespace hall::kiosk {

namespace {

constexpr int buffer_ms = 40;
constexpr const char* mandarin = "cmn-latn-pinyin";
constexpr const char* english = "en-us";

// The engine's library, loaded when somebody is read to for the first time: with what it links it
// would cost every start of a kiosk time and memory.
struct EspeakLibrary {
    decltype(&espeak_Initialize) initialize = nullptr;
    decltype(&espeak_SetSynthCallback) set_synth_callback = nullptr;
    decltype(&espeak_SetParameter) set_parameter = nullptr;
    decltype(&espeak_SetVoiceByName) set_voice_by_name = nullptr;
    decltype(&espeak_Synth) synth = nullptr;
    decltype(&espeak_Cancel) cancel = nullptr;
};

template <typename Function>
bool find_function(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    return function != nullptr;
}

Result<EspeakLibrary> load_espeak() {
    // Never closed: espeak-ng 1.51 cannot be begun a second time in a process.
    void* library = ::dlopen("libespeak-ng.so.1", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return Error(Errc::unavailable, "espeak is not there (package libespeak-ng1)");
    EspeakLibrary espeak;
    const bool complete =
        find_function(library, "espeak_Initialize", espeak.initialize) &&
        find_function(library, "espeak_SetSynthCallback", espeak.set_synth_callback) &&
        find_function(library, "espeak_SetParameter", espeak.set_parameter) &&
        find_function(library, "espeak_SetVoiceByName", espeak.set_voice_by_name) &&
        find_function(library, "espeak_Synth", espeak.synth) &&
        find_function(library, "espeak_Cancel", espeak.cancel);
    if (!complete) return Error(Errc::unavailable, "espeak's library is of another kind");
    return espeak;
}

std::atomic<bool> is_open = false;

// What the callback, which espeak calls without our state, hands on to.
struct Current {
    const SoundSink* sink = nullptr;
    bool stopped = false;
};
Current current;

int take_samples(short* samples, int count, espeak_EVENT*) {
    if (samples == nullptr || count <= 0 || current.sink == nullptr) return current.stopped;
    const std::span<short> made(samples, static_cast<std::size_t>(count));
    if (!current.stopped) current.stopped = !(*current.sink)(made);
    explicit_bzero(made.data(), made.size_bytes());
    return current.stopped;
}

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A part of an utterance in one language.
struct Part {
    bool is_english = false;
    std::string text;
};

// Latin words apart from the rest; letters that are spelt get spaces between them.
std::vector<Part> parts_of(std::string_view words) {
    std::vector<Part> parts;
    std::size_t at = 0;
    while (at < words.size()) {
        const bool latin = is_ascii_letter(words[at]);
        std::size_t end = at;
        while (end < words.size() && (is_ascii_letter(words[end]) == latin ||
                                      (latin && (words[end] == ' ' || words[end] == '\''))))
            ++end;
        Part part{latin, {}};
        const std::string_view piece = words.substr(at, end - at);
        part.text.reserve(4 * piece.size() + 8);
        const bool spelt = latin && std::all_of(piece.begin(), piece.end(), [](char c) {
                               return (c >= 'A' && c <= 'Z') || c == ' ';
                           });
        if (spelt) {
            for (const char c : piece) (part.text += c) += ' ';
        } else if (latin) {
            part.text = piece;
        } else {
            part.text = pinyin_of(piece);
        }
        parts.push_back(std::move(part));
        at = end;
    }
    return parts;
}

class EspeakVoice final : public Voice {
  public:
    EspeakVoice(const EspeakLibrary& espeak, int samples_per_s)
        : espeak_(espeak), samples_per_s_(samples_per_s) {}
    EspeakVoice(const EspeakVoice&) = delete;
    EspeakVoice& operator=(const EspeakVoice&) = delete;
    ~EspeakVoice() override {
        // Never terminated: espeak-ng 1.51 cannot be begun a second time in a process.
        espeak_.cancel();
        is_open = false;
    }

    int samples_per_s() const override { return samples_per_s_; }

    Result<void> speak(const Utterance& utterance, const SoundSink& sink) override {
        set(espeakRATE, std::clamp(utterance.settings.speed, 100, 400) * 7 / 10, rate_);
        set(espeakVOLUME, std::clamp(utterance.settings.loudness_percent, 0, 200), volume_);
        current = {&sink, false};
        Result<void> result;
        std::vector<Part> parts = parts_of(utterance.words);
        for (Part& part : parts) {
            if (result.ok() && !current.stopped) result = speak(part);
            wipe_buffer(part.text);
        }
        current = {};
        return result;
    }

  private:
    void set(espeak_PARAMETER parameter, int value, int& known) {
        if (value == known) return;
        espeak_.set_parameter(parameter, value, 0);
        known = value;
    }

    Result<void> speak(const Part& part) {
        const char* voice = part.is_english ? english : mandarin;
        if (voice != voice_) {
            if (espeak_.set_voice_by_name(voice) != EE_OK)
                return Error(Errc::unavailable, std::string("espeak has no voice ") + voice);
            voice_ = voice;
            // A voice brings its own speed.
            espeak_.set_parameter(espeakRATE, rate_, 0);
        }
        const auto error = espeak_.synth(part.text.c_str(), part.text.size() + 1, 0, POS_CHARACTER,
                                         0, espeakCHARS_UTF8, nullptr, nullptr);
        if (error != EE_OK) return Error(Errc::unavailable, "espeak could not speak");
        return {};
    }

    const EspeakLibrary espeak_;
    const int samples_per_s_;
    const char* voice_ = nullptr;
    int rate_ = 0;
    int volume_ = -1;
};

}  // namespace

Result<std::unique_ptr<Voice>> open_espeak_voice() {
    if (is_open.exchange(true)) return Error(Errc::refused, "espeak is in use already");
    static std::optional<EspeakLibrary> espeak;
    static int rate = 0;
    if (!espeak) {
        auto loaded = load_espeak();
        if (!loaded.ok()) {
            is_open = false;
            return std::move(loaded).error();
        }
        espeak = loaded.value();
    }
    if (rate <= 0)
        rate = espeak->initialize(AUDIO_OUTPUT_SYNCHRONOUS, buffer_ms, nullptr,
                                  espeakINITIALIZE_DONT_EXIT);
    if (rate <= 0) {
        is_open = false;
        return Error(Errc::unavailable, "espeak's data is not there (package espeak-ng-data)");
    }
    espeak->set_synth_callback(take_samples);
    auto voice = std::make_unique<EspeakVoice>(*espeak, rate);
    // The first words load the dictionary; nobody shall wait for that later.
    TRY_IN("warm up", voice->speak({"好", {}}, [](std::span<const std::int16_t>) { return true; }));
    return std::unique_ptr<Voice>(std::move(voice));
}

}  // namespace hall::kiosk
