#include "kiosk/app/machine.h"

#include <cstdlib>

#include "kiosk/app/stage.h"
#include "sync/core/assets.h"
#include "sync/core/number.h"

namespace hall::kiosk {

namespace {

// "1080x1920"
bool parse_size(std::string_view text, canvas::Size& size) {
    const std::size_t cross = text.find('x');
    if (cross == std::string_view::npos) return false;
    const auto number = [](std::string_view part, int& value) {
        value = parse_number<int>(part).value_or(0);
        return value >= 320 && value <= 8192;
    };
    return number(text.substr(0, cross), size.width) && number(text.substr(cross + 1), size.height);
}

bool parse_density(const std::string& text, float& px_per_mm) {
    char* rest = nullptr;
    px_per_mm = std::strtof(text.c_str(), &rest);
    // Asked so that what is no number is refused, too.
    const bool possible = px_per_mm >= 1 && px_per_mm <= 40;
    return possible && *rest == '\0';
}

}  // namespace

std::optional<bool> take_screen_option(std::string_view name, const std::string& value,
                                       ScreenOptions& options) {
    if (name == "--size") return parse_size(value, options.size);
    if (name == "--px-per-mm") return parse_density(value, options.px_per_mm);
    if (name == "--data")
        options.data = value;
    else if (name == "--theme")
        options.theme = value;
    else if (name == "--language")
        options.language = value;
    else
        return std::nullopt;
    return true;
}

Result<App> open_app(Machine& machine, const ScreenOptions& options, DeviceBundle& devices,
                     const Backgrounds& backgrounds) {
    ui::UiStrings strings =
        TRY(ui::UiStrings::load(machine.files, assets_folder(), options.language));
    return App::open({machine.files,
                      machine.clock,
                      machine.random,
                      devices,
                      {},
                      backgrounds.usual,
                      backgrounds.devices},
                     DataFolder(options.data), std::move(strings));
}

Result<ui::Ui> open_ui(Machine& machine, const ScreenOptions& options) {
    ui::Ui ui =
        TRY(ui::Ui::create(machine.files, {assets_folder(), options.theme, options.language}));
    ui.set_pictures(&machine.pictures);
    return ui;
}

float density(const ScreenOptions& options, const std::optional<float>& display,
              canvas::Size size) {
    if (options.px_per_mm > 0) return options.px_per_mm;
    return display.value_or(usual_px_per_mm(size));
}

}  // namespace hall::kiosk
