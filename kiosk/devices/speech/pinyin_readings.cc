#include "kiosk/devices/speech/pinyin_readings.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "kiosk/devices/speech/pinyin_table.h"
#include "kiosk/devices/speech/wipe.h"
#include "sync/core/check.h"
#include "sync/core/utf8.h"

#ifdef HALL_PINYIN_TABLE
// The packed table as it is; the linker maps it with the program.
asm(R"(
    .section .rodata
    .global hall_pinyin_table
    .global hall_pinyin_table_end
    .balign 16
hall_pinyin_table:
    .incbin ")" HALL_PINYIN_TABLE R"("
hall_pinyin_table_end:
    .byte 0
    .previous
)");
extern "C" const unsigned char hall_pinyin_table[];
extern "C" const unsigned char hall_pinyin_table_end[];
#endif

namespace hall::kiosk {

namespace {

constexpr int no_reading = -1;
constexpr int unknown_cost = 255;

struct Word {
    std::size_t length = 0;
    int cost = 0;
    std::array<int, pinyin_word_characters_max> syllables = {};
};

// The table that is linked in; empty without it.
class Table {
  public:
    Table() {
#ifdef HALL_PINYIN_TABLE
        const unsigned char* begin = hall_pinyin_table;
        CHECK(number(begin) == pinyin_magic);
        syllables_ = number(begin + 4);
        characters_ = number(begin + 8);
        words_ = number(begin + 12);
        syllable_bytes_ = begin + pinyin_header_bytes;
        character_bytes_ = syllable_bytes_ + 8 * syllables_;
        word_bytes_ = character_bytes_ + 8 * characters_;
        unit_bytes_ = word_bytes_ + 4 * words_;
        CHECK(unit_bytes_ + 2 * std::size_t{number(begin + 16)} == hall_pinyin_table_end);
#endif
    }

    bool is_there() const {
        return characters_ > 0;
    }

    std::string_view syllable(int number) const {
        const char* text = reinterpret_cast<const char*>(syllable_bytes_) + 8 * number;
        return {text, strnlen(text, 8)};
    }

    // The character's most common reading; false if it has none.
    bool single(char32_t character, Word& word) const {
        std::size_t low = 0;
        std::size_t high = characters_;
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            if (number(character_bytes_ + 8 * middle) < character) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == characters_ || number(character_bytes_ + 8 * low) != character) return false;
        const std::uint32_t entry = number(character_bytes_ + 8 * low + 4);
        word.length = 1;
        word.cost = static_cast<int>(entry & 0xFF);
        word.syllables[0] = static_cast<int>(entry >> 8);
        return true;
    }

    // The words of two characters and more with which `text` begins.
    template <typename Found>
    void words_at(std::u32string_view text, const Found& found) const {
        std::size_t low = 0;
        std::size_t high = words_;
        for (std::size_t length = 1; length <= pinyin_word_characters_max && length <= text.size();
             ++length) {
            const char32_t c = text[length - 1];
            if (c > 0xFFFF) return;
            low = bound(low, high, length, c);
            high = bound(low, high, length, c + 1);
            if (low == high) return;
            // The word that ends here comes before those that go on.
            if (length > 1 && length_of(low) == length) found(word(low));
        }
    }

  private:
    static std::uint32_t number(const unsigned char* at) {
        return at[0] | std::uint32_t{at[1]} << 8 | std::uint32_t{at[2]} << 16 |
               std::uint32_t{at[3]} << 24;
    }
    const unsigned char* units(std::size_t index) const {
        return unit_bytes_ + 2 * std::size_t{number(word_bytes_ + 4 * index) >> 8};
    }
    static std::uint32_t unit(const unsigned char* at) {
        return at[0] | std::uint32_t{at[1]} << 8;
    }
    std::size_t length_of(std::size_t index) const {
        return unit(units(index));
    }

    // The first word in [low, high), which share their first length - 1 characters, whose next
    // character is not less than `c`. A word that has ended is less than any.
    std::size_t bound(std::size_t low, std::size_t high, std::size_t length, char32_t c) const {
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            const unsigned char* at = units(middle);
            if (unit(at) < length || unit(at + 2 * length) < c) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Word word(std::size_t index) const {
        Word found;
        const unsigned char* at = units(index);
        found.length = unit(at);
        found.cost = static_cast<int>(number(word_bytes_ + 4 * index) & 0xFF);
        for (std::size_t i = 0; i < found.length; ++i)
            found.syllables[i] = static_cast<int>(unit(at + 2 * (1 + found.length + i)));
        return found;
    }

    std::size_t syllables_ = 0;
    std::size_t characters_ = 0;
    std::size_t words_ = 0;
    const unsigned char* syllable_bytes_ = nullptr;
    const unsigned char* character_bytes_ = nullptr;
    const unsigned char* word_bytes_ = nullptr;
    const unsigned char* unit_bytes_ = nullptr;
};

const Table& table() {
    static const Table linked;
    return linked;
}

// A syllable of the text, and whether a word begins with it.
struct Spoken {
    char32_t character = 0;
    std::string_view letters;  // without tone; empty for what has no reading
    char tone = '5';
    bool word_begins = false;
};

// The words that make a run of characters with readings most probable (Viterbi).
class Cutter {
  public:
    explicit Cutter(std::u32string_view text)
        : text_(text),
          cost_(text.size() + 1, std::numeric_limits<int>::max()),
          last_(text.size() + 1) {
        cost_[0] = 0;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            Word single;
            if (!table().single(text_[i], single)) {
                single.length = 1;
                single.cost = unknown_cost;
                single.syllables[0] = no_reading;
            }
            offer(i, single);
            table().words_at(text_.substr(i), [&](const Word& word) { offer(i, word); });
        }
    }

    std::vector<Spoken> spoken() const {
        std::vector<Spoken> all(text_.size());
        for (std::size_t end = text_.size(); end > 0;) {
            const Word& word = last_[end];
            const std::size_t begin = end - word.length;
            for (std::size_t i = 0; i < word.length; ++i) {
                Spoken& s = all[begin + i];
                s.character = text_[begin + i];
                s.word_begins = i == 0;
                if (word.syllables[i] == no_reading) continue;
                const std::string_view syllable = table().syllable(word.syllables[i]);
                s.letters = syllable.substr(0, syllable.size() - 1);
                s.tone = syllable.back();
            }
            end = begin;
        }
        return all;
    }

  private:
    void offer(std::size_t at, const Word& word) {
        const int cost = cost_[at] + word.cost;
        if (cost >= cost_[at + word.length]) return;
        cost_[at + word.length] = cost;
        last_[at + word.length] = word;
    }

    std::u32string_view text_;
    std::vector<int> cost_;
    std::vector<Word> last_;
};

bool is_counting(char32_t c) {
    return std::u32string_view(U"零一二三四五六七八九十百千万亿两幺第点").find(c) !=
           std::u32string_view::npos;
}

// 一 and 不: yi2 and bu2 before a fourth tone, yi4 before the others; in numbers and at the end
// of a word 一 keeps its tone.
void change_one_and_not(std::vector<Spoken>& all) {
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        const Spoken& next = all[i + 1];
        if (next.letters.empty()) continue;
        if (all[i].character == U'不' && all[i].letters == "bu" && next.tone == '4')
            all[i].tone = '2';
        if (all[i].character != U'一' || all[i].letters != "yi") continue;
        const bool in_number = i > 0 && is_counting(all[i - 1].character);
        const bool hundreds = next.character == U'百' || next.character == U'千' ||
                              next.character == U'万' || next.character == U'亿';
        const bool ordinal = next.character == U'月' || next.character == U'日' ||
                             next.character == U'号' || next.character == U'楼' ||
                             next.character == U'组' || next.character == U'级';
        const bool word_ends = next.word_begins && !all[i].word_begins;
        if (ordinal || word_ends || (in_number && !hundreds) ||
            (is_counting(next.character) && !hundreds))
            continue;
        if (hundreds && i > 0 && all[i - 1].character == U'第') continue;
        all[i].tone = next.tone == '4' || next.character == U'个' ? '2' : '4';
    }
}

// Third tones in a row: within a word all but the last rise, then between words.
void change_third_tones(std::vector<Spoken>& all) {
    for (const bool within : {true, false}) {
        for (std::size_t i = 0; i + 1 < all.size(); ++i) {
            Spoken& s = all[i];
            const Spoken& next = all[i + 1];
            if (s.tone == '3' && next.tone == '3' && !s.letters.empty() && !next.letters.empty() &&
                next.word_begins != within)
                s.tone = '2';
        }
    }
}

void write_run(std::u32string_view run, Sandhi sandhi, std::string& out) {
    std::vector<Spoken> all = Cutter(run).spoken();
    if (sandhi == Sandhi::spoken) {
        change_one_and_not(all);
        change_third_tones(all);
    }
    for (const Spoken& s : all) {
        // Behind a pause no space is needed.
        if (!out.empty() && out.back() > ' ') out += ' ';
        if (s.letters.empty()) {
            append_utf8(out, s.character);
        } else {
            out.append(s.letters) += s.tone;
        }
    }
    wipe_buffer(all);
}

}  // namespace

bool has_pinyin_readings() {
    return table().is_there();
}

std::string pinyin_of(std::string_view text, Sandhi sandhi) {
    if (!has_pinyin_readings()) return std::string(text);
    std::string out;
    out.reserve(3 * text.size() + 8);
    std::u32string run;
    run.reserve(text.size() + 1);
    while (!text.empty()) {
        const char32_t c = next_character(text);
        if (is_han(c)) {
            run += c;
            if (!text.empty()) continue;
        }
        if (!run.empty()) {
            write_run(run, sandhi, out);
            explicit_bzero(run.data(), run.size() * sizeof(char32_t));
            run.clear();
        }
        if (is_han(c)) continue;
        const bool latin = c < 0x80 && c != U' ';
        if (latin && !out.empty() && out.back() >= '1' && out.back() <= '5') out += ' ';
        append_utf8(out, c);
    }
    wipe_buffer(run);
    return out;
}

}  // namespace hall::kiosk
