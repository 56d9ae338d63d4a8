#include "kiosk/app/effects/display_effects.h"

#include <utility>

#include "kiosk/app/effects/panel_file.h"
#include "sync/core/assets.h"
#include "sync/core/log.h"

namespace hall::kiosk {

// What was loaded says its dates in the old language until it is loaded again; the home
// screen and the frame at once.
std::vector<Intent> DisplayEffects::act(const UseLanguage& request) {
    const std::string& wanted = request.language.empty() ? language_ : request.language;
    Result<ui::UiStrings> loaded = ui::UiStrings::load(files_, assets_folder(), wanted);
    if (!loaded.ok()) {
        log_line(LogLevel::error, "no_words", {{"reason", loaded.error().text()}});
        return {};
    }
    strings_ = std::move(loaded).value();
    return content_.act(LoadHome{});
}

std::vector<Intent> DisplayEffects::act(const StorePanel& request) {
    const Result<void> stored = store_panel(files_, panel_file_, request.panel);
    if (!stored.ok())
        log_line(LogLevel::error, "panel_not_stored", {{"reason", stored.error().text()}});
    return {PanelStored{request.panel, !stored.ok()}};
}

}  // namespace hall::kiosk
