#include "sync/wire/slip.h"

#include <algorithm>
#include <optional>

#include "sync/core/check.h"
#include "sync/core/utf8.h"

namespace hall {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int radix = 32;
constexpr std::size_t short_id_characters = 3;
constexpr std::size_t counter_characters_min = 4;
constexpr std::size_t counter_characters_max = 12;  // 60 bits: an int64 never overflows
constexpr std::size_t code_characters = 12;
constexpr std::size_t code_group_characters = 4;

int value_of(char c) {
    const std::size_t value = alphabet.find(c);
    return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

// One step of ISO/IEC 7064 hybrid MOD M+1,M with M = 32. The result stays in 1..32:
// 33 and 2 have no common factor, so no step loses what came before.
int step(int product, int value) {
    int sum = (product + value) % radix;
    if (sum == 0) sum = radix;
    return sum * 2 % (radix + 1);
}

// REQUIRES: every character is of the alphabet.
char check_character(std::string_view text) {
    int product = radix;
    for (const char c : text) product = step(product, value_of(c));
    // The check value makes (product + value) leave 1 when divided by 32.
    return alphabet[static_cast<std::size_t>((radix + 1 - product) % radix)];
}

// The character of the alphabet a person meant, ' ' for one that only parts groups,
// or nothing. A Chinese keyboard types full-width letters, spaces and dashes.
std::optional<char> meant(char32_t typed) {
    if (typed >= 0xFF01 && typed <= 0xFF5E) typed -= 0xFEE0;
    switch (typed) {
        case U' ':
        case U'-':
        case U'\u3000':  // ideographic space
        case U'\u2010':  // hyphen
        case U'\u2013':  // en dash
        case U'\u2014':  // em dash
        case U'\u2212':  // minus
            return ' ';
        case U'O':
        case U'o':
            return '0';
        case U'I':
        case U'i':
        case U'L':
        case U'l':
            return '1';
        default:
            break;
    }
    if (typed >= U'a' && typed <= U'z') typed = typed - U'a' + U'A';
    if (typed > 0x7F || value_of(static_cast<char>(typed)) < 0) return std::nullopt;
    return static_cast<char>(typed);
}

// The characters of the alphabet in what was typed; at most `characters_max`.
Result<std::string> letters_of(std::string_view typed, std::size_t characters_max) {
    std::string letters;
    while (!typed.empty()) {
        const std::optional<char> c = meant(next_character(typed));
        if (!c) return Error(Errc::corrupt, "a character that stands in no slip");
        if (*c == ' ') continue;
        if (letters.size() == characters_max) return Error(Errc::corrupt, "too long for a slip");
        letters.push_back(*c);
    }
    return letters;
}

std::string grouped(std::string_view code) {
    std::string text;
    for (std::size_t i = 0; i < code.size(); i += code_group_characters) {
        if (i > 0) text += '-';
        text += code.substr(i, code_group_characters);
    }
    return text;
}

}  // namespace

std::string slip_number(std::string_view short_id, std::int64_t counter) {
    CHECK(is_short_id(short_id));
    CHECK(counter >= 0 && counter < std::int64_t{1} << (5 * counter_characters_max));
    std::string digits;
    for (; counter > 0; counter /= radix) {
        digits.push_back(alphabet[static_cast<std::size_t>(counter % radix)]);
    }
    if (digits.size() < counter_characters_min) digits.resize(counter_characters_min, '0');
    std::reverse(digits.begin(), digits.end());
    const std::string number(short_id);
    return number + "-" + digits + check_character(number + digits);
}

bool is_short_id(std::string_view text) {
    return text.size() == short_id_characters &&
           std::all_of(text.begin(), text.end(), [](char c) { return value_of(c) >= 0; });
}

std::string short_id_of(std::int64_t ordinal) {
    CHECK(ordinal >= 0 && ordinal < radix * radix * radix);
    // Spread over the whole range by a step that shares no divisor with it, so that kiosks
    // enrolled one after the other are not one wrong character apart.
    constexpr std::int64_t step = 20'021;
    constexpr std::int64_t start = 19'700;
    const std::int64_t spread = (start + ordinal * step) % (radix * radix * radix);
    std::string text;
    for (const int place : {radix * radix, radix, 1}) {
        text.push_back(alphabet[static_cast<std::size_t>(spread / place % radix)]);
    }
    return text;
}

Result<std::string> canonical_slip_number(std::string_view typed) {
    constexpr std::size_t characters_min = short_id_characters + counter_characters_min + 1;
    constexpr std::size_t characters_max = short_id_characters + counter_characters_max + 1;
    const std::string letters = TRY(letters_of(typed, characters_max));
    if (letters.size() < characters_min) return Error(Errc::corrupt, "too short for a slip");
    const std::string_view front(letters.data(), letters.size() - 1);
    if (check_character(front) != letters.back()) {
        return Error(Errc::corrupt, "the check character does not fit");
    }
    const std::string_view counter = front.substr(short_id_characters);
    if (counter.size() > counter_characters_min && counter.front() == '0') {
        return Error(Errc::corrupt, "a counter with a zero too many");
    }
    return letters.substr(0, short_id_characters) + "-" + letters.substr(short_id_characters);
}

std::string make_slip_code(Random& random) {
    std::string code;
    for (std::size_t i = 0; i < code_characters; ++i) {
        code.push_back(alphabet[static_cast<std::size_t>(random.below(radix))]);
    }
    return grouped(code);
}

Result<std::string> canonical_slip_code(std::string_view typed) {
    const std::string letters = TRY(letters_of(typed, code_characters));
    if (letters.size() != code_characters) {
        return Error(Errc::corrupt, "a code has 12 characters");
    }
    return grouped(letters);
}

}  // namespace hall
