// The speaker, its voices, its ways out and its recorded prompts.

#include "kiosk/devices/speech/speaker.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <sstream>

#include "kiosk/devices/speech/espeak_voice.h"
#include "tests/catch.h"
#include "tests/check/speak_check.h"
#include "tests/temp_folder.h"

namespace {

using namespace hall;
using namespace hall::kiosk;

constexpr int patience_ms = 20'000;

// Keeps what is heard; takes a real loudspeaker's time where asked, and fails where told.
struct Heard {
    std::mutex mutex;
    std::vector<std::int16_t> samples;
    int begun = 0;
    int finished = 0;
    int stopped = 0;
    int samples_per_s = 0;
    long long fail_after = -1;  // samples
    bool absent = false;
    bool in_real_time = false;
};

class HeardOut final : public AudioOut {
  public:
    explicit HeardOut(Heard& heard) : heard_(heard) {}
    Result<void> begin(int samples_per_s) override {
        const std::lock_guard lock(heard_.mutex);
        if (heard_.absent) return Error(Errc::unavailable, "no device");
        ++heard_.begun;
        heard_.samples_per_s = samples_per_s;
        return {};
    }
    Result<void> write(std::span<const std::int16_t> samples) override {
        bool waits = false;
        {
            const std::lock_guard lock(heard_.mutex);
            heard_.samples.insert(heard_.samples.end(), samples.begin(), samples.end());
            if (heard_.fail_after >= 0 &&
                static_cast<long long>(heard_.samples.size()) > heard_.fail_after)
                return Error(Errc::unavailable, "unplugged");
            waits = heard_.in_real_time;
        }
        if (waits) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return {};
    }
    Result<void> finish() override {
        const std::lock_guard lock(heard_.mutex);
        ++heard_.finished;
        return {};
    }
    void stop() override {
        const std::lock_guard lock(heard_.mutex);
        ++heard_.stopped;
    }

  private:
    Heard& heard_;
};

// The events so far, and a way to wait for one.
class Events {
  public:
    void take(const SpeechEvent& event) {
        const std::lock_guard lock(mutex_);
        all_.push_back(event);
        changed_.notify_all();
    }
    bool wait_for(SpeechEvent::Kind kind, std::uint64_t id) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::milliseconds(patience_ms), [&] {
            return std::any_of(all_.begin(), all_.end(),
                               [&](const SpeechEvent& e) { return e.kind == kind && e.id == id; });
        });
    }
    std::vector<SpeechEvent> all() {
        const std::lock_guard lock(mutex_);
        return all_;
    }
    // "begun 1, clause 1 0-9, …"
    std::string text() {
        std::ostringstream out;
        for (const SpeechEvent& e : all()) {
            switch (e.kind) {
                case SpeechEvent::Kind::part_begun:
                    out << "begun " << e.id;
                    break;
                case SpeechEvent::Kind::clause_begun:
                    out << "clause " << e.id << " " << e.begin << "-" << e.end;
                    break;
                case SpeechEvent::Kind::part_finished:
                    out << "finished " << e.id;
                    break;
                case SpeechEvent::Kind::part_withheld:
                    out << "withheld " << e.id;
                    break;
                case SpeechEvent::Kind::part_failed:
                    out << "failed " << e.id;
                    break;
                case SpeechEvent::Kind::silent:
                    out << "silent";
                    break;
            }
            out << "; ";
        }
        return out.str();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<SpeechEvent> all_;
};

struct World {
    explicit World(bool real_time = false) { heard.in_real_time = real_time; }
    std::unique_ptr<Speaker> speaker(PromptBook prompts = {}) {
        Speaker::Devices devices;
        devices.open_voice = [] {
            return Result<std::unique_ptr<Voice>>(std::make_unique<NullVoice>());
        };
        devices.out = std::make_unique<HeardOut>(heard);
        devices.jack = jack;
        devices.prompts = std::move(prompts);
        return std::make_unique<Speaker>(std::move(devices),
                                         [this](const SpeechEvent& e) { events.take(e); });
    }
    Heard heard;
    Events events;
    std::shared_ptr<GivenJack> jack = std::make_shared<GivenJack>();
};

double loudness(const std::vector<std::int16_t>& samples) {
    double sum = 0;
    for (const std::int16_t s : samples) sum += static_cast<double>(s) * s;
    return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

}  // namespace

TEST_CASE("parts are spoken in order, and each clause says where it stands") {
    World world;
    const auto speaker = world.speaker();
    REQUIRE_OK(speaker->add({1, "您好。请坐。"}));
    REQUIRE_OK(speaker->add({2, "￥2"}));
    REQUIRE(speaker->wait_silent(patience_ms));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::silent, 0));
    const std::string text = world.events.text();
    REQUIRE_THAT(text, contains_text("begun 1; clause 1 0-9; clause 1 9-18; finished 1; "));
    REQUIRE_THAT(text, contains_text("begun 2; clause 2 0-4; finished 2; "));
    // 您好。请坐。两元: eight characters of the voice without sound.
    REQUIRE(world.heard.samples.size() == 8 * 800);
}

TEST_CASE("a part with nothing to say is finished, and the next is spoken") {
    World world;
    const auto speaker = world.speaker();
    REQUIRE_OK(speaker->add({1, "【】"}));
    REQUIRE_OK(speaker->add({2, ""}));
    REQUIRE_OK(speaker->add({3, "好"}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_finished, 3));
    REQUIRE_THAT(world.events.text(),
                 contains_text("begun 1; finished 1; begun 2; finished 2; begun 3; "));
}

TEST_CASE("after a stop nothing more is heard, and the speaker speaks again when asked") {
    World world(true);
    const auto speaker = world.speaker();
    std::string text;
    for (int i = 0; i < 100'000 / 5; ++i) text += "请您坐下。";
    REQUIRE_OK(speaker->add({1, text}));
    REQUIRE_OK(speaker->add({2, "不会说到这里"}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::clause_begun, 1));
    speaker->stop();
    REQUIRE(speaker->wait_silent(patience_ms));
    const std::size_t heard = world.heard.samples.size();
    REQUIRE(heard < 8'000 * 60);  // of some thousand seconds
    REQUIRE(world.heard.stopped >= 1);
    REQUIRE(world.events.text().find("begun 2") == std::string::npos);
    REQUIRE(world.events.text().find("finished 1") == std::string::npos);
    REQUIRE_OK(speaker->add({3, "好"}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_finished, 3));
}

TEST_CASE("a secret part is spoken only into a headset, and breaks off when it is pulled out") {
    World world(true);
    const auto speaker = world.speaker();
    REQUIRE_OK(speaker->add({1, "身份证号510681199003074578", true}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_withheld, 1));
    REQUIRE(world.events.text().find("begun 1") == std::string::npos);
    REQUIRE(world.heard.samples.empty());

    world.jack->put_in(true);
    REQUIRE_OK(speaker->add({2, "身份证号510681199003074578", true}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::clause_begun, 2));
    world.jack->put_in(false);
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_withheld, 2));
    REQUIRE(speaker->wait_silent(patience_ms));
    REQUIRE(world.heard.samples.size() < 25 * 800);
}

TEST_CASE("a loudspeaker that is absent or goes away fails the part, and is tried again") {
    World world;
    world.heard.absent = true;
    const auto speaker = world.speaker();
    REQUIRE_OK(speaker->add({1, "好"}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_failed, 1));
    {
        const std::lock_guard lock(world.heard.mutex);
        world.heard.absent = false;
        world.heard.fail_after = 900;
    }
    REQUIRE_OK(speaker->add({2, "您好您好"}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_failed, 2));
    {
        const std::lock_guard lock(world.heard.mutex);
        world.heard.fail_after = -1;
    }
    REQUIRE_OK(speaker->add({3, "好"}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_finished, 3));
    for (const SpeechEvent& e : world.events.all()) {
        if (e.kind == SpeechEvent::Kind::part_failed)
            REQUIRE(e.failure == SpeechFailure::no_loudspeaker);
    }
}

TEST_CASE("without an engine parts fail and say so") {
    Heard heard;
    Events events;
    Speaker speaker(
        {[]() -> Result<std::unique_ptr<Voice>> { return Error(Errc::unavailable, "no data"); },
         std::make_unique<HeardOut>(heard),
         nullptr,
         {}},
        [&](const SpeechEvent& e) { events.take(e); });
    REQUIRE_OK(speaker.add({1, "好"}));
    REQUIRE(events.wait_for(SpeechEvent::Kind::part_failed, 1));
    for (const SpeechEvent& e : events.all()) {
        if (e.kind == SpeechEvent::Kind::part_failed) REQUIRE(e.failure == SpeechFailure::no_voice);
    }
}

TEST_CASE("no more parts wait than the limit says") {
    World world(true);
    const auto speaker = world.speaker();
    bool full = false;
    for (std::size_t i = 0; i < Speaker::parts_max + 10 && !full; ++i)
        full = !speaker->add({i + 1, "请您坐下请您坐下请您坐下"}).ok();
    REQUIRE(full);
    speaker->stop();
    REQUIRE(speaker->wait_silent(patience_ms));
    REQUIRE_OK(speaker->add({1, "好"}));
}

TEST_CASE("a recorded prompt is heard in place of the voice, and a damaged one is not") {
    TempFolder folder;
    DiskFiles files;
    const std::vector<std::int16_t> sound(1'600, 1'234);
    REQUIRE_OK(
        files.write_durably(folder.path() / "sit.wav", wav_bytes(sound, 16'000), FileMode::shared));
    REQUIRE_OK(files.write_durably(folder.path() / "torn.wav",
                                   wav_bytes(sound, 16'000).substr(0, 1'000), FileMode::shared));
    REQUIRE_OK(files.write_durably(
        folder.path() / "manifest.json",
        R"({"请坐": "sit.opus", "再见": "torn.wav", "谢谢": "gone.wav"})", FileMode::shared));
    World world;
    const auto speaker = world.speaker(VALUE(PromptBook::open(files, folder.path())));
    REQUIRE_OK(speaker->add({1, " 请坐 "}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_finished, 1));
    REQUIRE(world.heard.samples == sound);
    REQUIRE(world.heard.samples_per_s == 16'000);
    REQUIRE_OK(speaker->add({2, "再见"}));
    REQUIRE_OK(speaker->add({3, "谢谢"}));
    REQUIRE(world.events.wait_for(SpeechEvent::Kind::part_finished, 3));
    REQUIRE(world.heard.samples.size() == 1'600 + 4 * 800);
    REQUIRE(world.heard.samples_per_s == 8'000);
}

TEST_CASE("a book of prompts takes no manifest that names other places") {
    TempFolder folder;
    DiskFiles files;
    REQUIRE(VALUE(PromptBook::open(files, folder.path())).size() == 0);
    for (const char* manifest :
         {"[1]", "{", R"({"a":"../x.wav"})", R"({"a":"x.mp3"})", R"({"a":1})", R"({"a":".wav"})"}) {
        INFO(manifest);
        REQUIRE_OK(
            files.write_durably(folder.path() / "manifest.json", manifest, FileMode::shared));
        REQUIRE_ERROR(Errc::corrupt, PromptBook::open(files, folder.path()));
    }
}

TEST_CASE("a WAV file reads back, and what is cut off or of another kind is refused") {
    std::vector<std::int16_t> sound(100);
    std::iota(sound.begin(), sound.end(), static_cast<std::int16_t>(-50));
    const std::string bytes = wav_bytes(sound, 22'050);
    const Recording recording = VALUE(parse_wav(bytes));
    REQUIRE(recording.samples == sound);
    REQUIRE(recording.samples_per_s == 22'050);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        REQUIRE_ERROR(Errc::corrupt, parse_wav(std::string_view(bytes).substr(0, length)));
    for (std::size_t at = 0; at < 44; ++at) {
        std::string other = bytes;
        other[at] = static_cast<char>(other[at] ^ 0x55);
        static_cast<void>(parse_wav(other).ok());  // whatever it is, it does no harm
    }
    REQUIRE_ERROR(Errc::exhausted,
                  parse_wav(wav_bytes(std::vector<std::int16_t>(8'000 * 301), 8'000)));
}

TEST_CASE("ALSA plays to its null and file devices, and says that a device is absent") {
    const std::vector<std::int16_t> sound(2'000, 77);
    const auto null = alsa_out("null");
    REQUIRE_ERROR(Errc::unavailable, null->write(sound));
    REQUIRE_OK(null->begin(22'050));
    REQUIRE_OK(null->write(sound));
    REQUIRE_OK(null->finish());
    null->stop();

    TempFolder folder;
    const auto file = alsa_out("file:FILE=" + (folder.path() / "out.raw").string() + ",FORMAT=raw");
    // The plugin passes on to the default card, which a machine without sound has not.
    if (file->begin(22'050).ok()) {
        REQUIRE_OK(file->write(sound));
        REQUIRE_OK(file->finish());
    }
    const auto absent = alsa_out("hw:CARD=no_such_card");
    REQUIRE_ERROR(Errc::unavailable, absent->begin(22'050));
    REQUIRE_ERROR(Errc::unavailable, open_alsa_jack("hw:CARD=no_such_card"));
    REQUIRE_FALSE(NoJack().is_private());
}

TEST_CASE("espeak's voice makes sound of Chinese and Latin words, stops when told, and is one") {
    const auto voice = VALUE(open_espeak_voice());
    REQUIRE_ERROR(Errc::refused, open_espeak_voice());
    std::vector<std::int16_t> samples;
    const auto keep = [&](std::span<const std::int16_t> made) {
        samples.insert(samples.end(), made.begin(), made.end());
        return true;
    };
    REQUIRE_OK(voice->speak({"请到银行办理还款。", {}}, keep));
    const std::size_t normal = samples.size();
    REQUIRE(normal > static_cast<std::size_t>(voice->samples_per_s()));
    REQUIRE(loudness(samples) > 500);
    const double normal_loudness = loudness(samples);

    samples.clear();
    REQUIRE_OK(voice->speak({"请到银行办理还款。", {.speed = 120}}, keep));
    REQUIRE(samples.size() > normal * 5 / 4);
    samples.clear();
    REQUIRE_OK(voice->speak({"请到银行办理还款。", {.loudness_percent = 30}}, keep));
    REQUIRE(loudness(samples) < normal_loudness * 0.6);
    samples.clear();
    REQUIRE_OK(voice->speak({"WiFi密码是ATM。", {}}, keep));
    REQUIRE(samples.size() > 10'000);
    samples.clear();
    REQUIRE_OK(voice->speak({"，。", {}}, keep));
    REQUIRE_OK(voice->speak({"", {}}, keep));

    int calls = 0;
    std::string text;
    for (int i = 0; i < 100; ++i) text += "请到银行办理还款";
    REQUIRE_OK(voice->speak({text, {}}, [&](std::span<const std::int16_t>) {
        ++calls;
        return false;
    }));
    REQUIRE(calls == 1);
}

TEST_CASE("a text of a hundred thousand characters is spoken piece by piece") {
    World world;
    Speaker::Devices devices;
    devices.open_voice = open_espeak_voice;
    devices.out = std::make_unique<HeardOut>(world.heard);
    Speaker speaker(std::move(devices), [&](const SpeechEvent& e) { world.events.take(e); });
    std::string text;
    while (text.size() < 300'000) text += "补贴1,234.05元，请到银行办理。";
    REQUIRE_OK(speaker.add({1, text}));
    // Some clauses in, it stops as at the first.
    const std::string clause = "补贴1,234.05元，请到银行办理。";
    for (int i = 0; i < patience_ms && world.events.all().size() < 6; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    REQUIRE(world.events.all().size() >= 6);
    speaker.stop();
    REQUIRE(speaker.wait_silent(patience_ms));
    for (const SpeechEvent& e : world.events.all()) {
        if (e.kind == SpeechEvent::Kind::clause_begun) REQUIRE(e.end - e.begin == clause.size());
    }
}

TEST_CASE("the commands that speak and spell do so") {
    TempFolder folder;
    const Path file = folder.path() / "out.wav";
    REQUIRE(check::speak({"--wav", file.string(), "还款1,234.05元"}) == 0);
    DiskFiles files;
    const Recording recording = VALUE(parse_wav(VALUE(files.read(file, 64 << 20))));
    REQUIRE(recording.samples.size() > 20'000);
    REQUIRE(loudness(recording.samples) > 500);
    REQUIRE(check::speak({"text"}) == 2);
    REQUIRE(check::speak({"--wav", (folder.path() / "no" / "folder.wav").string(), "好"}) == 1);
    REQUIRE(check::spell({}) == 2);
    REQUIRE(check::spell({"--pinyin", "银行"}) == 0);
}
