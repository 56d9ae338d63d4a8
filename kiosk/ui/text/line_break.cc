#include "kiosk/ui/text/line_break.h"

#include <linebreak.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "kiosk/ui/text/unbreakable_phrases.h"
#include "sync/core/utf8.h"

namespace hall::kiosk::ui {

namespace {

struct CodePointRange {
    char32_t first;
    char32_t last;
};

template <std::size_t count>
bool lies_in(char32_t character, const CodePointRange (&ranges)[count]) {
    return std::any_of(std::begin(ranges), std::end(ranges), [&](const CodePointRange& range) {
        return character >= range.first && character <= range.last;
    });
}

constexpr char32_t joiner = 0x200D;

// No picture and no meaning to a reader: order overrides, zero widths, variant selectors,
// tags, skin tones of emoji, soft hyphens.
constexpr CodePointRange unseen[] = {
    {0x00AD, 0x00AD}, {0x034F, 0x034F},   {0x061C, 0x061C},   {0x115F, 0x1160}, {0x180B, 0x180F},
    {0x200B, 0x200F}, {0x202A, 0x202E},   {0x2060, 0x206F},   {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE0FFF},
};

constexpr CodePointRange marks[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
    {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x0F71, 0x0F84}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x20D0, 0x20FF}, {0x302A, 0x302F}, {0x3099, 0x309A}, {0xFE20, 0xFE2F},
};

constexpr CodePointRange symbols[] = {{0x2190, 0x2BFF}, {0x1F000, 0x1FAFF}};
constexpr CodePointRange flags[] = {{0x1F1E6, 0x1F1FF}};

// May not begin a line.
constexpr std::u32string_view closers =
    U"，。、；：？！）》」』】〉〕］｝”’％‰…—～·•％℃,.;:?!)]}%ー々";
// May not end one.
constexpr std::u32string_view decryptors = U"（《「『【〈〔［｛“‘￥¥([{$#";

constexpr std::u32string_view pauses = U"，、。：；？！";

bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}

bool ends_line(char32_t c) {
    return c == '\n' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// What the library is told. Version 1.1 stops the program at regional indicators and at
// U+FFFF, so all emoji and noncharacters stand as a Chinese character, between which lines
// may end.
char32_t as_known(char32_t c) {
    const bool emoji = c >= 0x1F000 && c < 0x20000;
    const bool noncharacter = (c & 0xFFFE) == 0xFFFE;
    return emoji || noncharacter ? 0x4E00 : c;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

// A short remark in brackets, （2户） or （元/亩）, stays in one line.
void keep_short_brackets(std::vector<Letter>& letters) {
    constexpr std::size_t inside_max = 3;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (letters[i].character != U'（') continue;
        const std::size_t last = std::min(letters.size() - 1, i + inside_max + 1);
        for (std::size_t end = i + 1; end <= last; ++end) {
            if (letters[end].character != U'）') continue;
            for (std::size_t k = i; k < end; ++k) {
                if (letters[k].after != Break::must) letters[k].after = Break::never;
            }
            break;
        }
    }
}

// The last character of a paragraph does not stand in a line of its own.
void keep_last_two(std::vector<Letter>& letters) {
    for (std::size_t i = letters.size(); i-- > 0;) {
        if (i + 1 < letters.size() && letters[i].after != Break::must) continue;
        std::size_t last = i;
        while (last > 0 && !is_han(letters[last].character) &&
               (letters[last].after == Break::must ||
                closers.find(letters[last].character) != closers.npos)) {
            --last;
        }
        if (last == 0 || !is_han(letters[last].character)) continue;
        Letter& before = letters[last - 1];
        if (is_han(before.character) && before.after == Break::may) before.after = Break::reluctant;
    }
}

// The longest known word that begins with this letter; 0 if none does.
std::size_t length_of_word(std::span<const Letter> letters) {
    std::size_t longest = 0;
    for (const std::u32string_view word : unbreakable_phrases) {
        if (word.size() <= longest || word.size() > letters.size()) continue;
        const bool is_here =
            std::equal(word.begin(), word.end(), letters.begin(),
                       [](char32_t c, const Letter& letter) { return c == letter.character; });
        if (is_here) longest = word.size();
    }
    return longest;
}

}  // namespace

void add_letters(std::string_view text, bool strong, std::vector<Letter>& letters) {
    char32_t before = 0;  // the character before this one, shown or not
    bool joined = false;  // a joiner stands before this one
    bool flag = false;    // the last letter is the first half of a flag
    while (!text.empty()) {
        char32_t c = next_character(text);
        if (c == '\r') {
            if (!text.empty() && text.front() == '\n') continue;
            c = '\n';
        }
        if (ends_line(c)) c = '\n';
        if (c == '\t') c = ' ';
        const bool last_was_symbol = !letters.empty() && lies_in(letters.back().character, symbols);
        if (c == joiner) {
            joined = last_was_symbol;
            continue;
        }
        if (lies_in(c, unseen) || (is_control(c) && c != '\n')) continue;
        const bool is_flag = lies_in(c, flags);
        const bool part_of_last =
            (joined && lies_in(c, symbols)) || (is_flag && flag && lies_in(before, flags));
        flag = is_flag && !part_of_last;
        joined = false;
        before = c;
        if (part_of_last) continue;
        const bool mark = lies_in(c, marks) && !letters.empty() && letters.back().character != '\n';
        letters.push_back({c, Break::never, mark, strong});
    }
}

void append_seen(std::string& to, std::string_view text) {
    // Nearly all text has none of the bytes that such characters begin with; what lies
    // between them is copied whole.
    const auto harmless = [](unsigned char byte) {
        return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t' ||
               (byte >= 0x80 && byte < 0xC2) || (byte > 0xE2 && byte < 0xEF);
    };
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (harmless(static_cast<unsigned char>(text[i]))) {
            ++i;
            continue;
        }
        std::string_view rest = text.substr(i);
        const char32_t c = next_character(rest);
        const std::size_t end = text.size() - rest.size();
        const bool control = is_control(c) && c != '\n' && c != '\t';
        if (lies_in(c, unseen) || control) {
            to += text.substr(copied, i - copied);
            copied = end;
        }
        i = end;
    }
    to += text.substr(copied);
}

void find_breaks(std::vector<Letter>& letters) {
    if (letters.empty()) return;
    std::vector<utf32_t> characters(letters.size());
    std::vector<char> breaks(letters.size());
    std::transform(letters.begin(), letters.end(), characters.begin(), [](const Letter& letter) {
        return static_cast<utf32_t>(as_known(letter.character));
    });
    init_linebreak();
    set_linebreaks_utf32(characters.data(), characters.size(), "zh", breaks.data());

    for (std::size_t i = 0; i + 1 < letters.size(); ++i) {
        const char32_t c = letters[i].character;
        const char32_t next = letters[i + 1].character;
        Break& after = letters[i].after;
        if (c == '\n') {
            after = Break::must;
            continue;
        }
        after = breaks[i] == LINEBREAK_ALLOWBREAK ? Break::may : Break::never;
        // Newer blocks of Chinese characters are unknown to older versions of the library.
        if (is_han(c) && is_han(next)) after = Break::may;
        const bool kept = letters[i + 1].mark || next == ' ' || next == '\n' ||
                          closers.find(next) != closers.npos ||
                          decryptors.find(c) != decryptors.npos || c == '/' ||
                          next == '/';  // 元/亩
        const bool counted = is_digit(c) && is_han(next);
        const bool in_date = (c == U'年' || c == U'月') && is_digit(next);
        if (after == Break::may && (counted || in_date)) after = Break::reluctant;
        if (kept) after = Break::never;
    }
    keep_short_brackets(letters);
    keep_last_two(letters);
}

void keep_words(std::vector<Letter>& letters) {
    std::span<Letter> rest = letters;
    bool after_pause = false;
    while (!rest.empty()) {
        const std::size_t length = std::max<std::size_t>(length_of_word(rest), 1);
        // After a pause its end, too: a word of one character would stand alone.
        const bool alone = after_pause && length == 1;
        for (Letter& letter : rest.first(alone ? 1 : length - 1)) {
            if (letter.after == Break::may) letter.after = Break::reluctant;
        }
        after_pause = pauses.find(rest[length - 1].character) != pauses.npos;
        rest = rest.subspan(length);
    }
}

}  // namespace hall::kiosk::ui
