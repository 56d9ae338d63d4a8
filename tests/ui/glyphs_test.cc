// Glyphs on the screen: which are drawn, and how long their pictures are kept.

#include <set>

#include "kiosk/ui/frame/ui_state.h"
#include "kiosk/ui/text/fonts.h"
#include "kiosk/ui/widgets/widgets.h"
#include "sync/core/utf8.h"
#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

using namespace hall::kiosk::ui;

// A page of characters, none of them twice.
std::string page_of(char32_t first, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) append_utf8(text, first + static_cast<char32_t>(i));
    return text;
}

// The pixels of one character drawn large, alone on the screen.
std::vector<std::uint32_t> drawn(BenchScreen& screen, char32_t character) {
    std::string text;
    append_utf8(text, character);
    screen.show([&](Frame& frame) {
        screen_frame(frame, {.title = "字"});
        heading(frame, text);
    });
    screen.settle();
    return screen.pixels();
}

}  // namespace

TEST_CASE("characters beyond 16 bits are drawn as themselves") {
    BenchScreen screen;
    std::set<std::vector<std::uint32_t>> pictures;
    pictures.insert(drawn(screen, 0x25A1));  // the box of what nobody has
    pictures.insert(drawn(screen, 0x20));    // nothing at all
    const char32_t rare[] = {0x20164, 0x21336, 0x21413, 0x2348D, 0x2B5AF, 0x2CB4E, 0x2A6D6};
    for (const char32_t c : rare) pictures.insert(drawn(screen, c));
    REQUIRE(pictures.size() == std::size(rare) + 2);
    // The low 16 bits alone would be another character.
    REQUIRE(drawn(screen, 0x20164) != drawn(screen, 0x0164));
}

TEST_CASE("text is fitted to the pixels of coarse screens and left alone on fine ones") {
    BenchScreen screen;
    const auto hinting_at = [&](float px_per_mm) {
        Hinting found = Hinting::none;
        screen.view().px_per_mm = px_per_mm;
        screen.show([&](Frame& frame) { found = frame.fonts().hinting(); });
        screen.settle();
        return found;
    };
    REQUIRE(hinting_at(4.03F) == Hinting::light);
    REQUIRE(hinting_at(5.9F) == Hinting::light);
    REQUIRE(hinting_at(8.06F) == Hinting::none);
    REQUIRE(hinting_at(4.03F) == Hinting::light);
}

TEST_CASE("a screen of 2160 by 3840 at the largest step has room for all its characters") {
    BenchScreen screen({2160, 3840, 8.06F, 2});
    bool all_there = true;
    screen.show([&](Frame& frame) {
        const int em_px = frame.state().measures.body;
        const int per_screen = 2160 * 3840 / (em_px * em_px);
        for (int i = 0; i < per_screen; ++i) {
            const auto c = static_cast<char32_t>(0x4E00 + i);
            all_there = frame.fonts().glyph(c, {em_px, true}, frame.state().sheet) && all_there;
        }
    });
    screen.frame();
    REQUIRE(all_there);
}

TEST_CASE("pictures of glyphs are kept while there are few and let go when there are many") {
    BenchScreen screen;
    std::string text = page_of(0x4E00, 200);
    std::int64_t kept_px = 0;
    std::int64_t kept_px_most = 0;
    screen.show([&](Frame& frame) {
        screen_frame(frame, {.title = "字"});
        begin_scroll(frame, "characters");
        paragraph(frame, text);
        end_scroll(frame);
        kept_px = frame.fonts().pictures_px();
        kept_px_most = std::max(kept_px_most, kept_px);
    });
    screen.settle();
    const std::uint32_t generation = screen.ui().sheet().generation();
    // To and fro between two pages nothing is drawn anew.
    for (int i = 0; i < 10; ++i) {
        text = page_of(i % 2 == 0 ? 0x4F00 : 0x4E00, 200);
        screen.settle();
    }
    REQUIRE(screen.ui().sheet().generation() == generation);
    const std::int64_t two_pages_px = kept_px;
    REQUIRE(two_pages_px > 0);
    screen.settle();
    REQUIRE(kept_px == two_pages_px);

    screen.view().text_scale = 2;
    for (int page = 0; page < 100; ++page) {
        text = page_of(0x4E00 + static_cast<char32_t>(page) * 200, 200);
        screen.settle();
    }
    REQUIRE(screen.ui().sheet().generation() > generation);
    constexpr std::int64_t kept_px_max = std::int64_t{4} << 20;
    constexpr std::int64_t screen_px = std::int64_t{1080} * 1920;
    REQUIRE(kept_px_most <= kept_px_max + screen_px);
}

}  // namespace hall::kiosk
