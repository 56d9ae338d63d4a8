#include "tests/check/speak_check.h"

#include <algorithm>
#include <chrono>
#include <iostream>

#include "kiosk/devices/speech/audio_out.h"
#include "kiosk/devices/speech/espeak_voice.h"
#include "kiosk/devices/speech/pinyin_readings.h"
#include "kiosk/devices/speech/spoken_text.h"

namespace hall::check {

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

struct Spoken {
    long long samples = 0;
    int samples_per_s = 0;
    double first_ms = -1;
    double all_ms = 0;
};

Result<Spoken> speak_into(const Path& file, std::string_view text) {
    DiskFiles files;
    const auto voice = TRY(kiosk::open_espeak_voice());
    const auto out = kiosk::wav_out(files, file);
    TRY(out->begin(voice->samples_per_s()));
    Spoken spoken;
    spoken.samples_per_s = voice->samples_per_s();
    const auto begin = Clock::now();
    Result<void> written;
    kiosk::ClauseReader clauses(text);
    while (const auto clause = clauses.next()) {
        TRY(voice->speak({clause->words, {}}, [&](std::span<const std::int16_t> samples) {
            if (spoken.first_ms < 0) spoken.first_ms = ms_since(begin);
            spoken.samples += static_cast<long long>(samples.size());
            written = out->write(samples);
            return written.ok();
        }));
        TRY(std::move(written));
        written = {};
    }
    spoken.all_ms = ms_since(begin);
    TRY(out->finish());
    return spoken;
}

void spell_line(const std::string& text, bool pinyin) {
    const std::string words = kiosk::spoken_text(text);
    std::cout << words << "\n";
    if (pinyin) std::cout << kiosk::pinyin_of(words) << "\n";
}

}  // namespace

int speak(const std::vector<std::string>& arguments) {
    if (arguments.size() != 3 || arguments[0] != "--wav") {
        std::cerr << "usage: speak --wav OUT TEXT\n";
        return 2;
    }
    const auto spoken = speak_into(arguments[1], arguments[2]);
    if (!spoken.ok()) {
        std::cerr << spoken.error().text() << "\n";
        return 1;
    }
    const Spoken& s = spoken.value();
    std::cout << "sound_s=" << static_cast<double>(s.samples) / s.samples_per_s
              << " work_s=" << s.all_ms / 1'000 << " first_ms=" << s.first_ms << "\n";
    return 0;
}

int spell(const std::vector<std::string>& arguments) {
    const bool pinyin = !arguments.empty() && arguments[0] == "--pinyin";
    if (arguments.size() != (pinyin ? 2U : 1U)) {
        std::cerr << "usage: spell [--pinyin] TEXT\n";
        return 2;
    }
    if (arguments.back() != "-") {
        spell_line(arguments.back(), pinyin);
        return 0;
    }
    for (std::string line; std::getline(std::cin, line);) spell_line(line, pinyin);
    return 0;
}

}  // namespace hall::check
