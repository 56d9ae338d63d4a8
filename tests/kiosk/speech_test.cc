// 读给我听: what is heard of a screen, what shows it, and what ends it.

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "kiosk/devices/speech/audio_out.h"
#include "kiosk/devices/speech/speaker_choice.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"
#include "tests/tour/given_speech.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

class SpeakingKiosk {
  public:
    explicit SpeakingKiosk(canvas::Size size = {1080, 1920}) {
        auto device = std::make_unique<GivenSpeech>();
        speech_ = device.get();
        board.devices.speech = std::move(device);
        kiosk_.emplace(board.open(), board.files, size);
        kiosk_->stage().set_keys(keys_);
    }

    // The part that is heard ends, and the screen shows what comes.
    bool hear() {
        const bool any = speech_->finish_part();
        app().take_done();
        kiosk_->settle();
        return any;
    }
    void hear_all() {
        for (int i = 0; i < 10'000 && hear(); ++i) {
        }
    }
    void press_key(KeyStroke stroke) {
        keys_.press(stroke);
        kiosk_->settle();
    }
    void let_time_pass(std::int64_t ms) {
        board.clock.pass_ms(ms);
        app().tick();
        kiosk_->settle();
    }

    // What is marked on the screen, by its label.
    std::string marked() {
        const std::uint64_t part = model().speech.now.part;
        for (const ui::ReadingPart& each : ui::reading_of(access(), app().strings()))
            if (each.id == part) return each.text;
        return {};
    }

    bool offers(std::string_view key) { return kiosk_->driver().offers(word(key)); }
    std::string word(std::string_view key) { return std::string(app().strings()[key]); }

    App& app() { return kiosk_->app(); }
    const Model& model() { return app().model(); }
    const SpeechModel& state() { return model().speech; }
    const ui::AccessTree& access() { return kiosk_->stage().access(); }
    KioskInMemory* operator->() { return &*kiosk_; }
    GivenSpeech& speech() { return *speech_; }

    DeviceFixture board;

  private:
    GivenSpeech* speech_ = nullptr;
    KeyQueue keys_;
    std::optional<KioskInMemory> kiosk_;
};

Document long_article(std::size_t characters) {
    Document article = article_document("long", "很长的文章");
    std::string text;
    std::size_t written = 0;
    for (int line = 0; written < characters; ++line) {
        const std::string words = "第" + std::to_string(line) + "段：种水稻要先看天气再下田，";
        for (int i = 0; i < 4; ++i) text += words;
        text += "\n\n";
        written += 4 * 17;
    }
    article.body["text"] = text;
    return article;
}

constexpr KeyStroke tab_key{Key::tab};
constexpr KeyStroke enter_key{Key::enter};

}  // namespace

TEST_CASE("a screen is read from its title to its end, and what is heard is marked") {
    SpeakingKiosk kiosk;
    REQUIRE(kiosk.offers("ui.read_aloud"));
    REQUIRE_FALSE(kiosk.offers("ui.stop_reading"));
    const auto parts = ui::reading_of(kiosk.access(), kiosk.app().strings());
    kiosk->tap_word("ui.read_aloud");
    REQUIRE(kiosk.offers("ui.stop_reading"));
    for (const char* key : {"speech.slower", "speech.faster", "speech.softer", "speech.louder"})
        REQUIRE(kiosk.offers(key));
    for (const ui::ReadingPart& part : parts) {
        REQUIRE(kiosk.speech().now() == part.text);
        REQUIRE(kiosk.marked() == part.text);
        REQUIRE(kiosk.hear());
    }
    REQUIRE_FALSE(kiosk.hear());
    // As before.
    REQUIRE(kiosk.offers("ui.read_aloud"));
    REQUIRE_FALSE(kiosk.offers("speech.slower"));
    REQUIRE(kiosk.marked().empty());
}

TEST_CASE("a machine without a voice offers none, and is as it always was") {
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    REQUIRE_FALSE(kiosk.driver().offers(kiosk.app().strings()["ui.read_aloud"]));
    kiosk.app().send(ReadAloud{});
    kiosk.settle();
    REQUIRE_FALSE(kiosk.app().model().speech.open);
}

TEST_CASE("any touch ends it, and means what it means") {
    SpeakingKiosk kiosk;
    kiosk->tap_word("ui.read_aloud");
    REQUIRE(kiosk.hear());
    // Not yet let go: silence comes with the finger.
    const auto search = kiosk.access().tappable(kiosk.word("bar.search"));
    REQUIRE(search);
    const float x = (search->visible.x0 + search->visible.x1) / 2;
    const float y = (search->visible.y0 + search->visible.y1) / 2;
    kiosk->stage().pointer().press(x, y);
    VALUE(kiosk->stage().frame(1e6));
    REQUIRE(kiosk.speech().now().empty());
    REQUIRE(kiosk.speech().stops == 1);
    kiosk->stage().pointer().release(x, y);
    VALUE(kiosk->stage().frame(1e6 + 1));
    kiosk->settle();
    kiosk->top<SearchModel>();
    REQUIRE(kiosk.offers("ui.read_aloud"));
    REQUIRE_FALSE(kiosk.state().open);
    // Where there is nothing, too.
    kiosk->tap_word("ui.read_aloud");
    REQUIRE_FALSE(kiosk.speech().now().empty());
    kiosk->stage().pointer().press(2, 2);
    VALUE(kiosk->stage().frame(1e6 + 2));
    REQUIRE(kiosk.speech().now().empty());
    kiosk->stage().pointer().release(2, 2);
    VALUE(kiosk->stage().frame(1e6 + 3));
    REQUIRE_FALSE(kiosk.state().open);
}

TEST_CASE("停 ends it, and it begins anew when asked for again") {
    SpeakingKiosk kiosk;
    kiosk->tap_word("ui.read_aloud");
    const std::string title = kiosk.speech().now();
    kiosk.hear();
    kiosk->tap_word("ui.stop_reading");
    REQUIRE(kiosk.speech().now().empty());
    REQUIRE_FALSE(kiosk.state().open);
    kiosk->tap_word("ui.read_aloud");
    REQUIRE(kiosk.speech().now() == title);
}

TEST_CASE("slower, faster, softer and louder hold at once and end with the session") {
    SpeakingKiosk kiosk;
    kiosk->tap_word("ui.read_aloud");
    REQUIRE(kiosk.hear());
    const std::string now = kiosk.speech().now();
    const VoiceSettings usual;
    kiosk->tap_word("speech.slower");
    REQUIRE(kiosk.speech().settings.speed < usual.speed);
    // The part that was being heard begins again.
    REQUIRE(kiosk.speech().now() == now);
    REQUIRE(kiosk.state().sounding);
    for (int i = 0; i < SpeechModel::steps && kiosk.offers("speech.slower"); ++i)
        kiosk->tap_word("speech.slower");
    REQUIRE_FALSE(kiosk.offers("speech.slower"));
    kiosk->tap_word("speech.faster");
    kiosk->tap_word("speech.louder");
    REQUIRE(kiosk.speech().settings.loudness_percent > usual.loudness_percent);
    REQUIRE(kiosk.speech().now() == now);
    kiosk->tap_word("ui.finish");
    REQUIRE(kiosk.speech().settings.speed == usual.speed);
    REQUIRE(kiosk.speech().settings.loudness_percent == usual.loudness_percent);
    REQUIRE(kiosk.speech().now().empty());
    REQUIRE(kiosk.state().speed_step == SpeechModel::usual_speed_step);
}

TEST_CASE("in a long part another speed begins the clause again, not the part") {
    SpeakingKiosk kiosk;
    kiosk.app().send(ReadAloud{});
    kiosk->settle();
    REQUIRE(kiosk.hear());
    const std::string part = kiosk.speech().now();
    kiosk.speech().come_to(3, part.size());
    kiosk.app().take_done();
    kiosk.app().send(ChangeVoice{VoiceChange::faster});
    REQUIRE(kiosk.speech().now() == part.substr(3));
    kiosk->settle();
    REQUIRE(kiosk.marked() == part);
}

TEST_CASE("what a person typed is heard in a headset only, and the screen says so once") {
    SpeakingKiosk kiosk;
    fill_in(kiosk.app());
    kiosk->settle();
    std::vector<std::string> secrets;
    for (const ui::ReadingPart& part : ui::reading_of(kiosk.access(), kiosk.app().strings()))
        if (part.is_secret) secrets.push_back(part.text);
    // Who it is for, and the number of the identity card.
    REQUIRE(secrets.size() == 2);
    for (const bool headset : {false, true}) {
        kiosk.speech().headset = headset;
        kiosk.speech().heard.clear();
        kiosk->tap_word("ui.read_aloud");
        kiosk.hear_all();
        std::string all;
        for (const std::string& part : kiosk.speech().heard) all += part + "\n";
        INFO(all);
        for (const std::string& secret : secrets)
            REQUIRE((all.find(secret) != std::string::npos) == headset);
        const std::string why = kiosk.word("speech.no_headset");
        const auto said = std::count(kiosk.speech().heard.begin(), kiosk.speech().heard.end(), why);
        REQUIRE(said == (headset ? 0 : 1));
        REQUIRE(all.find("身份证号") != std::string::npos);
    }
}

TEST_CASE("without a loudspeaker or an engine a sentence says so, and all else works") {
    for (const auto& [failure, key] :
         {std::pair{SpeechFailure::no_loudspeaker, "speech.no_loudspeaker"},
          std::pair{SpeechFailure::no_voice, "speech.no_voice"}}) {
        SpeakingKiosk kiosk;
        kiosk->tap_word("ui.read_aloud");
        kiosk.speech().fail(failure);
        kiosk.app().take_done();
        kiosk->settle();
        REQUIRE(kiosk->shows(kiosk.word(key)));
        REQUIRE(kiosk.speech().now().empty());
        REQUIRE_FALSE(kiosk.state().open);
        kiosk->tap_word("bar.search");
        kiosk->top<SearchModel>();
        // It may have come back.
        kiosk->tap_word("ui.read_aloud");
        REQUIRE_FALSE(kiosk.speech().now().empty());
    }
}

TEST_CASE(
    "a text of a hundred thousand characters is read, a few parts ahead and always in sight") {
    SpeakingKiosk kiosk;
    kiosk.board.publish("county",
                        {board_document("policy", "政策", "list"), long_article(100'000)});
    kiosk.app().content_changed();
    kiosk.app().send(OpenDocument{{"county", "long"}});
    kiosk->settle();
    kiosk->tap_word("ui.read_aloud");
    std::size_t parts = 0;
    for (bool any = true; any; any = kiosk.speech().finish_part()) {
        kiosk.app().take_done();
        REQUIRE(kiosk.speech().waiting() <= 16);
        if (++parts % 100 != 0) continue;
        // Its page is turned to.
        kiosk->settle();
        const std::string now = kiosk.speech().now();
        INFO(now);
        const auto& nodes = kiosk.access().nodes();
        const auto node = std::find_if(nodes.begin(), nodes.end(), [&](const auto& each) {
            return each.role == ui::AccessRole::text && each.label == now;
        });
        REQUIRE(node != nodes.end());
        REQUIRE(node->visible.height() > node->box.height() * 0.9F);
    }
    kiosk.app().take_done();
    REQUIRE(parts > 1'000);
    REQUIRE_FALSE(kiosk.state().open);
}

TEST_CASE("who is being read to is there, and is asked only after silence") {
    SpeakingKiosk kiosk;
    kiosk.app().send(OpenSearch{});
    kiosk->settle();
    kiosk->tap_word("ui.read_aloud");
    kiosk.let_time_pass(50'000);
    kiosk.let_time_pass(50'000);
    REQUIRE_FALSE(kiosk.model().session.warning);
    kiosk.hear_all();
    REQUIRE_FALSE(kiosk.state().sounding);
    kiosk.speech().heard.clear();
    kiosk.let_time_pass(50'000);
    REQUIRE(kiosk.model().session.warning);
    // Who listens hears the question.
    REQUIRE(kiosk.speech().now() == kiosk.word("idle.title"));
    kiosk.hear_all();
    // And a person who never asked for a voice does not.
    kiosk.let_time_pass(70'000);
    REQUIRE_FALSE(kiosk.state().listening);
    kiosk.app().touched();
    kiosk.app().send(OpenSearch{});
    kiosk->settle();
    kiosk.speech().heard.clear();
    kiosk.let_time_pass(50'000);
    REQUIRE(kiosk.model().session.warning);
    REQUIRE(kiosk.speech().heard.empty());
}

TEST_CASE("another screen is not read on from the last one, and nothing outlives the session") {
    SpeakingKiosk kiosk;
    kiosk->tap_word("ui.read_aloud");
    kiosk.app().send(OpenSearch{});
    REQUIRE(kiosk.speech().now().empty());
    REQUIRE_FALSE(kiosk.state().open);
    kiosk->settle();
    kiosk->tap_word("ui.read_aloud");
    kiosk.app().send(Finish{});
    REQUIRE(kiosk.speech().now().empty());
    REQUIRE(kiosk.state().now.part == 0);
    REQUIRE_FALSE(kiosk.state().listening);
    // What the device still had to say of it means nothing any more.
    kiosk.app().take_done();
    REQUIRE_FALSE(kiosk.state().sounding);
}

TEST_CASE("with keys what they mean is read, and 读给我听 and 停 can be chosen") {
    SpeakingKiosk kiosk;
    kiosk.press_key(tab_key);
    REQUIRE_FALSE(kiosk.speech().heard.empty());
    const auto focused = [&] {
        for (const ui::AccessNode& node : kiosk.access().nodes())
            if (node.focused) return std::string(node.label);
        return std::string();
    };
    for (int i = 0; i < 4; ++i) {
        INFO(i << " " << focused());
        // On the first of a screen its name comes before it.
        REQUIRE(kiosk.speech().given.back().text.find(focused()) == 0);
        kiosk.hear_all();
        kiosk.press_key(tab_key);
    }
    // Another key breaks it off and says what it leads to.
    const int stops = kiosk.speech().stops;
    kiosk.press_key(tab_key);
    REQUIRE(kiosk.speech().stops == stops + 1);
    for (int i = 0; i < 40 && focused() != kiosk.word("ui.read_aloud"); ++i)
        kiosk.press_key(tab_key);
    REQUIRE(focused() == kiosk.word("ui.read_aloud"));
    kiosk.speech().heard.clear();
    kiosk.press_key(enter_key);
    REQUIRE(kiosk.state().open);
    REQUIRE(kiosk.speech().given.size() > 3);
    REQUIRE(focused() == kiosk.word("ui.stop_reading"));
    kiosk.press_key(enter_key);
    REQUIRE_FALSE(kiosk.state().open);
}

TEST_CASE("keys find slower and louder, and a screen they lead to says its name") {
    SpeakingKiosk kiosk;
    kiosk->tap_word("ui.read_aloud");
    kiosk.press_key(tab_key);
    const auto focused = [&] {
        for (const ui::AccessNode& node : kiosk.access().nodes())
            if (node.focused) return std::string(node.label);
        return std::string();
    };
    for (int i = 0; i < 40 && focused() != kiosk.word("speech.slower"); ++i)
        kiosk.press_key(tab_key);
    REQUIRE(focused() == kiosk.word("speech.slower"));
    kiosk.press_key(enter_key);
    REQUIRE(kiosk.speech().settings.speed < VoiceSettings().speed);
    for (int i = 0; i < 40 && focused() != kiosk.word("bar.search"); ++i) kiosk.press_key(tab_key);
    kiosk.hear_all();
    kiosk.speech().heard.clear();
    kiosk.press_key(enter_key);
    kiosk->top<SearchModel>();
    REQUIRE_FALSE(kiosk.speech().heard.empty());
    REQUIRE(kiosk.speech().heard.front().find(kiosk.word("search.title")) == 0);
}

TEST_CASE("on the smallest screen reading stands behind 大字, and 停 in its place") {
    SpeakingKiosk kiosk({800, 480});
    REQUIRE_FALSE(kiosk.offers("ui.read_aloud"));
    kiosk->tap_word("ui.bigger_and_read");
    REQUIRE(kiosk.model().display_open);
    kiosk->tap_word("ui.read_aloud");
    REQUIRE_FALSE(kiosk.model().display_open);
    REQUIRE(kiosk.speech().now() ==
            ui::reading_of(kiosk.access(), kiosk.app().strings()).front().text);
    kiosk->tap_word("ui.stop_reading");
    REQUIRE(kiosk.speech().now().empty());
    REQUIRE(kiosk.offers("ui.bigger_and_read"));
}

TEST_CASE("a screen is spoken into a file by the engine itself, and the app goes on meanwhile") {
    DeviceFixture board;
    const Path file = board.temp.path() / "said.wav";
    board.devices.speech = VALUE(choose_speaker(board.files, file.string(), "no-prompts"));
    KioskInMemory kiosk(board.open(), board.files);
    kiosk.tap_word("ui.read_aloud");
    const SpeechModel& speech = kiosk.app().model().speech;
    std::set<std::uint64_t> marked;
    constexpr int rest_ms = 5;
    for (int left = 60'000 / rest_ms; speech.sounding && left > 0; --left) {
        std::this_thread::sleep_for(std::chrono::milliseconds(rest_ms));
        kiosk.app().take_done();
        kiosk.settle();
        if (speech.now.part != 0) marked.insert(speech.now.part);
    }
    REQUIRE_FALSE(speech.sounding);
    REQUIRE_FALSE(kiosk.shows(kiosk.app().strings()["speech.no_voice"]));
    REQUIRE_FALSE(marked.empty());
    const Recording said = VALUE(parse_wav(VALUE(board.files.read(file, 100 << 20))));
    // The names of the boards alone take some seconds.
    REQUIRE(said.samples.size() > 5 * static_cast<std::size_t>(said.samples_per_s));
    const bool is_heard = std::any_of(said.samples.begin(), said.samples.end(),
                                      [](std::int16_t sample) { return sample > 3'000; });
    REQUIRE(is_heard);
}

TEST_CASE("the engine is made ready when the finger comes down, not before") {
    SpeakingKiosk kiosk;
    kiosk.app().send(OpenSearch{});
    kiosk->settle();
    REQUIRE(kiosk.speech().prepared == 0);
    kiosk->tap_word("ui.read_aloud");
    REQUIRE(kiosk.speech().prepared == 1);
}
