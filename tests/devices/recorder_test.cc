// Voice notes: from samples to Ogg Opus in memory, and how they end.

#include "kiosk/devices/recorder/voice_recorder.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include "kiosk/devices/device_bundle.h"
#include "kiosk/devices/recorder/alsa_source.h"
#include "kiosk/devices/recorder/wav_source.h"
#include "tests/catch.h"
#include "tests/programs/program.h"
#include "tests/temp_folder.h"

namespace {

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;

void append(std::string& bytes, std::uint32_t number, int size) {
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
}

std::string wav_of(const std::vector<std::int16_t>& samples, int rate, int channels = 1) {
    std::string data;
    for (const std::int16_t sample : samples) append(data, static_cast<std::uint16_t>(sample), 2);
    std::string bytes = "RIFF";
    append(bytes, static_cast<std::uint32_t>(36 + data.size()), 4);
    bytes += "WAVEfmt ";
    append(bytes, 16, 4);
    append(bytes, 1, 2);
    append(bytes, static_cast<std::uint32_t>(channels), 2);
    append(bytes, static_cast<std::uint32_t>(rate), 4);
    append(bytes, static_cast<std::uint32_t>(rate * channels * 2), 4);
    append(bytes, static_cast<std::uint32_t>(channels * 2), 2);
    append(bytes, 16, 2);
    bytes += "data";
    append(bytes, static_cast<std::uint32_t>(data.size()), 4);
    return bytes + data;
}

std::vector<std::int16_t> tone(int rate, double seconds, double hertz, double amplitude) {
    std::vector<std::int16_t> samples;
    for (int i = 0; i < static_cast<int>(rate * seconds); ++i) {
        samples.push_back(static_cast<std::int16_t>(
            amplitude * std::sin(2 * 3.14159265358979 * hertz * i / rate)));
    }
    return samples;
}

// A microphone that the test holds: noise without end, or what it is told.
class PlayedMicrophone final : public SoundSource {
  public:
    struct State {
        Errc open_fails = Errc::corrupt;  // corrupt: it opens
        std::size_t samples_until_gone = SIZE_MAX;
        bool is_open = false;
        int opened = 0;
        std::chrono::milliseconds pace{0};
    };
    explicit PlayedMicrophone(State& state) : state_(state) {}
    Result<void> open() override {
        if (state_.open_fails != Errc::corrupt) return Error(state_.open_fails, "played");
        state_.is_open = true;
        ++state_.opened;
        given_ = 0;
        return {};
    }
    int rate() const override { return 48'000; }
    Result<std::size_t> read(std::span<std::int16_t> samples) override {
        REQUIRE(state_.is_open);
        if (given_ >= state_.samples_until_gone) return Error(Errc::unavailable, "unplugged");
        std::this_thread::sleep_for(state_.pace);
        for (std::int16_t& sample : samples) {
            noise_ = noise_ * 1664525U + 1013904223U;
            sample = static_cast<std::int16_t>(noise_ >> 16);
        }
        given_ += samples.size();
        return samples.size();
    }
    void close() override { state_.is_open = false; }

  private:
    State& state_;
    std::size_t given_ = 0;
    std::uint32_t noise_ = 1;
};

// The events of one recording, and waiting for its end. What the recorder's thread writes to
// outlives a test that fails.
struct Listener {
    struct Shared {
        std::mutex mutex;
        std::condition_variable changed;
        std::vector<RecorderEvent> events;
    };

    Recorder::OnEvent on_event() {
        return [kept = shared](const RecorderEvent& event) {
            const std::lock_guard lock(kept->mutex);
            kept->events.push_back(event);
            kept->changed.notify_all();
        };
    }
    RecorderState wait_for(const std::function<bool(RecorderState)>& wanted) {
        std::unique_lock lock(shared->mutex);
        REQUIRE(shared->changed.wait_for(
            lock, 180s, [&] { return !events.empty() && wanted(events.back().state); }));
        return events.back().state;
    }
    RecorderState end() {
        return wait_for([](RecorderState state) {
            return state != RecorderState::opening && state != RecorderState::recording;
        });
    }
    void wait_for_level() {
        wait_for([](RecorderState state) { return state == RecorderState::recording; });
    }

    std::shared_ptr<Shared> shared = std::make_shared<Shared>();
    std::vector<RecorderEvent>& events = shared->events;
};

// Milliseconds by the last page's position (RFC 7845: 48 kHz, less what the header skips).
int duration_of(const std::string& ogg) {
    REQUIRE(ogg.starts_with("OggS"));
    const std::size_t head = ogg.find("OpusHead");
    REQUIRE(head != std::string::npos);
    const auto number = [&](std::size_t at, int size) {
        std::int64_t value = 0;
        for (int i = size - 1; i >= 0; --i) {
            value = value << 8 | static_cast<std::uint8_t>(ogg[at + static_cast<std::size_t>(i)]);
        }
        return value;
    };
    const std::size_t last = ogg.rfind("OggS");
    REQUIRE((ogg[last + 5] & 4) != 0);  // the end of the stream
    return static_cast<int>((number(last + 6, 8) - number(head + 10, 2)) / 48);
}

struct WavBench {
    explicit WavBench(const std::string& bytes, WavSource::Pace pace = WavSource::Pace::at_once) {
        REQUIRE_OK(files.write_durably(temp.path() / "voice.wav", bytes, FileMode::shared));
        recorder = std::make_unique<VoiceRecorder>(
            std::make_unique<WavSource>(files, temp.path() / "voice.wav", pace), RecorderLimits{});
    }
    TempFolder temp;
    DiskFiles files;
    std::unique_ptr<VoiceRecorder> recorder;
};

}  // namespace

TEST_CASE("a voice becomes an Opus note as long as it was, at most 24 kbit/s") {
    for (const int rate : {8'000, 16'000, 44'100, 48'000}) {
        INFO(rate);
        WavBench bench(wav_of(tone(rate, 20, 300, 12'000), rate));
        Listener listener;
        bench.recorder->start(listener.on_event());
        REQUIRE(listener.end() == RecorderState::ended);
        const VoiceNote note = VALUE(bench.recorder->stop());
        REQUIRE(note.duration_ms() == 20'000);
        REQUIRE(std::abs(duration_of(note.ogg()) - 20'000) <= 1);
        REQUIRE(note.ogg().size() * 8 <= 24'000U * 20U);
        REQUIRE(note.ogg().size() > 1000);
    }
}

TEST_CASE("what is decoded again is what was said") {
    if (!std::filesystem::exists("/usr/bin/opusdec")) {
        std::cout << "skipped: opusdec (opus-tools) is not installed\n";
        return;
    }
    WavBench bench(wav_of(tone(48'000, 3, 440, 12'000), 48'000));
    Listener listener;
    bench.recorder->start(listener.on_event());
    listener.end();
    const VoiceNote note = VALUE(bench.recorder->stop());
    const std::string opus = (bench.temp.path() / "note.opus").string();
    const std::string wav = (bench.temp.path() / "again.wav").string();
    std::ofstream(opus, std::ios::binary) << note.ogg();
    REQUIRE(run("/usr/bin/opusdec", {"--quiet", "--rate", "48000", opus, wav}).code == 0);
    const WavSound sound = VALUE(wav_sound_of(VALUE(bench.files.read(wav, 10'000'000))));
    REQUIRE(sound.samples.size() / 48 >= 2990);
    // 440 crossings of the zero line a second upwards, and as loud as before.
    int crossings = 0;
    for (std::size_t i = 48'001; i < 96'000; ++i) {
        crossings += sound.samples[i - 1] < 0 && sound.samples[i] >= 0 ? 1 : 0;
    }
    REQUIRE(std::abs(crossings - 440) <= 3);
    const double before = loudness(tone(48'000, 1, 440, 12'000));
    const double after = loudness(std::span(sound.samples).subspan(48'000, 48'000));
    REQUIRE(std::abs(before - after) < 0.03);
}

TEST_CASE("the level follows the voice from silence to full scale") {
    REQUIRE(loudness({}) == 0);
    REQUIRE(loudness(std::vector<std::int16_t>(100)) == 0);
    REQUIRE(loudness(tone(48'000, 1, 400, 10)) < 0.05);
    const double quiet = loudness(tone(48'000, 1, 400, 1'000));
    const double loud = loudness(tone(48'000, 1, 400, 10'000));
    REQUIRE(std::abs(loud - quiet - 20.0 / 60) < 0.01);  // 20 dB
    REQUIRE(loudness(std::vector<std::int16_t>(100, -32768)) == 1);
    std::vector<std::int16_t> samples(24'000);
    const std::vector<std::int16_t> voice = tone(48'000, 0.5, 400, 10'000);
    samples.insert(samples.end(), voice.begin(), voice.end());
    WavBench bench(wav_of(samples, 48'000));
    Listener listener;
    bench.recorder->start(listener.on_event());
    listener.end();
    std::vector<double> levels;
    for (const RecorderEvent& event : listener.events) {
        if (event.state == RecorderState::recording) levels.push_back(event.level);
    }
    REQUIRE(levels.size() >= 18);  // one each twentieth of a second
    REQUIRE(levels.front() == 0);
    REQUIRE(levels.back() > 0.6);
}

TEST_CASE("a note ends by itself after its longest time, and noise stays within 24 kbit/s") {
    PlayedMicrophone::State state;
    VoiceRecorder recorder(std::make_unique<PlayedMicrophone>(state), {});
    Listener listener;
    recorder.start(listener.on_event());
    REQUIRE(listener.end() == RecorderState::reached_limit);
    const VoiceNote note = VALUE(recorder.stop());
    REQUIRE(note.duration_ms() == 180'000);
    REQUIRE(note.ogg().size() * 8 <= 24'000U * 180U);
    REQUIRE_FALSE(state.is_open);
}

TEST_CASE("a stopped recording is kept up to there, a discarded one is not") {
    PlayedMicrophone::State state{.pace = 2ms};
    VoiceRecorder recorder(std::make_unique<PlayedMicrophone>(state), {});
    Listener first;
    recorder.start(first.on_event());
    first.wait_for_level();
    const VoiceNote note = VALUE(recorder.stop());
    REQUIRE(note.duration_ms() > 0);
    REQUIRE(std::abs(duration_of(note.ogg()) - note.duration_ms()) <= 1);
    REQUIRE_FALSE(state.is_open);
    REQUIRE_ERROR(Errc::not_found, recorder.stop());
    Listener second;
    recorder.start(second.on_event());
    second.wait_for_level();
    recorder.discard();
    const std::size_t told = second.events.size();
    REQUIRE_FALSE(state.is_open);
    REQUIRE_ERROR(Errc::not_found, recorder.stop());
    REQUIRE(second.events.size() == told);
    // A new one drops the one before.
    Listener third;
    recorder.start(third.on_event());
    third.wait_for_level();
    Listener fourth;
    recorder.start(fourth.on_event());
    fourth.wait_for_level();
    REQUIRE(state.opened == 4);
    REQUIRE_OK(recorder.stop());
}

TEST_CASE("no microphone, a busy one and one unplugged in the middle are told apart") {
    const auto end_of = [](PlayedMicrophone::State& state, bool kept) {
        VoiceRecorder recorder(std::make_unique<PlayedMicrophone>(state), {});
        Listener listener;
        recorder.start(listener.on_event());
        const RecorderState end = listener.end();
        REQUIRE(recorder.stop().ok() == kept);
        return end;
    };
    PlayedMicrophone::State none{.open_fails = Errc::not_found};
    REQUIRE(end_of(none, false) == RecorderState::no_microphone);
    PlayedMicrophone::State busy{.open_fails = Errc::unavailable};
    REQUIRE(end_of(busy, false) == RecorderState::microphone_busy);
    PlayedMicrophone::State leaving{.samples_until_gone = 96'000};
    REQUIRE(end_of(leaving, true) == RecorderState::microphone_gone);
}

TEST_CASE("when the memory for notes is used up what was said until then is kept") {
    PlayedMicrophone::State state;
    VoiceRecorder recorder(std::make_unique<PlayedMicrophone>(state), {.bytes_max = 50'000});
    Listener listener;
    recorder.start(listener.on_event());
    REQUIRE(listener.end() == RecorderState::memory_full);
    const VoiceNote note = VALUE(recorder.stop());
    REQUIRE(note.ogg().size() >= 50'000);
    REQUIRE(note.ogg().size() <= 58'000);
    REQUIRE(duration_of(note.ogg()) > 15'000);
}

TEST_CASE("ALSA's silent device is recorded, and one that is not there is no microphone") {
    VoiceRecorder silent(std::make_unique<AlsaSource>("null"), {.duration_max_ms = 500});
    Listener listener;
    silent.start(listener.on_event());
    REQUIRE(listener.end() == RecorderState::reached_limit);
    REQUIRE(VALUE(silent.stop()).duration_ms() == 500);
    VoiceRecorder none(std::make_unique<AlsaSource>("no-such-device"), {});
    Listener nobody;
    none.start(nobody.on_event());
    REQUIRE(nobody.end() == RecorderState::no_microphone);
}

TEST_CASE("only 16-bit PCM in a RIFF file is a WAV, and a length that lies is cut") {
    const std::string good = wav_of(tone(16'000, 0.1, 300, 1'000), 16'000);
    REQUIRE(VALUE(wav_sound_of(good)).samples.size() == 1600);
    for (std::size_t size = 0; size < 44; ++size) {
        REQUIRE_ERROR(Errc::corrupt, wav_sound_of(good.substr(0, size)));
    }
    REQUIRE(VALUE(wav_sound_of(good.substr(0, 44 + 101))).samples.size() == 50);
    const auto spoilt = [&](std::size_t at, char byte) {
        std::string bytes = good;
        bytes[at] = byte;
        return wav_sound_of(bytes);
    };
    REQUIRE_ERROR(Errc::corrupt, spoilt(20, 3));  // floating point
    REQUIRE_ERROR(Errc::corrupt, spoilt(34, 8));  // 8 bits
    REQUIRE_ERROR(Errc::corrupt, spoilt(22, 0));  // no channel
    REQUIRE_ERROR(Errc::corrupt, spoilt(25, 0));  // 128 Hz
    // Of two channels the mean.
    REQUIRE(VALUE(wav_sound_of(wav_of({100, 300, -100, -301}, 8'000, 2))).samples ==
            std::vector<std::int16_t>{200, -200});
}

TEST_CASE("a device that is not there says so and is never empty") {
    DeviceBundle devices;
    REQUIRE_ERROR(Errc::refused, devices.print->open({}, {}));
    REQUIRE_ERROR(Errc::refused, devices.print->add({}));
    REQUIRE_ERROR(Errc::not_found, devices.camera->open());
    REQUIRE(devices.camera->state() == CameraState::no_camera);
    REQUIRE(devices.qr_reader->read({}).empty());
    Listener listener;
    devices.recorder->start(listener.on_event());
    REQUIRE(listener.end() == RecorderState::no_microphone);
    REQUIRE_ERROR(Errc::not_found, devices.recorder->stop());
}
