#include "kiosk/walk_script.h"

#include <charconv>
#include <istream>
#include <ostream>

#include "kiosk/form_filler.h"
#include "kiosk/picture_file.h"
#include "kiosk/walker.h"

namespace hall {

namespace {

Result<void> take_picture(const Camera& camera, const std::string& file) {
    const Picture picture = TRY(camera());
    return write_png(file, picture.size, picture.pixels);
}

// "5 县里收到了"
Result<void> wait_for(Walker& walker, std::string_view text) {
    const std::size_t space = text.find(' ');
    double seconds = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + std::min(space, text.size()), seconds);
    if (space == std::string_view::npos || error != std::errc{} || seconds > 600) {
        return Error(Errc::refused, "wait SECONDS TEXT");
    }
    return walker.wait_for(text.substr(space + 1), seconds);
}

Result<void> shows(Walker& walker, std::string_view text) {
    TRY(walker.settle());
    if (walker.shows(text)) return {};
    return Error(Errc::not_found, "not in sight");
}

Result<void> step(Walker& walker, const Camera& camera, std::string_view line, std::ostream& out) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view command = line.substr(0, space);
    const std::string_view rest = line.substr(std::min(space + 1, line.size()));
    if (command == "tap") return walker.tap(rest);
    if (command == "type") return walker.type(rest);
    if (command == "wait") return wait_for(walker, rest);
    if (command == "shows") return shows(walker, rest);
    if (command == "answer") return fill_in_page(walker);
    if (command == "picture") return take_picture(camera, std::string(rest));
    if (command == "screen") {
        TRY(walker.settle());
        out << walker.stage().access().describe();
        return {};
    }
    return Error(Errc::refused, "no such step");
}

}  // namespace

Result<void> walk_script(Stage& stage, const Camera& camera, std::istream& in, std::ostream& out) {
    Walker walker(stage);
    TRY(walker.settle());
    std::string line;
    while (std::getline(in, line) && line != "end") {
        const Result<void> done = step(walker, camera, line, out);
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

}  // namespace hall
