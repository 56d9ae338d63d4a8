// What reading aloud costs: words from texts, the first sound, and sound made per second.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <mutex>

#include "kiosk/devices/speech/espeak_voice.h"
#include "kiosk/devices/speech/lazy_speaker.h"
#include "kiosk/devices/speech/pinyin_readings.h"
#include "kiosk/devices/speech/speaker.h"
#include "kiosk/devices/speech/spoken_text.h"
#include "tests/catch.h"

namespace {

using namespace hall;
using namespace hall::kiosk;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

// Of the processor, by this thread.
double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

long resident_kb() {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
    }
    return 0;
}

const std::string sentence =
    "请各位村民带好身份证和户口本，于2026-11-30之前到村委会服务大厅办理养老保险，每人每年200元，"
    "电话0838-5222222。";

// Tells when the first samples came.
class FirstOut final : public AudioOut {
  public:
    explicit FirstOut(std::atomic<long long>& first_ns) : first_ns_(first_ns) {}
    Result<void> begin(int) override { return {}; }
    Result<void> write(std::span<const std::int16_t>) override {
        long long none = 0;
        first_ns_.compare_exchange_strong(none, Clock::now().time_since_epoch().count());
        return {};
    }
    Result<void> finish() override { return {}; }
    void stop() override {}

  private:
    std::atomic<long long>& first_ns_;
};

void print_spread(const char* what, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::printf("%s: median %.2f, 95 %% %.2f, longest %.2f\n", what, values[values.size() / 2],
                values[values.size() * 95 / 100], values.back());
}

}  // namespace

TEST_CASE("speech: the words of a text") {
    std::string text;
    while (text.size() < 4'000'000) text += sentence;
    auto begin = Clock::now();
    const std::string words = spoken_text(text);
    double ms = ms_since(begin);
    std::printf("speech: words of %.1f MB in %.0f ms, %.1f MB/s\n",
                static_cast<double>(text.size()) / 1e6, ms,
                static_cast<double>(text.size()) / ms / 1e3);
    const std::string_view part = std::string_view(words).substr(0, 400'000);
    begin = Clock::now();
    const std::string pinyin = pinyin_of(part);
    ms = ms_since(begin);
    std::printf("speech: readings %.1f MB/s, table %s\n",
                static_cast<double>(part.size()) / ms / 1e3,
                has_pinyin_readings() ? "linked" : "absent");
    REQUIRE(pinyin.size() > 1'000);
}

TEST_CASE("speech: the first sound and a hundred thousand characters") {
    const long before = resident_kb();
    std::atomic<long long> first_ns = 0;
    Speaker::Devices devices;
    devices.open_voice = open_espeak_voice;
    devices.out = std::make_unique<FirstOut>(first_ns);
    Speaker speaker(std::move(devices), [](const SpeechEvent&) {});
    REQUIRE(speaker.add({1, "好"}).ok());
    REQUIRE(speaker.wait_silent(60'000));
    std::printf("speech: memory of the engine +%ld kB\n", resident_kb() - before);
    std::vector<double> first;
    std::vector<double> stops;
    for (std::uint64_t i = 0; i < 100; ++i) {
        first_ns = 0;
        const auto begin = Clock::now();
        REQUIRE(speaker.add({i, sentence + sentence}).ok());
        while (first_ns == 0) std::this_thread::sleep_for(std::chrono::microseconds(50));
        first.push_back(static_cast<double>(first_ns - begin.time_since_epoch().count()) / 1e6);
        const auto stop = Clock::now();
        speaker.stop();
        REQUIRE(speaker.wait_silent(60'000));
        stops.push_back(ms_since(stop));
    }
    print_spread("speech: first sound ms", first);
    print_spread("speech: silent after a stop ms", stops);
    std::string text;
    while (text.size() < 300'000) text += sentence;
    const long middle = resident_kb();
    REQUIRE(speaker.add({1, std::move(text)}).ok());
    const auto begin = Clock::now();
    long most = 0;
    while (!speaker.wait_silent(200) && ms_since(begin) < 20'000)
        most = std::max(most, resident_kb());
    std::printf("speech: 100,000 characters, %.0f s, memory +%ld kB\n", ms_since(begin) / 1e3,
                std::max(0L, most - middle));
    speaker.stop();
}

// What a person waits for after 读给我听: the engine is loaded while the finger lies on it.
TEST_CASE("speech: the first sound of a kiosk that has not spoken yet") {
    std::atomic<long long> first_ns = 0;
    const long before = resident_kb();
    const auto speaker = lazy_speaker([&] {
        Speaker::Devices devices;
        devices.open_voice = open_espeak_voice;
        devices.out = std::make_unique<FirstOut>(first_ns);
        return devices;
    });
    const double worked = thread_ms();
    speaker->prepare();
    const double prepared_ms = thread_ms() - worked;
    constexpr int tap_ms = 80;  // from the finger's coming to its going, of a quick tap
    std::this_thread::sleep_for(std::chrono::milliseconds(tap_ms));
    const auto begin = Clock::now();
    REQUIRE(speaker->add({1, sentence}).ok());
    while (first_ns == 0) std::this_thread::sleep_for(std::chrono::microseconds(50));
    std::printf(
        "speech: first sound ever %.2f ms after a tap of %d ms, %.2f ms of work in the screen's "
        "thread, "
        "memory +%ld kB\n",
        static_cast<double>(first_ns - begin.time_since_epoch().count()) / 1e6, tap_ms, prepared_ms,
        resident_kb() - before);
    speaker->stop();
}

TEST_CASE("speech: sound made per second") {
    const auto voice = open_espeak_voice();
    REQUIRE(voice.ok());
    const std::string words = spoken_text(sentence);
    long long samples = 0;
    const auto begin = Clock::now();
    for (int i = 0; i < 20; ++i) {
        REQUIRE(voice.value()
                    ->speak({words, {}},
                            [&](std::span<const std::int16_t> made) {
                                samples += static_cast<long long>(made.size());
                                return true;
                            })
                    .ok());
    }
    const double work_s = ms_since(begin) / 1e3;
    const double sound_s = static_cast<double>(samples) / voice.value()->samples_per_s();
    std::printf("speech: %.1f s of sound in %.2f s, %.0f times as fast as speech\n", sound_s,
                work_s, sound_s / work_s);
}
