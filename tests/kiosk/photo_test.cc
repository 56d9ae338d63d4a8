// A photo that answers a question of a form: taken on a press, looked at, kept or not, and on its
// way to the county as any attachment.

#include <algorithm>

#include "kiosk/devices/camera/jpeg_codec.h"
#include "kiosk/devices/camera/photo.h"
#include "kiosk/devices/camera/picture_file_camera.h"
#include "sync/wire/seal.h"
#include "tests/devices/sample_photos.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

// A camera that the test plays: what each call gives is written down before.
struct CameraPlay {
    std::string photo;
    CameraState state = CameraState::off;
    CameraState fails_with = CameraState::off;  // off: it does not
    int opened = 0;
    int closed = 0;
    int frames = 0;
};

class PlayedCamera final : public Camera {
  public:
    explicit PlayedCamera(CameraPlay& play) : play_(play) {}
    Result<void> open() override {
        if (play_.fails_with != CameraState::off) return fail();
        if (play_.state != CameraState::ready) ++play_.opened;
        play_.state = CameraState::ready;
        return {};
    }
    CameraState state() const override { return play_.state; }
    Result<RgbaImage> frame(int width_max, int height_max, std::chrono::milliseconds) override {
        if (play_.fails_with != CameraState::off) return fail();
        ++play_.frames;
        return photo_preview(play_.photo, width_max, height_max);
    }
    Result<std::string> photo(std::chrono::milliseconds) override {
        if (play_.fails_with != CameraState::off) return fail();
        return play_.photo;
    }
    void close() override {
        if (play_.state == CameraState::ready) ++play_.closed;
        play_.state = CameraState::off;
    }

  private:
    Error fail() {
        play_.state = play_.fails_with;
        return Error(Errc::unavailable, "as the test wants");
    }
    CameraPlay& play_;
};

std::string sharp_jpeg() {
    static const std::string jpeg = VALUE(encode_jpeg(
        photographed_slip(900, 1200, {{{150, 180}, {760, 200}, {740, 1020}, {140, 1000}}}), 90));
    return jpeg;
}

std::string blurred_jpeg() {
    static const std::string jpeg = VALUE(encode_jpeg(
        blurred(photographed_slip(900, 1200, {{{150, 180}, {760, 200}, {740, 1020}, {140, 1000}}}),
                9),
        90));
    return jpeg;
}

Document photo_form(bool required) {
    Document document = form_document("photo-form");
    const Json schema = {{"type", "object"},
                         {"additionalProperties", false},
                         {"required", required ? Json{"book"} : Json::array()},
                         {"properties", {{"book", {{"type", "object"}}}}}};
    document.body["title"] = "户口登记";
    document.body["form"] = {{"version", 1},
                             {"title", "户口登记"},
                             {"kind", "request"},
                             {"to", "county"},
                             {"result", "等消息。"},
                             {"schema", schema},
                             {"pages", {{{"title", "拍一张户口本"}, {"fields", {"book"}}}}},
                             {"fields",
                              {{"book",
                                {{"label", "户口本照片"},
                                 {"control", "photo"},
                                 {"paper", true},
                                 {"required", required}}}}}};
    return document;
}

// A kiosk before the question that a photo answers.
struct PhotoKiosk {
    explicit PhotoKiosk(bool required = false, bool fitted = true) {
        play.photo = sharp_jpeg();
        board.publish("county", {photo_form(required)});
        board.devices.camera = std::make_unique<PlayedCamera>(play);
        board.devices.fitted.camera = fitted;
    }
    App open() {
        App app = board.open();
        app.send(OpenDocument{{"county", "photo-form"}});
        app.send(OpenForm{});
        REQUIRE(top<FormModel>(app).form->pages().size() == 1);
        return app;
    }

    DeviceFixture board;
    CameraPlay play;
};

const AnswerAttachment& kept_photo(const App& app) {
    return answer_in(top<FormModel>(app).answers, "book").attachment();
}

// What the county reads of the one request that waits.
struct OpenedRequest {
    Event event;
    SealedBody body;
    std::string photo;
};

OpenedRequest opened_request(DeviceFixture& board) {
    const std::vector<OutboxEvent> waiting = board.waiting("request");
    REQUIRE(waiting.size() == 1);
    OpenedRequest opened;
    opened.event = VALUE(parse_event(waiting.front().bytes));
    REQUIRE(opened.event.sealed);
    const std::string plain = VALUE(open_sealed(opened.event.sealed->bytes, board.county_key));
    opened.body = VALUE(sealed_body_of(plain, opened.event));
    REQUIRE(opened.body.attachments.size() == 1);
    const SealedAttachment& attachment = opened.body.attachments.front();
    const std::string sealed = VALUE(board.files.read(
        board.folder.attachments() / attachment.name.sha256, attachment_bytes_max));
    opened.photo = VALUE(open_attachment(sealed, opened.event.id, attachment.key));
    return opened;
}

}  // namespace

TEST_CASE("a photo is taken on a press, kept after a look, and sealed beside its request") {
    PhotoKiosk at;
    KioskInMemory kiosk(at.open(), at.board.files);
    // Nobody has pressed: the camera is off.
    REQUIRE(at.play.opened == 0);
    kiosk.tap_word("form.take_photo");
    REQUIRE(kiosk.shows(kiosk.app().strings()["camera.ready"]));
    REQUIRE(at.play.state == CameraState::ready);
    kiosk.tap_word("camera.take");
    // It is off again while the photo is looked at.
    REQUIRE(at.play.state == CameraState::off);
    REQUIRE(kiosk.shows(kiosk.app().strings()["camera.clear"]));
    REQUIRE_FALSE(kiosk.shows(kiosk.app().strings()["camera.ready"]));
    kiosk.tap_word("camera.keep");
    REQUIRE(kiosk.shows(kiosk.app().strings()["form.photo_kept"]));
    const std::string jpeg = kept_photo(kiosk.app()).bytes;
    REQUIRE(jpeg.size() > 1'000);
    // The paper in it was set straight.
    REQUIRE(VALUE(decode_jpeg(jpeg, 4'000)).width < 800);
    kiosk.tap_word("form.next");
    REQUIRE(kiosk.shows(kiosk.app().strings()["form.photo_kept"]));
    kiosk.tap_word("form.submit");
    kiosk.top<ReceiptModel>();

    const OpenedRequest request = opened_request(at.board);
    REQUIRE(request.photo == jpeg);
    const SealedAttachment& named = request.body.attachments.front();
    REQUIRE(named.mime == "image/jpeg");
    REQUIRE(named.title == "户口本照片");
    const Json& answer = request.body.body["book"];
    REQUIRE(answer["attachment"] == named.name.sha256);
    REQUIRE(answer["kind"] == "image/jpeg");
    REQUIRE_FALSE(answer.contains("bytes"));
    REQUIRE(request.event.attachments.front().sha256 == named.name.sha256);
}

TEST_CASE("a blurred photo is warned of before it is kept, and leads rather to another") {
    PhotoKiosk at;
    at.play.photo = blurred_jpeg();
    KioskInMemory kiosk(at.open(), at.board.files);
    kiosk.tap_word("form.take_photo");
    kiosk.tap_word("camera.take");
    REQUIRE(kiosk.shows(kiosk.app().strings()["photo.blurred"]));
    kiosk.tap_word("camera.another");
    REQUIRE(at.play.state == CameraState::ready);
    at.play.photo = sharp_jpeg();
    kiosk.tap_word("camera.take");
    REQUIRE_FALSE(kiosk.shows(kiosk.app().strings()["photo.blurred"]));
    kiosk.tap_word("camera.another");
    at.play.photo = blurred_jpeg();
    kiosk.tap_word("camera.take");
    // It is the person who decides.
    kiosk.tap_word("camera.keep_anyway");
    REQUIRE_FALSE(kept_photo(kiosk.app()).bytes.empty());
    kiosk.tap_word("form.photo_drop");
    REQUIRE(kept_photo(kiosk.app()).bytes.empty());
    REQUIRE(kiosk.top<FormModel>().pictures.empty());
}

TEST_CASE("the camera is off as soon as another screen covers it") {
    for (const char* way : {"camera.leave", "ui.help", "ui.bigger", "bar.home"}) {
        PhotoKiosk at;
        KioskInMemory kiosk(at.open(), at.board.files);
        kiosk.tap_word("form.take_photo");
        REQUIRE(at.play.state == CameraState::ready);
        INFO(way);
        kiosk.tap_word(way);
        REQUIRE(at.play.state == CameraState::off);
        REQUIRE(at.play.closed == at.play.opened);
    }
}

TEST_CASE("the camera is off when nobody stays before it") {
    PhotoKiosk at;
    App app = at.open();
    app.send(OpenCamera{"book"});
    REQUIRE(at.play.state == CameraState::ready);
    at.board.clock.pass_ms(300'000);
    app.tick();
    REQUIRE(app.model().stack.size() == 1);
    REQUIRE(at.play.state == CameraState::off);
}

TEST_CASE("frames follow each other while the camera is on, and stop with it") {
    PhotoKiosk at;
    App app = at.open();
    app.send(OpenCamera{"book"});
    REQUIRE(at.play.frames == 1);
    const ui::PictureHandle first = top<CameraModel>(app).picture;
    const std::string clock_before = app.model().chrome.now;
    for (int i = 0; i < 10; ++i) {
        at.board.clock.pass_ms(app.next_tick_ms() - at.board.clock.mono_ms());
        app.tick();
    }
    REQUIRE(at.play.frames == 11);
    REQUIRE(top<CameraModel>(app).picture != first);
    app.send(Back{});
    app.tick();
    REQUIRE(at.play.frames == 11);
    REQUIRE(app.next_tick_ms() - at.board.clock.mono_ms() > 500);
}

TEST_CASE("each fault of a camera ends in a sentence, and the form goes on") {
    for (const CameraState state :
         {CameraState::no_camera, CameraState::busy, CameraState::unsupported,
          CameraState::no_frames, CameraState::gone}) {
        PhotoKiosk at;
        at.play.fails_with = state;
        KioskInMemory kiosk(at.open(), at.board.files);
        kiosk.tap_word("form.take_photo");
        INFO(sentence_key(state));
        REQUIRE(kiosk.shows(kiosk.app().strings()[sentence_key(state)]));
        REQUIRE(kiosk.top<CameraModel>().picture == nullptr);
        // Plugged in again, it works.
        at.play.fails_with = CameraState::off;
        kiosk.tap_word("camera.again");
        REQUIRE(kiosk.top<CameraModel>().picture != nullptr);
        kiosk.tap_word("camera.leave");
        kiosk.tap_word("form.next");
        REQUIRE(kiosk.top<FormModel>().reviewing);
    }
}

TEST_CASE("a camera unplugged between the look and the press says so") {
    PhotoKiosk at;
    KioskInMemory kiosk(at.open(), at.board.files);
    kiosk.tap_word("form.take_photo");
    at.play.fails_with = CameraState::gone;
    kiosk.tap_word("camera.take");
    REQUIRE(kiosk.shows(kiosk.app().strings()["camera.gone"]));
    REQUIRE(kiosk.top<CameraModel>().jpeg.empty());
    at.play.fails_with = CameraState::off;
    kiosk.tap_word("camera.again");
    kiosk.tap_word("camera.take");
    kiosk.tap_word("camera.keep");
    REQUIRE_FALSE(kept_photo(kiosk.app()).bytes.empty());
}

TEST_CASE("what is no picture is not kept, and said") {
    PhotoKiosk at;
    App app = at.open();
    app.send(OpenCamera{"book"});
    at.play.photo = sharp_jpeg().substr(0, 2'000);
    app.send(TakePhoto{});
    REQUIRE(top<CameraModel>(app).trouble == "photo.not_a_picture");
    app.send(KeepPhoto{});
    REQUIRE(top<CameraModel>(app).jpeg.empty());
}

TEST_CASE("a machine without a camera says what to do, whether the photo is needed or not") {
    for (const bool required : {false, true}) {
        PhotoKiosk at(required, false);
        KioskInMemory kiosk(at.open(), at.board.files);
        const ui::UiStrings& strings = kiosk.app().strings();
        REQUIRE(kiosk.shows(strings["form.no_camera"]));
        REQUIRE(kiosk.shows(strings[required ? "form.device_asked" : "form.device_optional"]));
        REQUIRE_FALSE(kiosk.driver().offers(strings["form.take_photo"]));
        kiosk.tap_word("form.next");
        REQUIRE(kiosk.top<FormModel>().reviewing != required);
    }
}

TEST_CASE("a camera opens for a photo's question only, and not once the form is sent") {
    PhotoKiosk at;
    App app = at.open();
    for (const char* field : {"", "who", "nothing"}) {
        app.send(OpenCamera{field});
        REQUIRE(top<FormModel>(app).reviewing == false);
    }
    REQUIRE(at.play.opened == 0);
    DeviceFixture other;
    App plain = other.open();
    fill_in(plain);
    plain.send(OpenCamera{"who"});
    top<FormModel>(plain);
}

TEST_CASE("a photo stays in the form when the disk is full, and is sent when there is room") {
    PhotoKiosk at;
    OutboxLimits limits;
    limits.attachment_bytes_max = 2'000;
    {
        App app = at.board.open(at.board.files, limits);
        app.send(OpenDocument{{"county", "photo-form"}});
        app.send(OpenForm{});
        app.send(OpenCamera{"book"});
        app.send(TakePhoto{});
        app.send(KeepPhoto{});
        app.send(NextPage{});
        app.send(Submit{});
        const FormModel& form = top<FormModel>(app);
        REQUIRE(form.failures == 1);
        REQUIRE_FALSE(form.no_memory);
        REQUIRE_FALSE(kept_photo(app).bytes.empty());
        REQUIRE(at.board.waiting("request").empty());
        const auto stored = at.board.files.list(at.board.folder.attachments());
        REQUIRE((!stored.ok() || stored.value().empty()));
    }
    App app = at.open();
    app.send(OpenCamera{"book"});
    app.send(TakePhoto{});
    app.send(KeepPhoto{});
    app.send(NextPage{});
    app.send(Submit{});
    REQUIRE_FALSE(opened_request(at.board).photo.empty());
}

TEST_CASE("a picture file in place of a camera goes end to end") {
    PhotoKiosk at;
    const Path file = at.board.temp.path() / "slip.jpg";
    REQUIRE_OK(at.board.files.write_durably(file, sharp_jpeg(), FileMode::shared));
    at.board.devices.camera =
        std::make_unique<PictureFileCamera>(at.board.files, std::vector<Path>{file});
    App app = at.open();
    app.send(OpenCamera{"book"});
    REQUIRE(top<CameraModel>(app).picture != nullptr);
    app.send(TakePhoto{});
    app.send(KeepPhoto{});
    app.send(NextPage{});
    app.send(Submit{});
    REQUIRE(opened_request(at.board).photo.size() > 1'000);
}
