// A voice note that answers a question of a form.

#include <chrono>
#include <thread>

#include "kiosk/app/update.h"
#include "kiosk/devices/recorder/voice_recorder.h"
#include "kiosk/devices/recorder/wav_source.h"
#include "sync/wire/seal.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;

namespace {

struct RecorderPlay {
    Recorder::OnEvent say;
    bool on = false;
    int started = 0;
    int discarded = 0;
    Result<std::string> note = std::string("OggS what was said");
};

class PlayedRecorder final : public Recorder {
  public:
    explicit PlayedRecorder(RecorderPlay& play) : play_(play) {}
    void start(OnEvent on_event) override {
        play_.say = std::move(on_event);
        play_.on = true;
        ++play_.started;
    }
    Result<VoiceNote> stop() override {
        play_.on = false;
        play_.say = {};
        if (!play_.note.ok()) return play_.note.error();
        return VoiceNote(play_.note.value(), 7'000);
    }
    void discard() override {
        if (play_.on) ++play_.discarded;
        play_.on = false;
        play_.say = {};
    }

  private:
    RecorderPlay& play_;
};

Document voice_form() {
    Document document = form_document("voice-form");
    document.body["form"] = {{"version", 1},
                             {"title", "说一说"},
                             {"kind", "request"},
                             {"to", "county"},
                             {"result", "等消息。"},
                             {"schema",
                              {{"type", "object"},
                               {"additionalProperties", false},
                               {"properties", {{"said", {{"type", "object"}}}}}}},
                             {"pages", {{{"title", "说说情况"}, {"fields", {"said"}}}}},
                             {"fields", {{"said", {{"label", "情况录音"}, {"control", "voice"}}}}}};
    return document;
}

struct VoiceBoard {
    VoiceBoard() {
        board.publish("county", {voice_form()});
        board.devices.recorder = std::make_unique<PlayedRecorder>(play);
        board.devices.fitted.microphone = true;
    }
    App open() {
        App app = board.open();
        app.send(OpenDocument{{"county", "voice-form"}});
        app.send(OpenForm{});
        top<FormModel>(app);
        return app;
    }
    void say(App& app, const RecorderEvent& event) {
        REQUIRE(play.say);
        play.say(event);
        app.take_done();
    }

    RecorderPlay play;
    DeviceFixture board;
};

const AnswerAttachment& kept_voice(const App& app) {
    return answer_in(top<FormModel>(app).answers, "said").attachment();
}

std::string sent_voice(VoiceBoard& at) {
    const std::vector<OutboxEvent> waiting = at.board.waiting("request");
    REQUIRE(waiting.size() == 1);
    const Event event = VALUE(parse_event(waiting.front().bytes));
    const std::string plain = VALUE(open_sealed(event.sealed->bytes, at.board.county_key));
    const SealedBody body = VALUE(sealed_body_of(plain, event));
    REQUIRE(body.attachments.size() == 1);
    const SealedAttachment& attachment = body.attachments.front();
    REQUIRE(attachment.mime == "audio/ogg");
    REQUIRE(body.body["said"]["attachment"] == attachment.name.sha256);
    const std::string sealed = VALUE(at.board.files.read(
        at.board.folder.attachments() / attachment.name.sha256, attachment_bytes_max));
    return VALUE(open_attachment(sealed, event.id, attachment.key));
}

}  // namespace

TEST_CASE("a voice note is recorded on a press, kept after it, and sealed beside its request") {
    VoiceBoard at;
    KioskInMemory kiosk(at.open(), at.board.files);
    kiosk.tap_word("form.record_voice");
    REQUIRE(at.play.started == 0);
    kiosk.tap_word("voice.start");
    REQUIRE(at.play.on);
    REQUIRE(kiosk.shows(kiosk.app().strings()["recorder.recording"]));
    at.say(kiosk.app(), {RecorderState::recording, 0.5, 4'200});
    kiosk.settle();
    REQUIRE(kiosk.shows("0:04"));
    REQUIRE(kiosk.top<VoiceModel>().level > 0.4);
    kiosk.tap_word("voice.stop");
    REQUIRE_FALSE(at.play.on);
    REQUIRE(kiosk.shows(kiosk.app().strings()["voice.recorded"]));
    REQUIRE(kiosk.shows("0:07"));
    kiosk.tap_word("voice.keep");
    REQUIRE(kept_voice(kiosk.app()).bytes == "OggS what was said");
    kiosk.tap_word("form.next");
    kiosk.tap_word("form.submit");
    kiosk.top<ReceiptModel>();
    REQUIRE(sent_voice(at) == "OggS what was said");
}

TEST_CASE("the microphone is off as soon as another screen covers it, and that is said") {
    for (const char* way : {"voice.leave", "ui.help", "ui.bigger", "bar.home"}) {
        VoiceBoard at;
        KioskInMemory kiosk(at.open(), at.board.files);
        kiosk.tap_word("form.record_voice");
        kiosk.tap_word("voice.start");
        INFO(way);
        kiosk.tap_word(way);
        REQUIRE_FALSE(at.play.on);
        REQUIRE(at.play.discarded == 1);
        if (std::string_view(way) != "ui.help") continue;
        kiosk.tap_word("bar.back");
        REQUIRE(kiosk.shows(kiosk.app().strings()["voice.lost"]));
        kiosk.tap_word("voice.start");
        REQUIRE(at.play.on);
    }
}

TEST_CASE("who speaks for three minutes is not taken for gone, and who has left is") {
    VoiceBoard at;
    App app = at.open();
    app.send(OpenRecorder{"said"});
    app.send(StartRecording{});
    at.board.clock.pass_ms(180'000);
    app.tick();
    REQUIRE(at.play.on);
    REQUIRE_FALSE(app.model().session.warning);
    at.board.clock.pass_ms(300'000);
    app.tick();
    REQUIRE(app.model().stack.size() == 1);
    REQUIRE_FALSE(at.play.on);
}

TEST_CASE("a recording that ends by itself keeps what there is, and says why") {
    for (const RecorderState state : {RecorderState::reached_limit, RecorderState::ended,
                                      RecorderState::microphone_gone, RecorderState::memory_full}) {
        VoiceBoard at;
        App app = at.open();
        app.send(OpenRecorder{"said"});
        app.send(StartRecording{});
        at.say(app, {state, 0, 9'000});
        const VoiceModel& voice = top<VoiceModel>(app);
        REQUIRE(voice.step == VoiceModel::Step::judging);
        REQUIRE(voice.said == sentence_key(state));
        app.send(KeepVoice{});
        REQUIRE_FALSE(kept_voice(app).bytes.empty());
    }
}

TEST_CASE("a microphone that gives nothing ends in a sentence, and the form goes on") {
    for (const RecorderState state :
         {RecorderState::no_microphone, RecorderState::microphone_busy}) {
        VoiceBoard at;
        at.play.note = Error(Errc::not_found, "nothing was recorded");
        KioskInMemory kiosk(at.open(), at.board.files);
        kiosk.tap_word("form.record_voice");
        kiosk.tap_word("voice.start");
        at.say(kiosk.app(), {state, 0, 0});
        kiosk.settle();
        REQUIRE(kiosk.shows(kiosk.app().strings()[sentence_key(state)]));
        kiosk.tap_word("voice.leave");
        kiosk.tap_word("form.next");
        REQUIRE(kiosk.top<FormModel>().reviewing);
    }
}

TEST_CASE("a note that was dropped is not sent, and one pressed at once says that it is empty") {
    VoiceBoard at;
    App app = at.open();
    app.send(OpenRecorder{"said"});
    at.play.note = Error(Errc::not_found, "stopped at once");
    app.send(StartRecording{});
    app.send(StopRecording{});
    REQUIRE(top<VoiceModel>(app).said == "voice.nothing");
    app.send(KeepVoice{});
    top<VoiceModel>(app);
    at.play.note = std::string("OggS");
    app.send(StartRecording{});
    app.send(StopRecording{});
    app.send(Back{});
    REQUIRE(kept_voice(app).bytes.empty());
    app.send(NextPage{});
    app.send(Submit{});
    const Event event = VALUE(parse_event(at.board.waiting("request").front().bytes));
    REQUIRE(event.attachments.empty());
}

TEST_CASE("levels are shown some times a second, however often the recorder speaks") {
    VoiceBoard at;
    App app = at.open();
    app.send(OpenRecorder{"said"});
    app.send(StartRecording{});
    const std::uint64_t before = app.version();
    for (int ms = 0; ms < 1'000; ms += 50) at.say(app, {RecorderState::recording, 0.3, ms});
    REQUIRE(app.version() - before <= 6);
    REQUIRE(app.version() - before >= 4);
}

TEST_CASE("a machine without a microphone says what to do") {
    VoiceBoard at;
    at.board.devices.fitted.microphone = false;
    KioskInMemory kiosk(at.open(), at.board.files);
    REQUIRE(kiosk.shows(kiosk.app().strings()["form.no_microphone"]));
    REQUIRE(kiosk.shows(kiosk.app().strings()["form.device_optional"]));
}

TEST_CASE("a recording of a WAV file goes end to end") {
    VoiceBoard at;
    // One second of a tone at 16,000 samples a second.
    std::string wav = "RIFF";
    const auto number = [&](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) wav.push_back(static_cast<char>(value >> (8 * i)));
    };
    number(36 + 32'000, 4);
    wav += "WAVEfmt ";
    for (const auto& [value, bytes] : std::initializer_list<std::pair<std::uint32_t, int>>{
             {16, 4}, {1, 2}, {1, 2}, {16'000, 4}, {32'000, 4}, {2, 2}, {16, 2}})
        number(value, bytes);
    wav += "data";
    number(32'000, 4);
    for (int i = 0; i < 16'000; ++i) number(i / 20 % 2 == 0 ? 6'000 : 0xE890, 2);
    const Path file = at.board.temp.path() / "voice.wav";
    REQUIRE_OK(at.board.files.write_durably(file, wav, FileMode::shared));
    at.board.devices.recorder = std::make_unique<VoiceRecorder>(
        std::make_unique<WavSource>(at.board.files, file, WavSource::Pace::at_once),
        RecorderLimits{});
    App app = at.open();
    app.send(OpenRecorder{"said"});
    app.send(StartRecording{});
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (top<VoiceModel>(app).step != VoiceModel::Step::judging) {
        REQUIRE(std::chrono::steady_clock::now() < end);
        std::this_thread::sleep_for(2ms);
        app.take_done();
    }
    REQUIRE(top<VoiceModel>(app).elapsed_ms >= 900);
    app.send(KeepVoice{});
    app.send(NextPage{});
    app.send(Submit{});
    REQUIRE(sent_voice(at).starts_with("OggS"));
}

namespace {

struct PlayerPlay {
    std::string played;
    NotePlayer::OnEnd end;
    int stopped = 0;
};

class PlayedPlayer final : public NotePlayer {
  public:
    explicit PlayedPlayer(PlayerPlay& play) : play_(play) {}
    void play(std::string ogg, OnEnd on_end) override {
        play_.played = std::move(ogg);
        play_.end = std::move(on_end);
    }
    void stop() override {
        ++play_.stopped;
        play_.end = {};
    }

  private:
    PlayerPlay& play_;
};

}  // namespace

TEST_CASE("a note is heard again before it is kept, and is silent as soon as it is left") {
    VoiceBoard at;
    PlayerPlay player;
    at.board.devices.player = std::make_unique<PlayedPlayer>(player);
    at.board.devices.fitted.loudspeaker = true;
    KioskInMemory kiosk(at.open(), at.board.files);
    const ui::UiStrings& strings = kiosk.app().strings();
    kiosk.tap_word("form.record_voice");
    kiosk.tap_word("voice.start");
    kiosk.tap_word("voice.stop");
    kiosk.tap_word("voice.hear");
    REQUIRE(player.played == "OggS what was said");
    REQUIRE(kiosk.driver().offers(strings["voice.hush"]));
    REQUIRE(player.end);
    player.end(true);
    kiosk.app().take_done();
    kiosk.settle();
    REQUIRE(kiosk.driver().offers(strings["voice.hear"]));
    kiosk.tap_word("voice.hear");
    kiosk.tap_word("voice.hush");
    REQUIRE(player.stopped == 1);
    kiosk.tap_word("voice.hear");
    kiosk.tap_word("ui.help");
    REQUIRE(player.stopped == 2);
    kiosk.tap_word("bar.back");
    kiosk.tap_word("voice.hear");
    player.end(false);
    kiosk.app().take_done();
    kiosk.settle();
    REQUIRE(kiosk.shows(strings["voice.no_sound"]));
    kiosk.tap_word("voice.keep");
    REQUIRE_FALSE(kept_voice(kiosk.app()).bytes.empty());
}
