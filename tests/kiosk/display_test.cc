// 大字, contrast, low layout and language, and the measuring of the screen: through the real
// screens, on a screen of memory.

#include <cmath>
#include <filesystem>
#include <fstream>

#include "kiosk/app/stage.h"
#include "kiosk/canvas/memory_presenter.h"
#include "kiosk/ui/access/audit.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/tour/ui_driver.h"

namespace hall::kiosk {

namespace {

constexpr canvas::Size upright = {1080, 1920};

// A kiosk with its screen, as the tour has it.
class Kiosk {
  public:
    explicit Kiosk(DeviceFixture& board, canvas::Size size = upright)
        : app(board.open()),
          ui(VALUE(ui::Ui::create(board.files, {.assets = HALL_SOURCE_DIR "/assets"}))),
          presenter(size),
          stage(app, ui, presenter, pointer),
          driver(stage) {
        stage.set_keys(keys);
        stage.set_px_per_mm(usual_px_per_mm(size));
    }

    void tap(std::string_view key) { REQUIRE_OK(driver.tap(app.strings()[key])); }
    bool shows(std::string_view key) { return driver.shows(app.strings()[key]); }
    void press(Key key) {
        keys.press({key});
        REQUIRE_OK(driver.settle());
    }
    std::string focused() {
        for (const ui::AccessNode& node : stage.access().nodes()) {
            if (node.focused) return std::string(node.label);
        }
        return {};
    }

    // Until a member of the staff is in, without the roster.
    void let_staff_in() {
        app.send(OpenLogin{});
        LoginChecked checked;
        checked.right = true;
        checked.staff = {"代办员", "staff"};
        checked.number = "1001";
        checked.until_ms = 1'000'000'000;
        app.send(checked);
        REQUIRE_OK(driver.settle());
    }

    ui::ScreenAuditor auditor() const {
        const ui::Viewport view = stage.viewport();
        const ui::Box screen = {0, 0, static_cast<float>(view.width_px),
                                static_cast<float>(view.height_px)};
        return {screen,
                {.px_per_mm = view.px_per_mm, .reach_top_px = static_cast<float>(view.low_top_px)}};
    }

    App app;
    ui::Ui ui;
    canvas::MemoryPresenter presenter;
    PointerQueue pointer;
    KeyQueue keys;
    Stage stage;
    UiDriver driver;
};

std::string text_of(const std::vector<ui::Finding>& findings) {
    std::string text;
    for (const ui::Finding& finding : findings) {
        text += finding.rule + " \"" + finding.label + "\": " + finding.what + "\n";
    }
    return text;
}

constexpr canvas::Size sizes[] = {upright, {1280, 800}, {800, 480}};

}  // namespace

TEST_CASE("the size of the text is chosen by a large cell, and holds on every screen") {
    DeviceFixture board;
    Kiosk kiosk(board);
    kiosk.tap("ui.bigger");
    kiosk.tap("display.text_2");
    REQUIRE(kiosk.stage.viewport().text_scale == 2);
    // The panel is still there, in the new size; another touch changes it back.
    kiosk.tap("display.text_0");
    REQUIRE(kiosk.stage.viewport().text_scale == 1);
    kiosk.tap("display.text_1");
    kiosk.tap("display.done");
    REQUIRE(kiosk.stage.viewport().text_scale == 1.5F);
    REQUIRE_FALSE(kiosk.shows("display.text"));
    REQUIRE(kiosk.shows("bar.search"));
}

TEST_CASE("black on white changes what is painted, and the session's end changes it back") {
    DeviceFixture board;
    Kiosk kiosk(board);
    REQUIRE_OK(kiosk.driver.settle());
    const std::uint32_t paper = kiosk.presenter.at(5, 1000);
    REQUIRE(paper == 0xF7F2E8);
    kiosk.tap("ui.bigger");
    kiosk.tap("display.colours_strong");
    kiosk.tap("display.done");
    REQUIRE(kiosk.presenter.at(5, 1000) == 0xFFFFFF);
    kiosk.tap("ui.finish");
    REQUIRE(kiosk.presenter.at(5, 1000) == paper);
    REQUIRE(kiosk.app.model().display == Display{});
}

TEST_CASE("the low layout puts everything below the line, and is gone with the session") {
    DeviceFixture board;
    Kiosk kiosk(board);
    kiosk.tap("ui.bigger");
    kiosk.tap("display.reach_low");
    const int line = kiosk.stage.viewport().low_top_px;
    REQUIRE(line > 300);
    kiosk.tap("display.done");
    for (const ui::AccessNode& node : kiosk.stage.access().nodes()) {
        if (ui::is_tapped(node.role) && !node.visible.empty())
            REQUIRE(node.visible.y0 >= static_cast<float>(line));
    }
    kiosk.tap("ui.finish");
    REQUIRE(kiosk.stage.viewport().low_top_px == 0);
}

TEST_CASE("a wide screen, which has no upper part, offers no low layout") {
    DeviceFixture board;
    Kiosk kiosk(board, {800, 480});
    kiosk.tap("ui.bigger");
    for (const ui::AccessNode& node : kiosk.stage.access().nodes()) {
        REQUIRE(node.label != kiosk.app.strings()["display.reach_low"]);
    }
}

TEST_CASE("the kiosk speaks English when asked to, and Chinese to the next person") {
    DeviceFixture board;
    Kiosk kiosk(board);
    kiosk.tap("ui.bigger");
    REQUIRE_OK(kiosk.driver.tap("English"));
    REQUIRE(kiosk.driver.shows("Size of the text"));
    REQUIRE(kiosk.driver.shows("Exit"));
    kiosk.tap("display.done");
    REQUIRE(kiosk.driver.shows("Find"));
    REQUIRE(kiosk.app.model().chrome.now.find("November") != std::string::npos);
    kiosk.tap("ui.finish");
    REQUIRE(kiosk.driver.shows("找一找"));
    REQUIRE(kiosk.app.model().chrome.now.find("11月23日") != std::string::npos);
    REQUIRE(kiosk.app.strings().language() == "zh-CN");
}

TEST_CASE("the display can be chosen in the middle of a form, and nothing typed is lost") {
    DeviceFixture board;
    Kiosk kiosk(board);
    kiosk.app.send(OpenDocument{{"county", "allowance"}});
    kiosk.app.send(OpenForm{});
    kiosk.app.send(Answered{"who", "self"});
    kiosk.tap("ui.bigger");
    kiosk.tap("display.text_1");
    kiosk.tap("bar.back");
    const auto* form = std::get_if<FormModel>(&kiosk.app.model().top());
    REQUIRE(form != nullptr);
    REQUIRE(form->answers.at("who") == "self");
    // From there the way home still asks first.
    kiosk.tap("ui.bigger");
    kiosk.tap("bar.home");
    REQUIRE(kiosk.shows("leave.title"));
}

TEST_CASE("a person who only changed the display is still warned and forgotten") {
    DeviceFixture board;
    Kiosk kiosk(board);
    kiosk.tap("ui.bigger");
    kiosk.tap("display.colours_strong");
    kiosk.tap("display.done");
    board.clock.pass_ms(46'000);
    kiosk.app.tick();
    REQUIRE(kiosk.app.model().session.warning);
    board.clock.pass_ms(30'000);
    kiosk.app.tick();
    REQUIRE(kiosk.app.model().display == Display{});
}

TEST_CASE("a keypad does it all: opens the panel, chooses, goes back and finishes") {
    DeviceFixture board;
    Kiosk kiosk(board);
    REQUIRE_OK(kiosk.driver.settle());
    const auto walk_to = [&](std::string_view key) {
        const std::string label(kiosk.app.strings()[key]);
        for (int i = 0; i < 60; ++i) {
            if (kiosk.focused() == label) return true;
            kiosk.press(Key::tab);
        }
        return false;
    };
    REQUIRE(walk_to("ui.bigger"));
    kiosk.press(Key::enter);
    REQUIRE(kiosk.shows("display.text"));
    REQUIRE(walk_to("display.text_2"));
    kiosk.press(Key::enter);
    REQUIRE(kiosk.stage.viewport().text_scale == 2);
    kiosk.press(Key::escape);
    REQUIRE(kiosk.shows("bar.search"));
    REQUIRE(walk_to("ui.finish"));
    kiosk.press(Key::enter);
    REQUIRE(kiosk.stage.viewport().text_scale == 1);
    // Nothing of the session is left, not even the focus.
    REQUIRE(kiosk.focused().empty());
}

TEST_CASE("a key keeps the session alive") {
    DeviceFixture board;
    Kiosk kiosk(board);
    kiosk.tap("bar.search");
    board.clock.pass_ms(40'000);
    kiosk.press(Key::tab);
    board.clock.pass_ms(40'000);
    kiosk.app.tick();
    REQUIRE_FALSE(kiosk.app.model().session.warning);
}

TEST_CASE("staff measure the screen with a card, and it stays measured") {
    DeviceFixture board;
    {
        Kiosk kiosk(board);
        kiosk.let_staff_in();
        kiosk.tap("staff.calibration");
        const float believed = kiosk.stage.viewport().px_per_mm;
        const std::string wide(kiosk.app.strings()["ui.more"]);
        REQUIRE_OK(kiosk.driver.tap(wide, 0));  // a lot wider
        REQUIRE_OK(kiosk.driver.tap(wide, 1));  // a little wider
        REQUIRE_OK(kiosk.driver.tap(wide, 2));  // hangs higher
        // Nothing moves under the finger before it is saved.
        REQUIRE(kiosk.stage.viewport().px_per_mm == believed);
        kiosk.tap("calibration.save");
        REQUIRE(kiosk.shows("calibration.saved"));
        const float wanted = (std::round(85.6F * believed) + 11) / 85.6F;
        REQUIRE(std::abs(kiosk.stage.viewport().px_per_mm - wanted) < 0.001F);
        REQUIRE(kiosk.app.model().panel.foot_mm == 910);
    }
    Kiosk again(board);
    again.stage.set_px_per_mm(3);  // whatever the display says
    REQUIRE(again.stage.viewport().px_per_mm > 4);
    again.tap("ui.bigger");
    again.tap("display.reach_low");
    const ui::Viewport view = again.stage.viewport();
    const float top_mm =
        910 + static_cast<float>(view.height_px - view.low_top_px) / view.px_per_mm;
    REQUIRE(std::abs(top_mm - ui::reach_mm) < 0.5F);
}

TEST_CASE("nobody but staff measures the screen") {
    DeviceFixture board;
    Kiosk kiosk(board);
    kiosk.app.send(OpenCalibration{});
    REQUIRE(std::holds_alternative<HomeModel>(kiosk.app.model().top()));
    kiosk.app.send(SaveCalibration{{8, 900}});
    REQUIRE(kiosk.app.model().panel.px_per_mm == 0);
    kiosk.let_staff_in();
    kiosk.app.send(OpenCalibration{});
    kiosk.app.send(Finish{});
    kiosk.app.send(SaveCalibration{{8, 900}});
    REQUIRE(kiosk.app.model().panel.px_per_mm == 0);
}

TEST_CASE("a disk that does not take the measure says so, and the old one stays") {
    DeviceFixture board;
    Kiosk kiosk(board);
    kiosk.let_staff_in();
    kiosk.app.send(OpenCalibration{});
    std::filesystem::create_directory(board.folder.panel());
    std::ofstream(board.folder.panel() / "in the way") << "x";
    kiosk.app.send(SaveCalibration{{5, 900}});
    REQUIRE_OK(kiosk.driver.settle());
    REQUIRE(kiosk.shows("calibration.failed"));
    REQUIRE(kiosk.app.model().panel.px_per_mm == 0);
}

TEST_CASE("the card and the panel pass the audit at every size, step, theme and language") {
    for (const canvas::Size size : sizes) {
        DeviceFixture board;
        Kiosk kiosk(board, size);
        kiosk.let_staff_in();
        for (const bool low : {false, true}) {
            for (const bool strong : {false, true}) {
                for (const char* language : {"zh-CN", "en"}) {
                    for (int step = 0; step < 3; ++step) {
                        kiosk.app.send(ChangeDisplay{{step, strong, low, language}});
                        ui::ScreenAuditor auditor = kiosk.auditor();
                        INFO(size.width << " " << low << strong << " " << language << " " << step);
                        kiosk.app.send(OpenDisplay{});
                        REQUIRE_OK(kiosk.driver.settle());
                        REQUIRE(text_of(auditor.judge(kiosk.stage.access())) == "");
                        kiosk.app.send(CloseDisplay{});
                        kiosk.app.send(OpenCalibration{});
                        REQUIRE_OK(kiosk.driver.settle());
                        REQUIRE(text_of(auditor.judge(kiosk.stage.access())) == "");
                        kiosk.app.send(Back{});
                    }
                }
            }
        }
    }
}

}  // namespace hall::kiosk
