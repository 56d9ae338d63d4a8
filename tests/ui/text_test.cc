#include "kiosk/ui/text/text.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "kiosk/ui/text/line_break.h"
#include "sync/core/json.h"
#include "sync/core/utf8.h"
#include "tests/catch.h"

namespace hall::kiosk::ui {

namespace {

constexpr int em = 32;

Fonts& fonts() {
    static Fonts loaded = VALUE(Fonts::open(FontFiles::of_debian()));
    return loaded;
}

TextBlock laid_out(std::string_view text, TextShape shape) {
    const TextPart part = {text, false};
    return typeset(std::span(&part, 1), shape, fonts());
}

TextBlock laid_out(std::string_view text, int wrap_px) {
    return laid_out(text, {.em_px = em, .wrap_px = wrap_px});
}

// The lines as text, without their blanks.
std::vector<std::string> lines_of(const TextBlock& block) {
    std::vector<std::string> lines;
    for (const TextLine& line : block.lines) {
        std::string text;
        for (std::uint32_t i = 0; i < line.count; ++i) {
            append_utf8(text, block.glyphs[line.first + i].character);
        }
        lines.push_back(text);
    }
    return lines;
}

std::vector<char32_t> characters_of(std::string_view text) {
    std::vector<Letter> letters;
    add_letters(text, false, letters);
    std::vector<char32_t> characters;
    for (const Letter& letter : letters) characters.push_back(letter.character);
    return characters;
}

bool may_not_begin(char32_t c) {
    return std::u32string_view(U"，。、；：？！）》」』】〉”’％…").find(c) !=
           std::u32string_view::npos;
}

bool may_not_end(char32_t c) {
    return std::u32string_view(U"（《「『【〈“‘￥").find(c) != std::u32string_view::npos;
}

// Characters that must never be drawn: they turn the order around, or cannot be seen.
bool is_hidden(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || (c < 0x20 && c != '\n') ||
           (c >= 0x7F && c < 0xA0) || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xE0000 && c <= 0xE0FFF);
}

}  // namespace

TEST_CASE("a line holds what fits and the rest goes to the next") {
    REQUIRE(lines_of(laid_out("村务公开党建之家", 4 * em)) ==
            std::vector<std::string>{"村务公开", "党建之家"});
    REQUIRE(laid_out("村务公开", 4 * em).width_px == 4 * em);
}

TEST_CASE("no closing mark begins a line and no opening mark ends one") {
    const std::string text =
        "他说：“小麦（条锈病）”，防治！补贴￥1,250.50元，增产12.5%。《土地承包法》第三十条……自愿；"
        "〈甲〉、乙；丙？“丁”『戊』【己】（庚）。";
    for (int wrap = 3 * em; wrap < 20 * em; wrap += 7) {
        const TextBlock block = laid_out(text, wrap);
        INFO(wrap);
        if (block.word_broken) continue;
        for (std::size_t i = 0; i < block.lines.size(); ++i) {
            const TextLine& line = block.lines[i];
            REQUIRE(line.width_px <= wrap);
            const char32_t first = block.glyphs[line.first].character;
            const char32_t last = block.glyphs[line.first + line.count - 1].character;
            if (i > 0) REQUIRE_FALSE(may_not_begin(first));
            REQUIRE_FALSE(may_not_end(last));
        }
    }
}

TEST_CASE("numbers, words and units stay in one piece") {
    REQUIRE(lines_of(laid_out("现在结余160,944.98元", 6 * em)) ==
            std::vector<std::string>{"现在结余", "160,944.98", "元"});
    REQUIRE(lines_of(laid_out("村里花了128元", 6 * em)) ==
            std::vector<std::string>{"村里花了", "128元"});
    REQUIRE(lines_of(laid_out("每亩标准元/亩", 5 * em + 5)) ==
            std::vector<std::string>{"每亩标准", "元/亩"});
    REQUIRE(lines_of(laid_out("请看说明WiFi密码", 5 * em)) ==
            std::vector<std::string>{"请看说明", "WiFi密码"});
}

TEST_CASE("the last character of a text has company in its line") {
    REQUIRE(lines_of(laid_out("医保登记一个组一个组喊到", 11 * em)) ==
            std::vector<std::string>{"医保登记一个组一个组", "喊到"});
    REQUIRE(lines_of(laid_out("村里的钱怎么花了。\n大家看看吧！", 8 * em)) ==
            std::vector<std::string>{"村里的钱怎么", "花了。", "大家看看吧！"});
    REQUIRE(lines_of(laid_out("大家都来看看吧！\n好", 6 * em)) ==
            std::vector<std::string>{"大家都来看", "看吧！", "好"});
    // Where a line holds no more, it stands alone rather than outside.
    REQUIRE(lines_of(laid_out("下一屏", em)) == std::vector<std::string>{"下", "一", "屏"});
    REQUIRE_FALSE(laid_out("下一屏", em).word_broken);
}

TEST_CASE("a date is not torn while there is another place") {
    REQUIRE(lines_of(laid_out("时间12月1日上午", 4 * em)) ==
            std::vector<std::string>{"时间", "12月1日", "上午"});
    REQUIRE_FALSE(laid_out("1月1", em * 3 / 2 + 1).word_broken);
}

TEST_CASE("a heading that cannot keep all its words keeps those it can") {
    TextShape shape = {.em_px = em, .wrap_px = 4 * em, .phrases = true};
    // 水稻, 玉米 and 油菜: whole they would take a fifth line, so one of them is torn.
    REQUIRE(lines_of(laid_out("甲乙丙水稻丁玉米己庚辛油菜子丑", shape)) ==
            std::vector<std::string>{"甲乙丙水", "稻丁玉米", "己庚辛", "油菜子丑"});
    shape.balanced = true;
    shape.wrap_px = 6 * em;
    REQUIRE(lines_of(laid_out("老人的身份证号码", shape)) ==
            std::vector<std::string>{"老人的", "身份证号码"});
}

TEST_CASE("the dot between two things goes where a line's end parts them") {
    REQUIRE(lines_of(laid_out("村便民服务厅 · 11月3日", 7 * em)) ==
            std::vector<std::string>{"村便民服务厅", "11月3日"});
    REQUIRE(lines_of(laid_out("镇里 · 11月3日", 12 * em)) ==
            std::vector<std::string>{"镇里·11月3日"});
    // In a name it is part of a word.
    REQUIRE(lines_of(laid_out("阿依·买买提", 3 * em)) ==
            std::vector<std::string>{"阿依·", "买买提"});
}

TEST_CASE("no line of a heading ends with one character after a pause") {
    const std::string title = "果树修剪、月嫂、电工";
    TextShape shape = {.em_px = em, .wrap_px = 6 * em, .phrases = true};
    REQUIRE(lines_of(laid_out(title, shape)) ==
            std::vector<std::string>{"果树修剪、", "月嫂、电工"});
    // Plain text ends its lines where they are full: a narrow column has no room to give.
    REQUIRE(lines_of(laid_out(title, 6 * em)).front() == "果树修剪、月");
    // Where there is no other place, the line ends there after all.
    shape.wrap_px = em * 3 / 2;
    REQUIRE(laid_out("好、月嫂", shape).lines.size() > 2);
}

TEST_CASE("a short remark in brackets is not torn apart") {
    REQUIRE(lines_of(laid_out("名单公示（2户）", 6 * em)) ==
            std::vector<std::string>{"名单公示", "（2户）"});
    REQUIRE(laid_out("（这是一句很长很长的话）", 5 * em).lines.size() == 3);
}

TEST_CASE("a word wider than the line is broken rather than cut") {
    const std::string word(60, 'w');
    const TextBlock block = laid_out(word, 5 * em);
    REQUIRE(block.word_broken);
    REQUIRE(block.lines.size() > 1);
    std::size_t count = 0;
    for (const TextLine& line : block.lines) {
        REQUIRE(line.width_px <= 5 * em);
        count += line.count;
    }
    REQUIRE(count == word.size());
}

TEST_CASE("lines end where the text says so, and empty ones count") {
    REQUIRE(laid_out("一\n二\r\n三\r四", 0).lines.size() == 4);
    REQUIRE(laid_out("一\n\n二", 0).lines.size() == 3);
    REQUIRE(laid_out("一\n", 0).lines.size() == 1);
}

TEST_CASE("blanks alone are no text") {
    REQUIRE(laid_out("", 100).lines.empty());
    REQUIRE(laid_out("  \xE3\x80\x80 ", 100).lines.empty());
    REQUIRE(laid_out("", 100).height_px() == 0);
}

TEST_CASE("a label in two lines has lines of like length") {
    const TextShape shape = {.em_px = em, .wrap_px = 3 * em + 10, .balanced = true};
    REQUIRE(lines_of(laid_out("读给我听", shape)) == std::vector<std::string>{"读给", "我听"});
}

TEST_CASE("a heading's lines end between words, if it takes no more of them for that") {
    const std::string title = "2026年第三季度收支公开表";
    TextShape shape = {.em_px = em, .wrap_px = 9 * em, .balanced = true};
    REQUIRE(lines_of(laid_out(title, shape)) ==
            std::vector<std::string>{"2026年第三季度", "收支公开表"});
    // Plain text ends its lines where they are full.
    shape.balanced = false;
    REQUIRE(lines_of(laid_out(title, shape)).front() != "2026年第三季度");
    // One more line would be a high price.
    shape = {.em_px = em, .wrap_px = 3 * em, .balanced = true};
    REQUIRE(lines_of(laid_out("收支季度公开", shape)) ==
            std::vector<std::string>{"收支季", "度公开"});
}

TEST_CASE("titles break at their blanks if their phrases fit") {
    const std::string title = "2018年第一季度 收支公开表";
    TextShape shape = {.em_px = em, .wrap_px = 9 * em, .phrases = true};
    REQUIRE(lines_of(laid_out(title, shape)) ==
            std::vector<std::string>{"2018年第一季度", "收支公开表"});
    shape.wrap_px = 4 * em;
    REQUIRE(laid_out(title, shape).lines.size() > 2);
    REQUIRE_FALSE(laid_out(title, shape).word_broken);
}

TEST_CASE("figures are of equal width") {
    const int width = fonts().advance('0', {em, false});
    const int strong = fonts().advance('0', {em, true});
    for (char32_t c = '1'; c <= '9'; ++c) {
        REQUIRE(fonts().advance(c, {em, false}) == width);
        REQUIRE(fonts().advance(c, {em, true}) == strong);
    }
}

TEST_CASE("what turns the order of a text around, or cannot be seen, is dropped") {
    REQUIRE(characters_of("发票\u202Egnp.exe") == characters_of("发票gnp.exe"));
    REQUIRE(characters_of("低\u200B保\u200D申\uFEFF请") == characters_of("低保申请"));
    REQUIRE(characters_of("\u2067مرحبا\u2069") == characters_of("مرحبا"));
    REQUIRE(characters_of(std::string_view("响\a铃\0空", 11)) == characters_of("响铃空"));
    REQUIRE(characters_of("辻\U000E0100") == characters_of("辻"));
}

TEST_CASE("bytes that are no UTF-8 become the replacement character") {
    REQUIRE(characters_of("\xFF"
                          "a") == std::vector<char32_t>{0xFFFD, 'a'});
}

TEST_CASE("an emoji made of several is one box") {
    REQUIRE(characters_of("👨‍🌾").size() == 1);
    REQUIRE(characters_of("👩🏽‍🌾").size() == 1);
    REQUIRE(characters_of("👨‍👩‍👧").size() == 1);
    REQUIRE(characters_of("🇨🇳").size() == 1);
    REQUIRE(characters_of("🇨🇳🇨🇳").size() == 2);
}

TEST_CASE("a combining mark stands over its letter and takes no room") {
    const TextBlock plain = laid_out("Zhang", 0);
    const TextBlock marked = laid_out("Zha\u0304ng", 0);
    REQUIRE(marked.width_px == plain.width_px);
    REQUIRE(marked.lines.size() == 1);
}

TEST_CASE("newer rare characters break like all others") {
    // Ext G: unknown to the Unicode version of libunibreak.
    const TextBlock block = laid_out("𰻝𰻞𰻝𰻞𰻝𰻞", 2 * em + 5);
    REQUIRE(block.lines.size() == 3);
    REQUIRE_FALSE(block.word_broken);
}

TEST_CASE("no character stops the program") {
    // libunibreak 1.1 asserts on regional indicators and on U+FFFF.
    std::vector<Letter> letters;
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        letters.push_back({c});
        if (c % 3 == 0) letters.push_back({U'a'});
    }
    find_breaks(letters);
    for (const char32_t c : {char32_t{0x1F1E8}, char32_t{0xFFFF}, char32_t{0x10FFFF}}) {
        std::string text = "村";
        append_utf8(text, c);
        append_utf8(text, c);
        REQUIRE(laid_out(text, 40).lines.size() >= 1);
    }
}

TEST_CASE("all texts made to torture a layout are laid out in full") {
    for (const char* path :
         {HALL_SOURCE_DIR "/tests/ui/torture.json", HALL_SHARED_DIR "/data/text/torture.json"}) {
        std::ifstream file(path);
        if (!file) {
            WARN("skipped: " << path << " is not there");
            continue;
        }
        std::stringstream text;
        text << file.rdbuf();
        const Json cases = Json::parse(text.str());
        REQUIRE(cases.size() == 46);
        for (const Json& torture : cases) {
            const std::string what = torture.value("text", "");
            INFO(torture.value("id", ""));
            for (const int wrap : {40, 300, 900}) {
                const TextBlock block = laid_out(what, wrap);
                std::size_t glyphs = 0;
                for (const TextLine& line : block.lines) {
                    glyphs += line.count;
                    // One character is drawn however narrow the line.
                    REQUIRE((line.width_px <= wrap || line.count <= 1));
                }
                REQUIRE(glyphs == block.glyphs.size());
                for (const PlacedGlyph& glyph : block.glyphs) {
                    REQUIRE_FALSE(is_hidden(glyph.character));
                }
            }
        }
    }
}

TEST_CASE("what is drawn frame after frame is laid out once") {
    TextCache cache;
    const TextPart part = {"村务公开", false};
    const TextShape shape = {.em_px = em, .wrap_px = 100};
    cache.begin_frame();
    const TextBlock* first = &cache.block(std::span(&part, 1), shape, fonts());
    cache.begin_frame();
    REQUIRE(&cache.block(std::span(&part, 1), shape, fonts()) == first);
    const TextPart strong = {"村务公开", true};
    REQUIRE(&cache.block(std::span(&strong, 1), shape, fonts()) != first);
    REQUIRE(cache.size() == 2);
}

TEST_CASE("the cache lets go of what is no longer drawn") {
    TextCache cache;
    for (int frame = 0; frame < 40; ++frame) {
        cache.begin_frame();
        for (int i = 0; i < 500; ++i) {
            const std::string text = std::to_string(frame) + "-" + std::to_string(i);
            const TextPart part = {text, false};
            cache.block(std::span(&part, 1), {.em_px = em}, fonts());
        }
    }
    REQUIRE(cache.size() < 6000);
}

}  // namespace hall::kiosk::ui
