#include "tests/tour/ui_script.h"

#include <charconv>
#include <istream>
#include <ostream>

#include "kiosk/app/picture_file.h"
#include "tests/tour/form_filler.h"
#include "tests/tour/ui_driver.h"

namespace hall::kiosk {

namespace {

Result<void> take_picture(const ScreenCamera& camera, const std::string& file) {
    const Picture picture = TRY(camera());
    return write_png(file, picture.size, picture.pixels);
}

// "5 县里收到了"
Result<void> wait_for(UiDriver& driver, std::string_view text) {
    const std::size_t space = text.find(' ');
    double seconds = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + std::min(space, text.size()), seconds);
    if (space == std::string_view::npos || error != std::errc{} || seconds > 600) {
        return Error(Errc::refused, "wait SECONDS TEXT");
    }
    return driver.wait_for(text.substr(space + 1), seconds);
}

Result<void> shows(UiDriver& driver, std::string_view text) {
    TRY(driver.settle());
    if (driver.shows(text)) return {};
    return Error(Errc::not_found, "not in sight");
}

Result<void> step(UiDriver& driver, const ScreenCamera& camera, std::string_view line,
                  std::ostream& out) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view command = line.substr(0, space);
    const std::string_view rest = line.substr(std::min(space + 1, line.size()));
    if (command == "tap") return driver.tap(rest);
    if (command == "type") return driver.type(rest);
    if (command == "wait") return wait_for(driver, rest);
    if (command == "shows") return shows(driver, rest);
    if (command == "answer") return fill_in_page(driver);
    if (command == "picture") return take_picture(camera, std::string(rest));
    if (command == "screen") {
        TRY(driver.settle());
        out << driver.stage().access().describe();
        return {};
    }
    return Error(Errc::refused, "no such step");
}

}  // namespace

Result<void> run_ui_script(Stage& stage, const ScreenCamera& camera, std::istream& in,
                           std::ostream& out) {
    UiDriver driver(stage);
    TRY(driver.settle());
    std::string line;
    while (std::getline(in, line) && line != "end") {
        const Result<void> done = step(driver, camera, line, out);
        if (done.ok()) {
            out << "ok" << std::endl;
        } else {
            // One line an answer; what else was on the screen is asked for by "screen".
            const std::string reason = done.error().text();
            out << "no " << reason.substr(0, reason.find('\n')) << std::endl;
        }
    }
    return {};
}

}  // namespace hall::kiosk
