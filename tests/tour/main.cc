// hall-tour: drives the kiosk's screens as a person does, for pictures and for tests. It is
// no part of what stands in a hall.

#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app/machine.h"
#include "kiosk/app/memory_scrub.h"
#include "kiosk/app/stage.h"
#include "kiosk/canvas/memory_presenter.h"
#include "kiosk/devices/open_devices.h"
#include "kiosk/window/window.h"
#include "sync/core/assets.h"
#include "tests/tour/given_speech.h"
#include "tests/tour/screenshot_tour.h"
#include "tests/tour/ui_script.h"

namespace hall::kiosk {
namespace {

constexpr const char* usage = R"(usage: hall-tour --data DIR --to DIR [options]
       hall-tour --data DIR --script [options]

Goes through every screen of the kiosk whose data folder is given. No display is needed.

  --to DIR             take screenshots into DIR, and audit.json with what the audit found
  --script             take steps from standard input; see tests/tour/ui_script.h
  --text PERCENT       the size of text on the screenshots: 100, 150 or 200
  --offline            leave out what the county would have to answer
  --display            on the display, to be looked at
  --theme NAME         standard or contrast
  --language TAG       zh-CN or en
  --px-per-mm N        pixels a millimetre
  --printer, --camera, --microphone   as hall-kiosk has them
  --size WxH           of the screen: 1080x1920 unless told

exit: 0 done, 1 it failed (the reason is on standard error), 2 wrong arguments
)";

struct Options {
    ScreenOptions screen;
    DeviceOptions devices;
    Path to;
    int text_step = 0;
    bool script = false;
    bool offline = false;
    bool display = false;
};

bool parse_text_step(std::string_view text, int& step) {
    constexpr std::string_view percents[] = {"100", "150", "200"};
    const auto found = std::find(std::begin(percents), std::end(percents), text);
    step = static_cast<int>(found - std::begin(percents));
    return found != std::end(percents);
}

bool* switch_of(std::string_view name, Options& options) {
    if (name == "--script") return &options.script;
    if (name == "--offline") return &options.offline;
    if (name == "--display") return &options.display;
    return nullptr;
}

bool parse(const std::vector<std::string_view>& arguments, Options& options) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (bool* given = switch_of(name, options)) {
            *given = true;
            continue;
        }
        if (i + 1 == arguments.size()) return false;
        const std::string value(arguments[++i]);
        if (name == "--to")
            options.to = value;
        else if (name == "--text") {
            if (!parse_text_step(value, options.text_step)) return false;
        } else if (const auto taken = take_device_option(name, value, options.devices)) {
            if (!*taken) return false;
        } else if (!take_screen_option(name, value, options.screen).value_or(false)) {
            return false;
        }
    }
    return !options.screen.data.empty() && options.script != !options.to.empty();
}

ScreenCamera window_screen_camera(const Window& window) {
    return [&window]() -> Result<Picture> {
        std::vector<std::uint32_t> pixels = TRY(window.pixels());
        return Picture{window.size(), std::move(pixels)};
    };
}

Result<void> drive(Stage& stage, const ScreenCamera& camera, Machine& machine,
                   const Options& options) {
    if (options.script) return run_ui_script(stage, camera, std::cin, std::cout);
    return run_screenshot_tour(stage, camera, {options.to, options.text_step, options.offline},
                               machine.files);
}

// Nobody listens: a voice comes to the fourth part of a screen and stays there.
DeviceBundle devices_of_tour(const Options& options, Machine& machine) {
    constexpr std::size_t heard_parts = 3;
    DeviceBundle devices;
    open_devices(options.devices, machine.files, options.screen.data / "print.json", devices);
    auto speech = std::make_unique<GivenSpeech>();
    speech->finish_first(heard_parts);
    devices.speech = std::move(speech);
    return devices;
}

Result<void> drive_on_display(Machine& machine, const Options& options) {
    WindowOptions wanted;
    wanted.full_screen = options.screen.size.width == 0;
    if (!wanted.full_screen) wanted.size = options.screen.size;
    wanted.hide_cursor = true;
    Window window = TRY(Window::open(wanted, machine.clock));
    DeviceBundle devices = devices_of_tour(options, machine);
    App app = TRY(open_app(machine, options.screen, devices));
    ui::Ui ui = TRY(open_ui(machine, options.screen));
    Stage stage(app, ui, window.presenter(), window.pointer());
    stage.set_px_per_mm(density(options.screen, std::nullopt, window.size()));
    return drive(stage, window_screen_camera(window), machine, options);
}

Result<void> drive_in_memory(Machine& machine, const Options& options) {
    DeviceBundle devices = devices_of_tour(options, machine);
    App app = TRY(open_app(machine, options.screen, devices));
    ui::Ui ui = TRY(open_ui(machine, options.screen));
    const canvas::Size given = options.screen.size;
    const canvas::Size size = given.width > 0 ? given : canvas::Size{1080, 1920};
    canvas::MemoryPresenter presenter(size);
    PointerQueue pointer;
    Stage stage(app, ui, presenter, pointer);
    stage.set_px_per_mm(density(options.screen, std::nullopt, size));
    return drive(stage, memory_screen_camera(presenter), machine, options);
}

}  // namespace
}  // namespace hall::kiosk

int main(int argc, char** argv) {
    using namespace hall;
    using namespace hall::kiosk;
    std::signal(SIGPIPE, SIG_IGN);
    ::umask(0077);
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
        std::cout << usage;
        return 0;
    }
    Options options;
    if (!parse(arguments, options)) {
        std::cerr << usage;
        return 2;
    }
    seclude_process();
    Machine machine(options.screen.data);
    const Result<void> done =
        options.display ? drive_on_display(machine, options) : drive_in_memory(machine, options);
    if (done.ok()) return 0;
    std::cerr << "hall-tour: " << done.error().text() << "\n";
    return 1;
}
