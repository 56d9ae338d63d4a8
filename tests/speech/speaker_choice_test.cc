// Where the voice of a program goes, and what is loaded for it.

#include "kiosk/devices/speech/speaker_choice.h"

#include <dlfcn.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "kiosk/devices/speech/headset_switch.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

// Whether the engine's library is in this process.
bool engine_loaded() {
    void* library = ::dlopen("libespeak-ng.so.1", RTLD_NOW | RTLD_NOLOAD);
    if (library != nullptr) ::dlclose(library);
    return library != nullptr;
}

class Silence {
  public:
    void take(const SpeechEvent& event) {
        const std::lock_guard lock(mutex_);
        silent_ = silent_ || event.kind == SpeechEvent::Kind::silent;
        failed_ = failed_ || event.kind == SpeechEvent::Kind::part_failed;
        changed_.notify_all();
    }
    bool wait() {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return silent_; });
    }
    bool failed() {
        const std::lock_guard lock(mutex_);
        return failed_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool silent_ = false;
    bool failed_ = false;
};

class CountedOut final : public AudioOut {
  public:
    explicit CountedOut(int& written) : written_(written) {}
    Result<void> begin(int) override { return {}; }
    Result<void> write(std::span<const std::int16_t>) override {
        ++written_;
        return {};
    }
    Result<void> finish() override { return {}; }
    void stop() override {}

  private:
    int& written_;
};

}  // namespace

TEST_CASE("a speaker opens nothing before the first word, and speaks when asked") {
    DiskFiles files;
    TempFolder folder;
    const Path file = folder.path() / "said.wav";
    const bool loaded_before = engine_loaded();
    const auto speaker = VALUE(choose_speaker(files, file.string(), folder.path() / "prompts"));
    REQUIRE(speaker->can_speak());
    speaker->stop();
    speaker->set({150, 100});
    REQUIRE(engine_loaded() == loaded_before);
    REQUIRE_ERROR(Errc::not_found, files.read(file, 1 << 20));
    Silence silence;
    speaker->listen([&](const SpeechEvent& event) { silence.take(event); });
    speaker->prepare();
    REQUIRE_OK(speaker->add({1, "请坐。", false}));
    REQUIRE(silence.wait());
    REQUIRE_FALSE(silence.failed());
    REQUIRE(engine_loaded());
    const Recording said = VALUE(parse_wav(VALUE(files.read(file, 10 << 20))));
    REQUIRE(said.samples.size() > 4'000);
    REQUIRE_FALSE(speaker->is_private());
    speaker->listen({});
}

TEST_CASE("a speaker is chosen by name, and another name is refused") {
    DiskFiles files;
    TempFolder folder;
    REQUIRE_FALSE(VALUE(choose_speaker(files, "none", folder.path()))->can_speak());
    REQUIRE(VALUE(choose_speaker(files, "alsa", folder.path()))->can_speak());
    for (const char* name : {"", ".wav", "radio", "alsa2", "sound.mp3"})
        REQUIRE_ERROR(Errc::refused, choose_speaker(files, name, folder.path()));
}

TEST_CASE("a headset switches the loudspeaker off, and on again when it is pulled out") {
    auto jack = std::make_shared<GivenJack>();
    std::vector<bool> switched;
    int written = 0;
    const auto out = with_headset_switch(std::make_unique<CountedOut>(written), jack,
                                         [&](bool on) { switched.push_back(on); });
    const std::vector<std::int16_t> samples(100);
    REQUIRE_OK(out->begin(8'000));
    REQUIRE(switched == std::vector<bool>{true});
    REQUIRE_OK(out->write(samples));
    jack->put_in(true);
    REQUIRE_OK(out->write(samples));
    REQUIRE_OK(out->write(samples));
    REQUIRE(switched == std::vector<bool>{true, false});
    REQUIRE_OK(out->finish());
    jack->put_in(false);
    REQUIRE_OK(out->begin(8'000));
    REQUIRE(switched == std::vector<bool>{true, false, true});
    REQUIRE(written == 3);
}
