// 扫一扫凭条: the camera reads a slip's code and its progress opens.

#include "kiosk/devices/camera/jpeg_codec.h"
#include "kiosk/devices/camera/picture_file_camera.h"
#include "kiosk/devices/camera/qr_reader.h"
#include "tests/devices/sample_pages.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

// A photo of paper with this code on it.
std::string jpeg_with_code(const std::string& payload) {
    PrintPage page{"凭条", {PrintQr{payload, "凭条"}}, {}, {}};
    const SheetRaster sheet = drawn(page, PrintMedia::receipt_80).front();
    RgbImage image = RgbImage::of_size(sheet.width, sheet.height);
    for (std::size_t i = 0; i < sheet.ink.size(); ++i) {
        for (std::size_t k = 0; k < 3; ++k)
            image.rgb[3 * i + k] = static_cast<std::uint8_t>(255 - sheet.ink[i]);
    }
    return VALUE(encode_jpeg(image, 90));
}

struct ScanBoard {
    ScanBoard() {
        board.devices.camera =
            std::make_unique<PictureFileCamera>(board.files, std::vector<Path>{file()});
        board.devices.qr_reader = std::make_unique<ZbarQrReader>();
        board.devices.fitted.camera = true;
    }
    Path file() const { return board.temp.path() / "frame.jpg"; }
    void show(const std::string& payload) {
        REQUIRE_OK(board.files.write_durably(file(), jpeg_with_code(payload), FileMode::shared));
    }
    void next_frame(App& app) {
        board.clock.pass_ms(200);
        app.tick();
    }

    DeviceFixture board;
};

// A slip that this kiosk has given out.
std::pair<std::string, std::string> given_slip(App& app) {
    fill_in(app);
    app.send(Submit{});
    const ReceiptModel receipt = top<ReceiptModel>(app);
    app.send(GoHome{});
    app.send(LeaveForm{});
    REQUIRE(app.model().stack.size() == 1);
    return {receipt.number, receipt.code};
}

}  // namespace

TEST_CASE("a slip before the camera opens its progress, and the camera is off") {
    ScanBoard at;
    KioskInMemory kiosk(at.board.open(), at.board.files);
    const auto [number, code] = given_slip(kiosk.app());
    at.show(number + " " + code);
    kiosk.settle();
    kiosk.tap_word("bar.my_requests");
    kiosk.tap_word("progress.scan");
    const auto& progress = kiosk.top<ProgressModel>();
    REQUIRE(progress.number == number);
    REQUIRE(progress.state == ProgressModel::State::saved_here);
    REQUIRE_FALSE(progress.mistyped_code);
    REQUIRE(at.board.devices.camera->state() == CameraState::off);
}

TEST_CASE("another code is said to be none of a slip, and the slip is still read after it") {
    for (const char* other :
         {"https://example.org/x", "K7M-0012X", " ", "K7M-0012X 12", "凭条 密码"}) {
        ScanBoard at;
        App app = at.board.open();
        const auto [number, code] = given_slip(app);
        at.show(other);
        app.send(OpenProgress{});
        app.send(ScanSlip{});
        INFO(other);
        REQUIRE(top<CameraModel>(app).other_code);
        at.show(number + " " + code);
        at.next_frame(app);
        REQUIRE(top<ProgressModel>(app).number == number);
    }
}

TEST_CASE("a scanner takes no photo, and who leaves it can type") {
    ScanBoard at;
    at.show("https://example.org/x");
    KioskInMemory kiosk(at.board.open(), at.board.files);
    kiosk.tap_word("bar.my_requests");
    kiosk.tap_word("progress.scan");
    REQUIRE(kiosk.shows(kiosk.app().strings()["camera.ready"]));
    REQUIRE(kiosk.shows(kiosk.app().strings()["camera.other_code"]));
    kiosk.app().send(TakePhoto{});
    REQUIRE(kiosk.top<CameraModel>().step == CameraModel::Step::aiming);
    kiosk.tap_word("camera.type_slip");
    kiosk.top<ProgressModel>();
    REQUIRE(at.board.devices.camera->state() == CameraState::off);
}

TEST_CASE("without a camera no slip is scanned") {
    ScanBoard at;
    at.board.devices.fitted.camera = false;
    KioskInMemory kiosk(at.board.open(), at.board.files);
    kiosk.tap_word("bar.my_requests");
    REQUIRE_FALSE(kiosk.driver().offers(kiosk.app().strings()["progress.scan"]));
}
