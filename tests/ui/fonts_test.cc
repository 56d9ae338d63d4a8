#include "kiosk/ui/text/fonts.h"

#include <iconv.h>

#include <fstream>
#include <optional>
#include <string>

#include "sync/core/utf8.h"
#include "tests/catch.h"

namespace hall::kiosk::ui {

namespace {

Fonts loaded() {
    return VALUE(Fonts::open(FontFiles::of_debian()));
}

// The characters of GB/T 2312, both levels: what newspapers and forms are made of.
std::vector<char32_t> common_characters() {
    const iconv_t converter = iconv_open("UTF-8", "GB2312");
    REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
    std::vector<char32_t> characters;
    for (int row = 0xB0; row <= 0xF7; ++row) {
        for (int cell = 0xA1; cell <= 0xFE; ++cell) {
            char from[2] = {static_cast<char>(row), static_cast<char>(cell)};
            char to[8] = {};
            char* in = from;
            char* out = to;
            std::size_t in_left = sizeof from;
            std::size_t out_left = sizeof to;
            if (iconv(converter, &in, &in_left, &out, &out_left) != 0) continue;
            std::string_view text(to, sizeof to - out_left);
            characters.push_back(next_character(text));
        }
    }
    iconv_close(converter);
    return characters;
}

// Kibibytes of a mapped file that stand in the memory of this process; nothing if it is not
// mapped.
std::optional<long> resident_kib(const std::string& file) {
    std::ifstream maps("/proc/self/smaps");
    std::optional<long> kib;
    bool ours = false;
    for (std::string line; std::getline(maps, line);) {
        if (line.find(" kB") == std::string::npos) ours = line.ends_with(file);
        if (ours && line.starts_with("Rss:")) kib = kib.value_or(0) + std::stol(line.substr(4));
    }
    return kib;
}

}  // namespace

TEST_CASE("no common character needs a second font or a box") {
    Fonts fonts = loaded();
    const std::vector<char32_t> characters = common_characters();
    REQUIRE(characters.size() == 6763);
    for (const char32_t c : characters) REQUIRE(fonts.covers(c));
    REQUIRE(fonts.faces_open() == 0);
}

TEST_CASE("rare characters of villages and names are there") {
    Fonts fonts = loaded();
    for (const char32_t c :
         U"㭎岺𬭚𠅤㛃䶮𬭎𫍽𬘓𩽾𫖯㘵㙟㳇䃎䌷䩐𡌶𡐓𣒍") {
        if (c == 0) continue;
        INFO(static_cast<std::uint32_t>(c));
        REQUIRE(fonts.covers(c));
    }
}

TEST_CASE("a character the main font lacks comes from a rare font, opened only then") {
    canvas::GlyphSheet sheet(512, 512);
    Fonts fonts = loaded();
    fonts.glyph(U'村', {32, false}, sheet);
    REQUIRE(fonts.faces_open() == 0);
    const char32_t rare = 0x2A6D6;  // the last of Extension B, in HanaMinB alone
    REQUIRE(fonts.covers(rare));
    REQUIRE(fonts.faces_open() >= 1);
    const Glyph* glyph = fonts.glyph(rare, {32, false}, sheet);
    REQUIRE(glyph != nullptr);
    REQUIRE(glyph->slot.width > 8);
    REQUIRE(fonts.advance(rare, {32, false}) == 32);
}

TEST_CASE("signs and emoji come from the font of symbols, in one colour") {
    Fonts fonts = loaded();
    canvas::GlyphSheet sheet(512, 512);
    for (const char32_t c : U"🐔🦆🌾🌽☎") {
        if (c == 0) continue;
        INFO(static_cast<std::uint32_t>(c));
        REQUIRE(fonts.covers(c));
        REQUIRE(fonts.glyph(c, {32, false}, sheet)->slot.width > 8);
    }
}

TEST_CASE("without the rare fonts what they have is a box, and nothing stops") {
    FontFiles files = FontFiles::of_debian();
    files.rare = {"/nowhere/rare.ttf", HALL_SOURCE_DIR "/README.md"};
    Fonts fonts = VALUE(Fonts::open(files));
    canvas::GlyphSheet sheet(512, 512);
    REQUIRE(fonts.covers(U'村'));
    REQUIRE_FALSE(fonts.covers(0x2A6D6));
    REQUIRE(fonts.glyph(0x2A6D6, {32, false}, sheet)->slot.width > 8);
}

TEST_CASE("hinting changes the pictures, and old ones are not shown again") {
    Fonts fonts = loaded();
    canvas::GlyphSheet sheet(512, 512);
    const auto picture = [&](Hinting hinting) {
        fonts.set_hinting(hinting);
        const Glyph glyph = *fonts.glyph(U'量', {25, false}, sheet);
        std::string pixels;
        for (int y = 0; y < glyph.slot.height; ++y) {
            const auto* row = sheet.pixels() + (glyph.slot.v + y) * sheet.width() + glyph.slot.u;
            pixels.append(row, row + glyph.slot.width);
        }
        return pixels;
    };
    const std::string fitted = picture(Hinting::light);
    REQUIRE(picture(Hinting::none) != fitted);
    REQUIRE(picture(Hinting::light) == fitted);
}

TEST_CASE("what no font has is a box") {
    canvas::GlyphSheet sheet(512, 512);
    Fonts fonts = loaded();
    for (const char32_t c : {char32_t{0x323AF}, char32_t{0xE08B}, char32_t{0x0645}}) {
        REQUIRE_FALSE(fonts.covers(c));
        const Glyph* box = fonts.glyph(c, {32, false}, sheet);
        REQUIRE(box != nullptr);
        REQUIRE(box->slot.width > 8);
        REQUIRE(fonts.advance(c, {32, false}) == 32);
    }
}

TEST_CASE("a Chinese character is as wide as it is high, at every size") {
    Fonts fonts = loaded();
    for (const int em : {24, 31, 32, 48, 97}) {
        REQUIRE(fonts.advance(U'村', {em, false}) == em);
        REQUIRE(fonts.advance(U'村', {em, true}) == em);
    }
}

TEST_CASE("a glyph is drawn once and found again") {
    canvas::GlyphSheet sheet(512, 512);
    Fonts fonts = loaded();
    const Glyph* first = fonts.glyph(U'村', {32, false}, sheet);
    REQUIRE(first == fonts.glyph(U'村', {32, false}, sheet));
    REQUIRE(first != fonts.glyph(U'村', {32, true}, sheet));
    REQUIRE(first != fonts.glyph(U'村', {33, false}, sheet));
    REQUIRE(fonts.glyph(U' ', {32, false}, sheet)->slot.width == 0);
}

TEST_CASE(
    "a font's pages leave the memory when a frame has its glyphs, and come back for the next") {
    const std::string regular = "/NotoSansCJK-Regular.ttc";
    canvas::GlyphSheet sheet(512, 512);
    Fonts fonts = loaded();
    for (const char32_t c : {U'村', U'务', U'公', U'开'}) {
        fonts.rest();
        REQUIRE(resident_kib(regular) == 0);
        REQUIRE(fonts.advance(c, {32, false}) == 32);
        REQUIRE(fonts.glyph(c, {32, false}, sheet)->slot.width > 20);
        REQUIRE(resident_kib(regular) > 0);
    }
}

TEST_CASE("the bold font is opened when something strong is first drawn") {
    const std::string bold = "/NotoSansCJK-Bold.ttc";
    canvas::GlyphSheet sheet(512, 512);
    Fonts fonts = loaded();
    fonts.glyph(U'村', {32, false}, sheet);
    REQUIRE_FALSE(resident_kib(bold).has_value());
    fonts.glyph(U'村', {32, true}, sheet);
    REQUIRE(resident_kib(bold).has_value());
    fonts.rest();
    REQUIRE(resident_kib(bold) == 0);
}

TEST_CASE("a full sheet is told, and after clearing it glyphs are drawn anew") {
    canvas::GlyphSheet sheet(64, 64);
    Fonts fonts = loaded();
    REQUIRE(fonts.glyph(U'村', {40, false}, sheet) != nullptr);
    REQUIRE(fonts.glyph(U'务', {40, false}, sheet) == nullptr);
    sheet.clear();
    fonts.forget_pictures();
    REQUIRE(fonts.glyph(U'务', {40, false}, sheet) != nullptr);
}

TEST_CASE("without a bold font the regular one is made heavier") {
    FontFiles files = FontFiles::of_debian();
    files.bold = {"/nowhere/bold.ttc"};
    Fonts fonts = VALUE(Fonts::open(files));
    canvas::GlyphSheet sheet(512, 512);
    const auto ink = [&](const Glyph& glyph) {
        long sum = 0;
        for (int y = 0; y < glyph.slot.height; ++y) {
            for (int x = 0; x < glyph.slot.width; ++x) {
                sum += sheet.pixels()[(glyph.slot.v + y) * sheet.width() + glyph.slot.u + x];
            }
        }
        return sum;
    };
    const long regular = ink(*fonts.glyph(U'村', {40, false}, sheet));
    const long strong = ink(*fonts.glyph(U'村', {40, true}, sheet));
    REQUIRE(strong > regular + regular / 10);
}

TEST_CASE("without any font there is nothing to draw with") {
    REQUIRE_ERROR(Errc::not_found, Fonts::open({.regular = {"/nowhere/regular.ttc"}}));
    REQUIRE_ERROR(Errc::not_found, Fonts::open({}));
    FontFiles files;
    files.regular = {HALL_SOURCE_DIR "/assets/theme/standard.json"};
    REQUIRE_ERROR(Errc::corrupt, Fonts::open(files));
}

}  // namespace hall::kiosk::ui
