#include <algorithm>
#include <string_view>

#include "kiosk/devices/speech/audio_out.h"
#include "kiosk/devices/speech/wipe.h"

namespace hall::kiosk {

namespace {

constexpr std::size_t header_bytes = 44;
constexpr std::size_t seconds_max = 300;

void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

class WavOut final : public AudioOut {
  public:
    WavOut(Files& files, Path file) : files_(files), file_(std::move(file)) {}
    WavOut(const WavOut&) = delete;
    WavOut& operator=(const WavOut&) = delete;
    ~WavOut() override { wipe_buffer(samples_); }

    Result<void> begin(int samples_per_s) override {
        samples_per_s_ = samples_per_s;
        return {};
    }
    Result<void> write(std::span<const std::int16_t> samples) override {
        samples_.insert(samples_.end(), samples.begin(), samples.end());
        return {};
    }
    Result<void> finish() override { return save(); }
    void stop() override {
        // The sound was broken off on purpose; if its file cannot be written, finish() says so.
        static_cast<void>(save().ok());
    }

  private:
    Result<void> save() {
        std::string bytes = wav_bytes(samples_, samples_per_s_);
        auto written = files_.write_durably(file_, bytes, FileMode::shared);
        wipe_buffer(bytes);
        return written;
    }

    Files& files_;
    const Path file_;
    int samples_per_s_ = 0;
    std::vector<std::int16_t> samples_;
};

class NullOut final : public AudioOut {
  public:
    Result<void> begin(int) override { return {}; }
    Result<void> write(std::span<const std::int16_t>) override { return {}; }
    Result<void> finish() override { return {}; }
    void stop() override {}
};

}  // namespace

std::string wav_bytes(std::span<const std::int16_t> samples, int samples_per_s) {
    const auto data = static_cast<std::uint32_t>(samples.size_bytes());
    const auto rate = static_cast<std::uint32_t>(samples_per_s);
    std::string out;
    out.reserve(header_bytes + samples.size_bytes());
    out += "RIFF";
    put(out, data + header_bytes - 8, 4);
    out += "WAVEfmt ";
    put(out, 16, 4);
    put(out, 1, 2);  // PCM
    put(out, 1, 2);  // mono
    put(out, rate, 4);
    put(out, rate * 2, 4);
    put(out, 2, 2);
    put(out, 16, 2);
    out += "data";
    put(out, data, 4);
    for (const std::int16_t sample : samples) put(out, static_cast<std::uint16_t>(sample), 2);
    return out;
}

Result<Recording> parse_wav(std::string_view bytes) {
    const Error damaged(Errc::corrupt, "no WAV file of 16-bit samples");
    if (bytes.size() < 12 || !bytes.starts_with("RIFF") || bytes.substr(8, 4) != "WAVE")
        return damaged;
    Recording recording;
    std::uint32_t channels = 0;
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const std::string_view name = bytes.substr(at, 4);
        const std::size_t size = number(bytes, at + 4, 4);
        at += 8;
        if (size > bytes.size() - at) return damaged;
        if (name == "fmt ") {
            if (size < 16 || number(bytes, at, 2) != 1 || number(bytes, at + 14, 2) != 16)
                return damaged;
            channels = number(bytes, at + 2, 2);
            recording.samples_per_s =
                static_cast<int>(std::min(number(bytes, at + 4, 4), 1'000'000U));
            if (channels < 1 || channels > 2 || recording.samples_per_s < 8'000 ||
                recording.samples_per_s > 48'000)
                return damaged;
        } else if (name == "data") {
            if (channels == 0) return damaged;
            const std::size_t frames = size / 2 / channels;
            if (frames > seconds_max * static_cast<std::size_t>(recording.samples_per_s))
                return Error(Errc::exhausted, "longer than five minutes");
            recording.samples.reserve(frames);
            for (std::size_t i = 0; i < frames; ++i) {
                int sum = 0;
                for (std::uint32_t c = 0; c < channels; ++c)
                    sum += static_cast<std::int16_t>(number(bytes, at + 2 * (i * channels + c), 2));
                recording.samples.push_back(
                    static_cast<std::int16_t>(sum / static_cast<int>(channels)));
            }
            return recording;
        }
        at += size + (size & 1);
    }
    return damaged;
}

std::unique_ptr<AudioOut> wav_out(Files& files, Path file) {
    return std::make_unique<WavOut>(files, std::move(file));
}

std::unique_ptr<AudioOut> null_out() {
    return std::make_unique<NullOut>();
}

}  // namespace hall::kiosk
