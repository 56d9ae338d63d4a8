// hall-kiosk-bench: shows the page of page.h until it is stopped, so that its start, its
// memory and its answers to a finger can be measured beside other toolkits.

#include <imgui.h>
#include <malloc.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/bench/page.h"
#include "kiosk/canvas/canvas.h"
#include "kiosk/window/start_log.h"
#include "kiosk/window/window.h"
#include "sync/core/assets.h"
#include "sync/core/clock.h"
#include "sync/core/log.h"

namespace hall::kiosk::bench {

namespace {

struct Options {
    Path tiles;
    Path rows;
    canvas::Size size;  // 0×0: the whole screen
};

std::optional<int> number_of(std::string_view text) {
    int number = 0;
    auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc() || number < 1) return std::nullopt;
    return number;
}

std::optional<Options> read_options(const std::vector<std::string_view>& arguments) {
    Options options;
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        std::size_t left = arguments.size() - at - 1;
        if (arguments[at] == "--page" && left >= 2) {
            options.tiles = arguments[++at];
            options.rows = arguments[++at];
        } else if ((arguments[at] == "--w" || arguments[at] == "--h") && left >= 1) {
            std::optional<int> number = number_of(arguments[at + 1]);
            if (!number) return std::nullopt;
            (arguments[at] == "--w" ? options.size.width : options.size.height) = *number;
            ++at;
        } else {
            return std::nullopt;
        }
    }
    bool half_a_size = (options.size.width == 0) != (options.size.height == 0);
    if (options.rows.empty() || half_a_size) return std::nullopt;
    return options;
}

double seconds(const Clock& clock) {
    return static_cast<double>(clock.mono_ms()) / 1000;
}

Result<void> run(const Options& options) {
    StartLog start;
    DiskFiles files;
    SystemClock clock;
    WindowOptions window_options;
    if (options.size.width > 0) {
        window_options.full_screen = false;
        window_options.size = options.size;
    }
    Window window = TRY(Window::open(window_options, clock));
    start.done("window");
    ui::Ui ui = TRY(ui::Ui::create(files, {.assets = assets_folder()}));
    start.done("widgets");
    Page page = TRY(Page::load(files, options.tiles, options.rows));

    canvas::Canvas canvas;
    canvas::FramePacer pacer;
    bool first = true;
    while (!window.close_requested()) {
        canvas::Pace pace = pacer.next(seconds(clock), page.animating());
        if (window.follow(pace)) pacer.wake();
        if (pace.kind != canvas::Pace::Kind::draw) continue;
        double now_s = seconds(clock);
        ui::Viewport view{.width_px = window.size().width, .height_px = window.size().height};
        do {
            ui::Frame frame = ui.begin(view, window.pointer().next(), now_s);
            page.draw(frame);
            ui.end();
        } while (window.pointer().pending() || ui.again());
        pacer.drew(now_s, TRY(canvas.show({.drawn = *ImGui::GetDrawData(),
                                           .sheet = ui.sheet(),
                                           .background = Page::background},
                                          window.presenter())));
        if (std::exchange(first, false)) {
            start.done("frame");
            start.write();
            // What the start needed and nothing else will.
            malloc_trim(0);
        }
    }
    return {};
}

}  // namespace

}  // namespace hall::kiosk::bench

int main(int argc, char** argv) {
    auto options = hall::kiosk::bench::read_options({argv + 1, argv + argc});
    if (!options) {
        std::fputs("hall-kiosk-bench --page tiles.txt rows.txt [--w WIDTH --h HEIGHT]\n", stderr);
        return 2;
    }
    hall::Result<void> result = hall::kiosk::bench::run(*options);
    if (result.ok()) return 0;
    hall::log_line(hall::LogLevel::error, "bench", {{"reason", result.error().text()}});
    return 1;
}
