#include "kiosk/ui/frame/theme.h"

#include <array>
#include <optional>

#include "sync/core/json.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::uint64_t theme_bytes_max = 64 << 10;

constexpr std::array<std::string_view, 6> accent_names = {"affairs", "services", "farming",
                                                          "goods",   "rating",   "photos"};
constexpr std::size_t accent_fallback = 1;  // services

// "#1E1B16"
std::optional<Colour> colour_of(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    Colour colour = 0;
    for (const char digit : text.substr(1)) {
        colour <<= 4;
        if (digit >= '0' && digit <= '9')
            colour |= static_cast<Colour>(digit - '0');
        else if (digit >= 'A' && digit <= 'F')
            colour |= static_cast<Colour>(digit - 'A' + 10);
        else
            return std::nullopt;
    }
    return colour;
}

Result<Colour> colour_member(const Json& object, std::string_view name) {
    const std::optional<Colour> colour = colour_of(TRY(string_member(object, name)));
    if (!colour) return Error(Errc::corrupt, std::string(name) + " is not a colour like #1E1B16");
    return *colour;
}

struct ThemeRange {
    float least = 0;
    float most = 0;
};

Result<float> measure_member(const Json& object, std::string_view name, ThemeRange range) {
    const Json* value = TRY(member(object, name));
    if (!value->is_number()) return Error(Errc::corrupt, std::string(name) + " is not a number");
    const float measure = value->get<float>();
    if (!(measure >= range.least && measure <= range.most)) {
        return Error(Errc::corrupt, std::string(name) + " is out of its range");
    }
    return measure;
}

Result<void> read_colours(const Json& json, Theme& theme) {
    theme.background = TRY(colour_member(json, "background"));
    theme.card = TRY(colour_member(json, "card"));
    theme.line = TRY(colour_member(json, "line"));
    theme.edge = TRY(colour_member(json, "edge"));
    theme.ink = TRY(colour_member(json, "ink"));
    theme.ink_soft = TRY(colour_member(json, "ink_soft"));
    theme.shade = TRY(colour_member(json, "shade"));
    theme.good = TRY(colour_member(json, "good"));
    theme.warn = TRY(colour_member(json, "warn"));
    theme.on_deep = TRY(colour_member(json, "on_deep"));
    const Json* accents = TRY(member(json, "accents"));
    for (std::size_t i = 0; i < accent_names.size(); ++i) {
        const Json* accent = TRY_IN("accents", member(*accents, accent_names[i]));
        theme.accents[i].deep = TRY_IN(accent_names[i], colour_member(*accent, "deep"));
        theme.accents[i].pale = TRY_IN(accent_names[i], colour_member(*accent, "pale"));
    }
    return {};
}

// The lower bounds are what an elder can read and hit; no theme goes below them.
Result<void> read_measures(const Json& json, Theme& theme) {
    theme.title_mm = TRY(measure_member(json, "title_mm", {6, 40}));
    theme.heading_mm = TRY(measure_member(json, "heading_mm", {6, 40}));
    theme.body_mm = TRY(measure_member(json, "body_mm", {6, 40}));
    theme.small_mm = TRY(measure_member(json, "small_mm", {6, 40}));
    theme.margin_mm = TRY(measure_member(json, "margin_mm", {3, 40}));
    theme.gap_mm = TRY(measure_member(json, "gap_mm", {3, 20}));
    theme.target_mm = TRY(measure_member(json, "target_mm", {15, 60}));
    theme.padding_mm = TRY(measure_member(json, "padding_mm", {1, 20}));
    theme.line_height = TRY(measure_member(json, "line_height", {1.2F, 2.5F}));
    theme.border_px = TRY(measure_member(json, "border_px", {1, 12}));
    theme.radius_of_height = TRY(measure_member(json, "radius_of_height", {0, 0.5F}));
    theme.radius_max_mm = TRY(measure_member(json, "radius_max_mm", {0, 20}));
    return {};
}

}  // namespace

Tint Theme::accent(std::string_view name) const {
    for (std::size_t i = 0; i < accent_names.size(); ++i) {
        if (accent_names[i] == name) return accents[i];
    }
    return accents[accent_fallback];
}

Result<Theme> load_theme(Files& files, const Path& assets, std::string_view name) {
    const std::string context = "theme " + std::string(name);
    const Path file = assets / "theme" / (std::string(name) + ".json");
    const std::string text = TRY_IN(context, files.read(file, theme_bytes_max));
    const Json json = TRY_IN(context, parse_json(text));
    Theme theme;
    TRY_IN(context, read_colours(json, theme));
    TRY_IN(context, read_measures(json, theme));
    return theme;
}

}  // namespace hall::kiosk::ui
