#include "kiosk/devices/speech/spoken_text.h"

#include <algorithm>
#include <array>

#include "kiosk/devices/speech/characters.h"
#include "kiosk/devices/speech/number_words.h"
#include "kiosk/devices/speech/speech_rules.h"
#include "kiosk/devices/speech/wipe.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

constexpr std::u32string_view ends_of_sentence = U"。！？；!?;\n\r…";
constexpr std::size_t long_clause = 18;  // characters after which a comma ends a clause

struct Spelling {
    char32_t sign;
    std::string_view words;
};

// Signs that are said, or that become the pause they stand for. What is not here, and is neither
// letter nor ideograph, is left out.
constexpr std::array<Spelling, 49> signs = {{
    {U'〇', "零"},      {U'/', "，"},       {U'→', "，"},       {U',', "，"},
    {U'，', "，"},      {U'。', "。"},      {U'.', "。"},       {U'!', "！"},
    {U'?', "？"},       {U';', "；"},       {U':', "："},       {U'、', "、"},
    {U'\n', "。"},      {U'\r', "。"},      {U'…', "，"},       {U'—', "，"},
    {U'|', "，"},       {U'\t', " "},       {U' ', " "},        {U'_', ""},
    {U'%', "百分号"},   {U'=', "等于"},     {U'≥', "大于等于"}, {U'≤', "小于等于"},
    {U'≧', "大于等于"}, {U'≦', "小于等于"}, {U'>', "大于"},     {U'<', "小于"},
    {U'≈', "约等于"},   {U'≠', "不等于"},   {U'±', "正负"},     {U'÷', "除以"},
    {U'&', "和"},       {U'℃', "摄氏度"},   {U'‰', "千分号"},   {U'°', "度"},
    {U'√', "勾"},       {U'½', "二分之一"}, {U'⅓', "三分之一"}, {U'⅔', "三分之二"},
    {U'¼', "四分之一"}, {U'¾', "四分之三"}, {U'卅', "三十"},    {U'㎡', "平方米"},
    {U'㎏', "千克"},    {U'㎝', "厘米"},    {U'㎜', "毫米"},    {U'㎞', "千米"},
    {U'№', "第"},
}};

bool is_pause(std::string_view words) {
    return words == "，" || words == "。" || words == "！" || words == "？" || words == "；" ||
           words == "：" || words == "、";
}

bool ends_in_pause(const std::string& text) {
    return text.size() >= 3 && is_pause(std::string_view(text).substr(text.size() - 3));
}

bool is_latin(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Writes the words of one text, place by place.
class Speller {
  public:
    explicit Speller(std::string_view text) : text_(text) { words_.reserve(2 * text.size() + 16); }
    Speller(const Speller&) = delete;
    Speller& operator=(const Speller&) = delete;
    ~Speller() { wipe_buffer(words_); }

    std::string run() {
        while (at_ < text_.size()) step();
        while (!words_.empty() && words_.back() == ' ') words_.pop_back();
        return words_;
    }

  private:
    void step() {
        const char32_t c = text_.at(at_);
        if (take_figures(c) || take_joint(c)) return;
        after_number_ = after_number_ && (c == U' ' || c == U')' || c == U'(');
        if (is_letter(c)) {
            if (auto said = latin_said(text_, at_)) return take(*said);
        }
        if (take_lunar(c) || take_enumeration(c) || take_item_bracket(c)) return;
        const auto sign = std::find_if(signs.begin(), signs.end(),
                                       [&](const Spelling& s) { return s.sign == c; });
        if (sign != signs.end()) {
            put(sign->words);
        } else if (is_han(c)) {
            put(utf8_of(c));
        }
        ++at_;
    }

    void take(const Said& said) {
        put(said.words);
        at_ = said.end;
    }

    bool begins_amount(char32_t c) const {
        const char32_t next = text_.at(at_ + 1);
        if (is_digit(c)) return true;
        if (c == 0xA5 || c == U'$' || c == U'€' || c == U'£')
            return is_digit(text_.at(text_.past_spaces(at_ + 1))) || next == U'-';
        if (text_.is_at(at_, U"US$") || text_.is_at(at_, U"RMB"))
            return is_digit(text_.at(text_.past_spaces(at_ + 3)));
        if (c == U'-' || c == U'+' || c == U'±') {
            if (after_number_ || number_before() || is_letter(text_.before(at_))) return false;
            return is_digit(next) || next == 0xA5;
        }
        return c == U'(' && next == U'0';
    }

    // Whatever has to do with numbers.
    bool take_figures(char32_t c) {
        if (!begins_amount(c)) return false;
        if (!is_letter(c)) {
            if (auto said = latin_said(text_, at_)) return take(*said), after_number_ = true;
        }
        for (const auto rule : {date_said, time_said, code_said, amount_said}) {
            if (rule == amount_said && c == U'(') return false;
            if (auto said = rule(text_, at_)) {
                take(*said);
                per_unit();
                return after_number_ = true;
            }
        }
        return false;
    }

    // 元/斤, mg/kg, 元/亩·年: each stroke in front of a unit is 每.
    void per_unit() {
        while (text_.at(at_) == U'/' || text_.at(at_) == U'·') {
            const UnitName latin = latin_unit(text_, at_ + 1);
            const std::size_t han = han_unit(text_, at_ + 1);
            if (latin.length == 0 && han == 0) return;
            put("每");
            ++at_;
            if (latin.length > 0) {
                put(latin.words);
                at_ += latin.length;
            } else {
                for (std::size_t i = 0; i < han; ++i) put(utf8_of(text_.at(at_ + i)));
                at_ += han;
            }
        }
    }

    // A sign between two things: range, product, ratio, rate, choice.
    bool take_joint(char32_t c) {
        const char32_t before = text_.before(at_);
        const std::size_t right = text_.past_spaces(at_ + 1);
        const bool number_right = is_digit(text_.at(right));
        if (c == U'/' || c == U'·') {
            const bool unit_left = is_han(before) || is_letter(before) || before == U'℃';
            const bool unit = latin_unit(text_, at_ + 1).length > 0 || han_unit(text_, at_ + 1) > 0;
            if (unit_left && unit && (c == U'/' || text_.near_before(at_, U"/", 6))) {
                per_unit();
                return true;
            }
            if (c == U'/' && is_han(before) && is_han(text_.at(at_ + 1))) {
                put("或");
                ++at_;
                return true;
            }
            return false;
        }
        if ((c == U'*' || c == U'×' || c == U'x' || c == U'X' || c == U'✕') && number_right &&
            (after_number_ || is_han(before))) {
            if (is_letter(c) && !after_number_) return false;
            put("乘");
            at_ = right;
            return true;
        }
        if (c == U'+' && number_right && after_number_) {
            put("加");
            at_ = right;
            return true;
        }
        const bool weekday = text_.is_before(at_ - std::min<std::size_t>(at_, 1), U"周") ||
                             text_.is_before(at_ - std::min<std::size_t>(at_, 1), U"星期");
        const std::size_t range = c == U'至' || c == U'到' ? 0 : range_sign(text_, at_);
        const char32_t next = text_.at(at_ + range);
        const bool spread = c == U'~' && (is_han(before) || after_number_) && is_han(next);
        if (range > 0 && c != U' ' &&
            (spread || (weekday && is_han(next)) ||
             (is_digit(next) && (after_number_ || number_before())) ||
             (after_number_ && (next == U'-' || next == 0xA5)))) {
            put("到");
            at_ += range;
            return true;
        }
        if (c == U'#' && after_number_) {
            put("号");
            ++at_;
            return true;
        }
        return false;
    }

    // A number with a Chinese unit stands before: 3天-5天.
    bool number_before() const {
        return at_ >= 2 && is_han(text_.at(at_ - 1)) &&
               (is_digit(text_.at(at_ - 2)) || (at_ >= 3 && is_digit(text_.at(at_ - 3))));
    }

    // 廿三 二十三, 农历8月15 and 正月初1 are numbers already.
    bool take_lunar(char32_t c) {
        if (c != U'廿') return false;
        put("二十");
        ++at_;
        return true;
    }

    // ①, ⑴, ⒈, Ⅲ, ㈠: signs that are a number.
    bool take_enumeration(char32_t c) {
        struct Block {
            char32_t first;
            char32_t last;
            int number;
        };
        constexpr std::array<Block, 8> blocks = {{{0x2460, 0x2473, 1},
                                                  {0x2474, 0x2487, 1},
                                                  {0x2488, 0x249B, 1},
                                                  {0x2160, 0x216B, 1},
                                                  {0x2170, 0x217B, 1},
                                                  {0x2776, 0x277F, 1},
                                                  {0x3220, 0x3229, 1},
                                                  {0x3280, 0x3289, 1}}};
        for (const Block& block : blocks) {
            if (c < block.first || c > block.last) continue;
            put(integer_words(std::to_string(block.number + static_cast<int>(c - block.first))));
            ++at_;
            const std::u32string_view classifiers = U"型级类期度章节区号、.楼";
            if (classifiers.find(text_.at(at_)) == std::u32string_view::npos && c < 0x3220 &&
                !(c >= 0x2160 && c <= 0x217B))
                put("，");
            return true;
        }
        return false;
    }

    // (1)身份证, 1）填表, （一）申请: the bracket behind the number of an item is a pause.
    bool take_item_bracket(char32_t c) {
        if (c != U')' || at_ == 0) return false;
        const std::u32string_view numerals = U"0123456789一二三四五六七八九十";
        std::size_t begin = at_;
        while (begin > 0 && at_ - begin < 4 &&
               numerals.find(text_.at(begin - 1)) != std::u32string_view::npos)
            --begin;
        const char32_t before = text_.before(begin);
        const bool item = begin < at_ && at_ - begin <= 3 &&
                          (begin == 0 || before == U'(' || before == U'\n' || before == U'；' ||
                           before == U';' || before == U'。');
        if (!item) return false;
        put("，");
        ++at_;
        return true;
    }

    // Adds words; of two pauses the first stays, and spaces stand only beside Latin words and
    // between groups of figures.
    void put(std::string_view words) {
        if (words.empty()) return;
        if (words == " ") {
            const bool latin = !words_.empty() && is_latin(words_.back());
            const std::size_t next = text_.past_spaces(at_);
            if (latin && is_letter(text_.at(next))) words_ += ' ';
            return;
        }
        if (is_pause(words)) {
            if (words_.empty()) return;
            while (!words_.empty() && words_.back() == ' ') words_.pop_back();
            if (ends_in_pause(words_)) {
                // A stop takes the place of a comma, and of nothing else.
                const std::string_view last = std::string_view(words_).substr(words_.size() - 3);
                const bool weak = last == "，" || last == "、" || last == "：";
                if (!weak || words == "，" || words == "、" || words == "：") return;
                words_.resize(words_.size() - 3);
            }
        }
        words_ += words;
    }

    Characters text_;
    std::size_t at_ = 0;
    std::string words_;
    bool after_number_ = false;
};

}  // namespace

std::string spoken_text(std::string_view text) {
    return Speller(text).run();
}

std::size_t ClauseReader::clause_end() const {
    std::string_view rest = text_.substr(at_);
    std::size_t characters = 0;
    bool ended = false;
    while (!rest.empty()) {
        std::string_view before = rest;
        const char32_t c = next_character(rest);
        const bool stop = ends_of_sentence.find(c) != std::u32string_view::npos;
        // Signs that follow a full stop, such as a closing quotation mark, belong to it.
        if (ended && !stop && c != U'”' && c != U'’' && c != U'）' && c != U'」')
            return text_.size() - before.size();
        ended = ended || stop || (c == U'，' && characters >= long_clause);
        if (++characters >= characters_max && !is_digit(c) && !is_letter(c))
            return text_.size() - rest.size();
        if (characters >= 2 * characters_max) return text_.size() - rest.size();
    }
    return text_.size();
}

std::optional<SpokenClause> ClauseReader::next() {
    while (at_ < text_.size()) {
        SpokenClause clause;
        clause.begin = at_;
        clause.end = clause_end();
        at_ = clause.end;
        clause.words = spoken_text(text_.substr(clause.begin, clause.end - clause.begin));
        if (!clause.words.empty()) return clause;
    }
    return std::nullopt;
}

}  // namespace hall::kiosk
