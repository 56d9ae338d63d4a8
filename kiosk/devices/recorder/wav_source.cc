#include "kiosk/devices/recorder/wav_source.h"

#include <algorithm>
#include <thread>

namespace hall::kiosk {

namespace {

constexpr std::uint64_t wav_bytes_max = 40'000'000;  // three minutes of 48 kHz stereo

std::uint32_t number_at(std::string_view bytes, std::size_t at, int size) {
    std::uint32_t number = 0;
    for (int i = size - 1; i >= 0; --i) {
        number = number << 8 | static_cast<std::uint8_t>(bytes[at + static_cast<std::size_t>(i)]);
    }
    return number;
}

struct WavFormat {
    std::uint32_t channels = 0;
    std::uint32_t rate = 0;
};

Result<WavFormat> format_of(std::string_view chunk) {
    if (chunk.size() < 16) return Error(Errc::corrupt, "a WAV file with a short format");
    const WavFormat format{.channels = number_at(chunk, 2, 2), .rate = number_at(chunk, 4, 4)};
    const bool pcm = number_at(chunk, 0, 2) == 1 && number_at(chunk, 14, 2) == 16;
    if (!pcm || format.channels < 1 || format.channels > 2 || format.rate < 8'000 ||
        format.rate > 48'000) {
        return Error(Errc::corrupt, "a WAV file that is not 16-bit PCM of 8 to 48 kHz");
    }
    return format;
}

}  // namespace

Result<WavSound> wav_sound_of(std::string_view bytes) {
    if (bytes.size() < 12 || !bytes.starts_with("RIFF") || bytes.substr(8, 4) != "WAVE") {
        return Error(Errc::corrupt, "no WAV file");
    }
    WavFormat format;
    std::size_t at = 12;
    while (at + 8 <= bytes.size()) {
        const std::string_view name = bytes.substr(at, 4);
        const std::size_t size = number_at(bytes, at + 4, 4);
        const std::string_view chunk = bytes.substr(at + 8, size);
        if (name == "fmt ") format = TRY(format_of(chunk));
        if (name == "data") {
            if (format.rate == 0) return Error(Errc::corrupt, "a WAV file without a format");
            WavSound sound{.rate = static_cast<int>(format.rate), .samples = {}};
            const std::size_t step = 2 * format.channels;
            sound.samples.reserve(chunk.size() / step);
            for (std::size_t i = 0; i + step <= chunk.size(); i += step) {
                int sum = 0;
                for (std::uint32_t c = 0; c < format.channels; ++c) {
                    sum += static_cast<std::int16_t>(number_at(chunk, i + 2 * c, 2));
                }
                sound.samples.push_back(
                    static_cast<std::int16_t>(sum / static_cast<int>(format.channels)));
            }
            return sound;
        }
        at += 8 + size + size % 2;
    }
    return Error(Errc::corrupt, "a WAV file without sound");
}

Result<void> WavSource::open() {
    const std::string bytes = TRY(files_.read(file_, wav_bytes_max));
    sound_ = TRY_IN(file_.filename().string(), wav_sound_of(bytes));
    at_ = 0;
    began_ = std::chrono::steady_clock::now();
    return {};
}

Result<std::size_t> WavSource::read(std::span<std::int16_t> samples) {
    if (at_ >= sound_.samples.size()) return Error(Errc::not_found, "the end of the WAV file");
    std::size_t count = std::min(samples.size(), sound_.samples.size() - at_);
    if (pace_ == Pace::as_recorded) {
        const auto due = began_ + std::chrono::milliseconds((at_ + count) * 1000 /
                                                            static_cast<std::size_t>(rate()));
        std::this_thread::sleep_until(
            std::min(due, std::chrono::steady_clock::now() + std::chrono::milliseconds{100}));
    }
    std::copy_n(sound_.samples.begin() + static_cast<std::ptrdiff_t>(at_), count, samples.begin());
    at_ += count;
    return count;
}

}  // namespace hall::kiosk
