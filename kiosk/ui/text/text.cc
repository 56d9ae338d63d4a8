#include "kiosk/ui/text/text.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

#include "kiosk/ui/text/line_break.h"

namespace hall::kiosk::ui {

namespace {

// A Chinese character's square lies from 0.88 em above the base line to 0.12 em below.
constexpr float ascent_em = 0.88F;

// Entries kept though nobody draws them any more; each is some hundred bytes.
constexpr std::size_t entries_kept = 4096;

constexpr char32_t middle_dot = 0xB7;

// Marks stacked higher than this would leave the line.
constexpr int marks_max = 2;

bool is_blank(char32_t c) {
    return c == ' ' || c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == '\n';
}

struct LineEnd {
    std::size_t end = 0;   // one past the last letter
    std::size_t next = 0;  // where the next line begins
};

// The letters of one text with their widths, and the ways to end its lines.
struct Measured {
    std::vector<Letter> letters;
    std::vector<int> advances;

    // The dot between two things: "镇里 · 11月3日". Where a line's end parts them it goes.
    bool is_parting_dot(std::size_t i) const {
        return i > 0 && i + 1 < letters.size() && letters[i].character == middle_dot &&
               letters[i - 1].character == ' ' && letters[i + 1].character == ' ';
    }

    std::size_t past_dot(std::size_t next) const {
        return next < letters.size() && is_parting_dot(next) ? next + 2 : next;
    }

    // Before the dot, which goes then, and nowhere else beside it.
    void break_before_dots() {
        for (std::size_t i = 1; i + 1 < letters.size(); ++i) {
            if (!is_parting_dot(i)) continue;
            letters[i - 1].after = Break::may;
            letters[i].after = letters[i + 1].after = Break::never;
        }
    }

    LineEnd line_from(std::size_t start, int wrap_px, bool& word_broken) const {
        // One past the letter; `start`: none yet.
        std::size_t last_break = start;
        std::size_t last_reluctant = start;
        int width = 0;
        for (std::size_t i = start; i < letters.size(); ++i) {
            if (letters[i].after == Break::must) return {i, i + 1};
            width += advances[i];
            if (wrap_px > 0 && width > wrap_px && i > start && !is_blank(letters[i].character)) {
                if (last_break > start) return {last_break, past_dot(last_break)};
                if (last_reluctant > start) return {last_reluctant, last_reluctant};
                word_broken = true;
                return {i, i};
            }
            if (letters[i].after == Break::may) last_break = i + 1;
            if (letters[i].after == Break::reluctant) last_reluctant = i + 1;
        }
        return {letters.size(), letters.size()};
    }

    std::size_t count_lines(int wrap_px, bool& word_broken) const {
        std::size_t count = 0;
        for (std::size_t start = 0; start < letters.size(); ++count) {
            start = line_from(start, wrap_px, word_broken).next;
        }
        return count;
    }

    int narrowest_px() const {
        int widest = 0;
        int width = 0;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const bool ends = letters[i].after != Break::never;
            width += is_blank(letters[i].character) && ends ? 0 : advances[i];
            widest = std::max(widest, width);
            if (ends) width = 0;
        }
        return widest;
    }

    // Titles are written as phrases with blanks between them: keeps each in one line, if
    // all of them fit.
    void keep_phrases(int wrap_px) {
        const auto ends_phrase = [&](std::size_t i) {
            return letters[i].after == Break::may && is_blank(letters[i].character);
        };
        int width = 0;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const bool ends = letters[i].after == Break::must || ends_phrase(i);
            width += is_blank(letters[i].character) && ends ? 0 : advances[i];
            if (width > wrap_px) return;
            if (ends) width = 0;
        }
        for (std::size_t i = 0; i < letters.size(); ++i) {
            if (letters[i].after != Break::must && !ends_phrase(i)) {
                letters[i].after = Break::never;
            }
        }
    }

    // What ending lines somewhere costs, the worst first.
    struct Cost {
        int torn = 0;  // dates, and last characters that stand alone
        int lines = 0;
        int words_torn = 0;
        int shape = 0;  // the widest line of a balanced text; else less for a longer first one
        std::size_t end = 0;  // of the first line

        auto order() const { return std::tuple(torn, lines, words_torn, shape); }
    };

    // Lines of a heading end between words where that takes no more of them: of all ways to end
    // them, from the last letter to the first, the one that tears the fewest words. No other
    // place to end a line is left.
    void keep_words_in(int wrap_px, bool balanced) {
        bool broken = false;
        if (wrap_px <= 0 || count_lines(wrap_px, broken) < 2 || broken) return;
        const std::vector<Letter> unkept = letters;
        keep_words(letters);
        // Of what is left from each letter on; none: it cannot be done.
        std::vector<std::optional<Cost>> best(letters.size() + 1);
        best.back() = Cost{};
        for (std::size_t start = letters.size(); start-- > 0;) {
            best[start] = cheapest_from(start, wrap_px, balanced, unkept, best);
        }
        if (!best[0]) {
            letters = unkept;
            return;
        }
        for (Letter& letter : letters) {
            if (letter.after != Break::must) letter.after = Break::never;
        }
        for (std::size_t start = 0; start < letters.size(); start = next_of(best[start]->end)) {
            const std::size_t end = best[start]->end;
            if (!ends_by_itself(end)) letters[end - 1].after = Break::may;
        }
    }

    // The text itself ends a line here.
    bool ends_by_itself(std::size_t end) const {
        return end == letters.size() || letters[end].after == Break::must;
    }

    // Where the line after one that ends here begins.
    std::size_t next_of(std::size_t end) const {
        if (end < letters.size() && ends_by_itself(end)) return end + 1;
        return past_dot(end);
    }

    std::optional<Cost> cheapest_from(std::size_t start, int wrap_px, bool balanced,
                                      const std::vector<Letter>& unkept,
                                      const std::vector<std::optional<Cost>>& best) const {
        std::optional<Cost> cheapest;
        int width = 0;  // with blanks
        int inked = 0;  // without those at its end
        for (std::size_t end = start; end <= letters.size(); ++end) {
            const bool last = ends_by_itself(end);
            const Break before = end == start ? Break::never : letters[end - 1].after;
            const std::optional<Cost>& rest = best[next_of(end)];
            if (rest && (last || before == Break::may || before == Break::reluctant)) {
                Cost cost = *rest;
                ++cost.lines;
                if (!last && before == Break::reluctant) {
                    ++(unkept[end - 1].after == Break::reluctant ? cost.torn : cost.words_torn);
                }
                cost.shape = balanced ? std::max(inked, cost.shape) : -static_cast<int>(end);
                cost.end = end;
                if (!cheapest || cost.order() < cheapest->order()) cheapest = cost;
            }
            if (last) break;
            width += advances[end];
            if (!is_blank(letters[end].character)) inked = width;
            // A letter wider than the line stands in it all the same.
            if (inked > wrap_px && end > start) break;
        }
        return cheapest;
    }

    bool all_blank() const {
        return std::all_of(letters.begin(), letters.end(),
                           [](const Letter& letter) { return is_blank(letter.character); });
    }
};

Measured measure(std::span<const TextPart> parts, TextShape shape, Fonts& fonts) {
    Measured measured;
    for (const TextPart& part : parts) add_letters(part.text, part.strong, measured.letters);
    find_breaks(measured.letters);
    measured.break_before_dots();
    measured.advances.reserve(measured.letters.size());
    for (const Letter& letter : measured.letters) {
        const bool wide = !letter.mark && letter.character != '\n';
        measured.advances.push_back(
            wide ? fonts.advance(letter.character, {shape.em_px, letter.strong}) + shape.tracking_px
                 : 0);
    }
    return measured;
}

void add_line(const Measured& measured, LineEnd line, std::size_t start, Fonts& fonts,
              TextBlock& block) {
    TextLine placed{.first = static_cast<std::uint32_t>(block.glyphs.size())};
    int pen = 0;
    int letter_middle = 0;
    int marks = 0;
    for (std::size_t i = start; i < line.end; ++i) {
        const Letter& letter = measured.letters[i];
        if (letter.mark) {
            // A mark that no font has is left out: a box beside the letter says less.
            if (++marks <= marks_max && fonts.covers(letter.character)) {
                block.glyphs.push_back({letter.character, letter_middle, letter.strong, true});
            }
            continue;
        }
        marks = 0;
        if (!is_blank(letter.character)) {
            block.glyphs.push_back({letter.character, pen, letter.strong, false});
            placed.width_px = pen + measured.advances[i];
        }
        letter_middle = pen + measured.advances[i] / 2;
        pen += measured.advances[i];
    }
    placed.count = static_cast<std::uint32_t>(block.glyphs.size()) - placed.first;
    block.width_px = std::max(block.width_px, placed.width_px);
    block.lines.push_back(placed);
}

bool same_text(std::string_view kept, std::span<const TextPart> parts) {
    for (const TextPart& part : parts) {
        if (kept.size() < part.text.size() + 2 || kept[0] != (part.strong ? 'b' : 'r'))
            return false;
        if (kept.substr(1, part.text.size()) != part.text) return false;
        if (kept[part.text.size() + 1] != '\0') return false;
        kept.remove_prefix(part.text.size() + 2);
    }
    return kept.empty();
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29);
}

std::uint64_t hash_of(std::span<const TextPart> parts, TextShape shape) {
    std::uint64_t hash =
        mix(static_cast<std::uint64_t>(shape.em_px), static_cast<std::uint64_t>(shape.wrap_px));
    hash = mix(hash, static_cast<std::uint64_t>(shape.line_height * 1000));
    hash = mix(hash, static_cast<std::uint64_t>(shape.tracking_px) * 4 + (shape.phrases ? 2 : 0) +
                         (shape.balanced ? 1 : 0));
    for (const TextPart& part : parts) {
        hash = mix(hash, std::hash<std::string_view>{}(part.text) + (part.strong ? 1 : 0));
    }
    return hash;
}

}  // namespace

int TextBlock::ascent_px() const {
    return (line_px - em_px) / 2 +
           static_cast<int>(std::lround(ascent_em * static_cast<float>(em_px)));
}

TextBlock typeset(std::span<const TextPart> parts, TextShape shape, Fonts& fonts) {
    TextBlock block;
    block.em_px = shape.em_px;
    block.line_px =
        static_cast<int>(std::lround(shape.line_height * static_cast<float>(shape.em_px)));
    Measured measured = measure(parts, shape, fonts);
    if (measured.all_blank()) return block;
    if (shape.phrases && shape.wrap_px > 0) measured.keep_phrases(shape.wrap_px);
    block.narrowest_px = measured.narrowest_px();
    if (shape.balanced || shape.phrases) measured.keep_words_in(shape.wrap_px, shape.balanced);
    for (std::size_t start = 0; start < measured.letters.size();) {
        const LineEnd line = measured.line_from(start, shape.wrap_px, block.word_broken);
        add_line(measured, line, start, fonts, block);
        start = line.next;
    }
    return block;
}

const TextBlock& TextCache::block(std::span<const TextPart> parts, TextShape shape, Fonts& fonts) {
    const std::uint64_t hash = hash_of(parts, shape);
    const auto [begin, end] = entries_.equal_range(hash);
    for (auto entry = begin; entry != end; ++entry) {
        if (entry->second.shape == shape && same_text(entry->second.text, parts)) {
            entry->second.frame = frame_;
            return entry->second.block;
        }
    }
    Entry entry{.text = {}, .shape = shape, .block = typeset(parts, shape, fonts), .frame = frame_};
    for (const TextPart& part : parts) {
        entry.text += part.strong ? 'b' : 'r';
        entry.text += part.text;
        entry.text += '\0';
    }
    return entries_.emplace(hash, std::move(entry))->second.block;
}

void TextCache::begin_frame() {
    if (entries_.size() > entries_kept) {
        std::erase_if(entries_, [&](const auto& entry) { return entry.second.frame < frame_; });
    }
    ++frame_;
}

}  // namespace hall::kiosk::ui
