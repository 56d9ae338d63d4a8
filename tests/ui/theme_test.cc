#include "kiosk/ui/frame/theme.h"

#include "kiosk/ui/access/audit.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/frame/measures.h"
#include "sync/core/json.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

namespace hall::kiosk::ui {

namespace {

constexpr float text_contrast = 7;
constexpr float shape_contrast = 3;
constexpr std::string_view accent_names[] = {"affairs", "services", "farming",
                                             "goods",   "rating",   "photos"};

const Path assets = HALL_SOURCE_DIR "/assets";

Theme loaded(std::string_view name) {
    DiskFiles files;
    return VALUE(load_theme(files, assets, name));
}

// The standard theme with one member changed.
Result<Theme> with_member(const std::string& name, Json value) {
    DiskFiles files;
    TempFolder folder;
    Json json = VALUE(parse_json(VALUE(files.read(assets / "theme" / "standard.json", 1 << 20))));
    if (value.is_null())
        json.erase(name);
    else
        json[name] = std::move(value);
    REQUIRE_OK(files.make_folder(folder.path() / "theme"));
    REQUIRE_OK(files.write_durably(folder.path() / "theme" / "broken.json", json.dump(),
                                   FileMode::shared));
    return load_theme(files, folder.path(), "broken");
}

}  // namespace

TEST_CASE("every pair of ink and paper that is used has the contrast elders need") {
    for (const char* name : {"standard", "contrast"}) {
        const Theme theme = loaded(name);
        INFO(name);
        for (const Colour paper : {theme.background, theme.card, theme.shade}) {
            REQUIRE(contrast_ratio(theme.ink, paper) >= text_contrast);
            REQUIRE(contrast_ratio(theme.ink_soft, paper) >= text_contrast);
        }
        for (const Colour paper : {theme.background, theme.card}) {
            REQUIRE(contrast_ratio(theme.good, paper) >= text_contrast);
            REQUIRE(contrast_ratio(theme.warn, paper) >= text_contrast);
            REQUIRE(contrast_ratio(theme.edge, paper) >= shape_contrast);
        }
        // The bang in its disc, and the toast.
        REQUIRE(contrast_ratio(theme.on_deep, theme.warn) >= text_contrast);
        REQUIRE(contrast_ratio(theme.on_deep, theme.ink) >= text_contrast);
        for (const std::string_view accent_name : accent_names) {
            INFO(accent_name);
            const Tint accent = theme.accent(accent_name);
            REQUIRE(contrast_ratio(theme.on_deep, accent.deep) >= text_contrast);
            REQUIRE(contrast_ratio(accent.deep, theme.card) >= text_contrast);
            REQUIRE(contrast_ratio(accent.deep, theme.background) >= text_contrast);
            REQUIRE(contrast_ratio(accent.deep, accent.pale) >= text_contrast);
            REQUIRE(contrast_ratio(theme.ink, accent.pale) >= text_contrast);
            REQUIRE(contrast_ratio(theme.ink_soft, accent.pale) >= text_contrast);
        }
    }
}

TEST_CASE("an unknown accent is that of services") {
    const Theme theme = loaded("standard");
    REQUIRE(theme.accent("nothing").deep == theme.accent("services").deep);
    REQUIRE(theme.accent("affairs").deep == 0x8A2118);
}

TEST_CASE("a theme that is not there is not found") {
    DiskFiles files;
    REQUIRE_ERROR(Errc::not_found, load_theme(files, assets, "midnight"));
}

TEST_CASE("a theme says which of its members is wrong") {
    for (const auto& [name, value] : {std::pair<std::string, Json>{"ink", nullptr},
                                      {"ink", "black"},
                                      {"ink", 7},
                                      {"small_mm", 5.9},
                                      {"target_mm", 14},
                                      {"gap_mm", 2},
                                      {"body_mm", "8"}}) {
        const Result<Theme> theme = with_member(name, value);
        REQUIRE_ERROR(Errc::corrupt, theme);
        REQUIRE(theme.error().message().find(name) != std::string::npos);
    }
}

TEST_CASE("small screens get smaller measures, never below what elders need") {
    const Theme theme = loaded("standard");
    const Measures large = measures_of(theme, {1080, 1920, 4.03F, 1});
    for (const Viewport& view :
         {Viewport{800, 480, 5.2F, 1}, Viewport{1280, 800, 5.9F, 1}, Viewport{480, 272, 5.2F, 1}}) {
        const Measures small = measures_of(theme, view);
        const auto mm = [&](float px) { return px / view.px_per_mm; };
        REQUIRE(mm(static_cast<float>(small.small)) >= 6);
        REQUIRE(mm(static_cast<float>(small.least)) >= 6);
        REQUIRE(mm(small.target) >= 15);
        REQUIRE(mm(small.target_least) >= 15);
        REQUIRE(mm(small.gap) >= 3);
        REQUIRE(mm(small.gap_least) >= 3);
        REQUIRE(small.body >= small.small);
        REQUIRE(small.heading >= small.body);
        REQUIRE(mm(static_cast<float>(small.heading)) <
                static_cast<float>(large.heading) / large.px_per_mm);
    }
}

TEST_CASE("text grows with the text step, targets and gaps do not") {
    const Theme theme = loaded("standard");
    const Measures once = measures_of(theme, {1080, 1920, 4.03F, 1});
    const Measures twice = measures_of(theme, {1080, 1920, 4.03F, 2});
    REQUIRE(twice.body >= 2 * once.body - 1);
    REQUIRE(twice.target == once.target);
    REQUIRE(twice.gap == once.gap);
    REQUIRE(twice.least == once.least);
}

}  // namespace hall::kiosk::ui
