#include "kiosk/app/effects/panel_file.h"

#include <cmath>

#include "sync/core/json.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

constexpr std::uint64_t bytes_max = 1000;

// A display that was not measured has px_per_mm 0.
bool can_be(const Panel& panel) {
    const bool density = panel.px_per_mm == 0 ||
                         (panel.px_per_mm >= px_per_mm_min && panel.px_per_mm <= px_per_mm_max);
    return density && panel.foot_mm >= foot_mm_min && panel.foot_mm <= foot_mm_max;
}

Result<Panel> parse_panel(std::string_view text) {
    const Json json = TRY(parse_json(text));
    Panel panel;
    panel.px_per_mm = static_cast<float>(TRY(integer_member(json, "px_per_m"))) / 1000;
    panel.foot_mm = static_cast<float>(TRY(integer_member(json, "foot_mm")));
    if (!can_be(panel)) return Error(Errc::corrupt, "no screen is like this");
    return panel;
}

}  // namespace

Panel load_panel(Files& files, const Path& file) {
    const Result<std::string> text = files.read(file, bytes_max);
    if (!text.ok()) return {};
    const Result<Panel> panel = parse_panel(text.value());
    if (panel.ok()) return panel.value();
    log_line(LogLevel::warning, "panel_unreadable", {{"reason", panel.error().text()}});
    return {};
}

Result<void> store_panel(Files& files, const Path& file, const Panel& panel) {
    if (!can_be(panel)) return Error(Errc::refused, "no screen is like this");
    return files.write_durably(file,
                               json_line({{"px_per_m", std::lround(panel.px_per_mm * 1000)},
                                          {"foot_mm", std::lround(panel.foot_mm)}}),
                               FileMode::shared);
}

}  // namespace hall::kiosk
