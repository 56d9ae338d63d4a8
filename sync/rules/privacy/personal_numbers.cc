#include "sync/rules/privacy/personal_numbers.h"

#include <algorithm>
#include <array>
#include <optional>

#include "sync/rules/id_number.h"
#include "sync/rules/phone.h"

namespace hall {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A full-width digit or X as its ASCII one; 0 for anything else. Three bytes each.
char narrow(std::string_view three) {
    if (three.size() < 3 || three[0] != '\xEF' || three[1] != '\xBC') return 0;
    if (three[2] >= '\x90' && three[2] <= '\x99') {
        return static_cast<char>('0' + (three[2] - '\x90'));
    }
    return three[2] == '\xB8' ? 'X' : '\0';
}

// Digits that follow each other without anything between, perhaps with an X at the end.
struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string digits;
    bool joined = false;  // with the group before, by blanks, a dash or a point
    bool alone_before = true;
    bool alone_after = true;
};

// The digit at `at` and how many bytes it takes; 0 if there is none.
char digit_at(std::string_view text, std::size_t at, std::size_t& bytes) {
    bytes = 1;
    if (is_digit(text[at])) return text[at];
    const char wide = narrow(text.substr(at, 3));
    bytes = 3;
    return is_digit(wide) ? wide : '\0';
}

bool is_x_at(std::string_view text, std::size_t at, std::size_t& bytes) {
    if (at >= text.size()) return false;
    bytes = text[at] == 'X' || text[at] == 'x' ? 1 : 3;
    return bytes == 1 || narrow(text.substr(at, 3)) == 'X';
}

// A letter, or a point with a digit beyond it: then this is a part of something else.
bool continues(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    if (is_letter(text[at])) return true;
    return text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1]);
}

bool continues_before(std::string_view text, std::size_t at) {
    if (at == 0) return false;
    const char c = text[at - 1];
    return is_letter(c) || (c == '.' && at > 1 && is_digit(text[at - 2]));
}

// How many bytes of one mark that people put between groups stand at `at`; 0 if none does.
std::size_t group_mark_bytes(std::string_view text, std::size_t at) {
    constexpr std::string_view narrow_marks = " -._\t/";
    if (narrow_marks.find(text[at]) != std::string_view::npos) return 1;
    // No-break, thin and zero-width blanks, the ideographic blank, middle dots and dashes.
    constexpr std::string_view wide_marks[] = {"\xC2\xA0",     "\xE2\x80\x89", "\xE2\x80\x8B",
                                               "\xE2\x80\x8C", "\xE2\x80\x8D", "\xEF\xBB\xBF",
                                               "\xE3\x80\x80", "\xC2\xB7",     "\xE2\x80\x93",
                                               "\xE2\x80\x94", "\xEF\xBC\x8D", "\xE2\x81\xA0"};
    for (const std::string_view mark : wide_marks) {
        if (text.substr(at).starts_with(mark)) return mark.size();
    }
    return 0;
}

// True if only a few such marks stand between two groups.
bool joins_groups(std::string_view text, std::size_t from, std::size_t to) {
    constexpr std::size_t marks_max = 3;
    std::size_t marks = 0;
    for (std::size_t at = from; at < to; ++marks) {
        const std::size_t bytes = group_mark_bytes(text, at);
        if (bytes == 0) return false;
        at += bytes;
    }
    return marks <= marks_max;
}

// Digits written as characters, which only long runs of them are: 五一〇六八一…
char han_digit_at(std::string_view text, std::size_t at) {
    constexpr std::string_view figures = "〇一二三四五六七八九";
    const std::string_view character = text.substr(at, 3);
    if (character == "零") return '0';
    if (character == "幺") return '1';
    const std::size_t place = figures.find(character);
    return character.size() == 3 && place != std::string_view::npos && place % 3 == 0
               ? static_cast<char>('0' + place / 3)
               : '\0';
}

std::size_t han_digits_at(std::string_view text, std::size_t at, std::string& digits) {
    constexpr std::size_t digits_min = 11;
    std::size_t end = at;
    while (end + 3 <= text.size()) {
        const char digit = han_digit_at(text, end);
        if (digit == 0) break;
        digits.push_back(digit);
        end += 3;
    }
    if (digits.size() >= digits_min) return end - at;
    digits.clear();
    return 0;
}

bool may_begin_digits(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || byte == 0xEF || byte == 0xE3 || byte == 0xE4 ||
           byte == 0xE5 || byte == 0xE9;
}

std::vector<Group> groups_in(std::string_view text) {
    std::vector<Group> groups;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t bytes = 0;
        if (!may_begin_digits(static_cast<unsigned char>(text[at]))) {
            ++at;
            continue;
        }
        Group group{.begin = at};
        if (digit_at(text, at, bytes) == 0) {
            const std::size_t han = han_digits_at(text, at, group.digits);
            at += std::max<std::size_t>(han, 1);
            if (han == 0) continue;
        }
        while (at < text.size()) {
            const char digit = digit_at(text, at, bytes);
            if (digit == 0) break;
            group.digits.push_back(digit);
            at += bytes;
        }
        if (is_x_at(text, at, bytes) && !continues(text, at + bytes)) {
            group.digits.push_back('X');
            at += bytes;
        }
        group.end = at;
        group.alone_before = !continues_before(text, group.begin);
        group.alone_after = !continues(text, group.end);
        if (!groups.empty()) group.joined = joins_groups(text, groups.back().end, group.begin);
        groups.push_back(std::move(group));
    }
    return groups;
}

bool is_id(const std::string& digits, Date today) {
    const IdNumberProblem problem = check_id_number(digits, today);
    // A province we do not list may still be one; a birthday of long ago is a coincidence.
    constexpr int birth_year_min = 1900;
    return (problem == IdNumberProblem::none || problem == IdNumberProblem::area) &&
           birthday_of(digits).year >= birth_year_min;
}

// The lengths and first digits under which cards are issued here; UnionPay's begin with 62.
bool is_card(const std::string& digits) {
    if (digits.size() < 16 || digits.size() > 19) return false;
    if (digits.find('X') != std::string::npos) return false;
    const char first = digits[0];
    const bool union_pay = digits.starts_with("62");
    const bool other = (digits.size() == 16 && ((first >= '3' && first <= '6') || first == '9')) ||
                       (digits.size() == 19 && (first == '6' || first == '9'));
    return (union_pay || other) && fits_luhn(digits);
}

bool is_mobile(const std::string& digits) {
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3' &&
           digits.find('X') == std::string::npos;
}

// How people group such numbers: the lengths of the groups. The check character of an identity
// number, and the birthday in it, leave nothing to chance however it is parted.
bool is_usual_grouping(const std::vector<std::size_t>& lengths, PersonalNumber kind) {
    using Lengths = std::vector<std::size_t>;
    if (lengths.size() == 1 || kind == PersonalNumber::id_number) return true;
    const bool singles =
        std::all_of(lengths.begin(), lengths.end(), [](std::size_t length) { return length == 1; });
    if (kind == PersonalNumber::mobile) {
        return singles || lengths == Lengths{3, 4, 4} || lengths == Lengths{3, 8} ||
               lengths == Lengths{7, 4} || lengths == Lengths{3, 3, 5} ||
               lengths == Lengths{4, 3, 4} || lengths == Lengths{4, 4, 3};
    }
    return singles || lengths == Lengths{6, 13} || lengths == Lengths{6, 10} ||
           lengths == Lengths{4, 15} || lengths == Lengths{8, 8} ||
           std::all_of(lengths.begin(), lengths.end() - 1,
                       [](std::size_t length) { return length == 4; });
}

// "86" before a mobile number is the country.
std::string without_country(std::string digits) {
    if (digits.size() == 13 && digits.starts_with("861")) digits.erase(0, 2);
    return digits;
}

// `digits` and `lengths` are those of the groups from `first` to `last`.
std::optional<FoundNumber> number_of(const std::vector<Group>& groups, std::size_t first,
                                     std::size_t last, std::string digits,
                                     std::vector<std::size_t> lengths, Date today) {
    if (!groups[first].alone_before || !groups[last].alone_after) return std::nullopt;
    FoundNumber found{.begin = groups[first].begin, .end = groups[last].end};
    std::string mobile = without_country(digits);
    if (digits.size() == 18 && is_id(digits, today)) {
        found.kind = PersonalNumber::id_number;
    } else if (is_card(digits)) {
        found.kind = PersonalNumber::bank_card;
    } else if (is_mobile(mobile)) {
        found.kind = PersonalNumber::mobile;
        if (mobile.size() < digits.size() && lengths.size() > 1 && lengths[0] == 2) {
            lengths.erase(lengths.begin());
        }
        digits = std::move(mobile);
    } else {
        return std::nullopt;
    }
    if (!is_usual_grouping(lengths, found.kind)) return std::nullopt;
    found.digits = std::move(digits);
    return found;
}

}  // namespace

bool fits_luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit *= 2;
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

std::vector<FoundNumber> personal_numbers_in(std::string_view text, Date today) {
    constexpr std::size_t digits_min = 11;
    constexpr std::size_t digits_max = 19;
    const std::vector<Group> groups = groups_in(text);
    std::vector<FoundNumber> found;
    for (std::size_t first = 0; first < groups.size();) {
        std::size_t taken = 1;
        std::optional<FoundNumber> longest;  // so that no number is found inside another
        std::string digits;
        std::vector<std::size_t> lengths;
        for (std::size_t last = first; last < groups.size(); ++last) {
            if (last > first && !groups[last].joined) break;
            digits += groups[last].digits;
            lengths.push_back(groups[last].digits.size());
            if (digits.size() > digits_max) break;
            if (digits.size() < digits_min) continue;
            auto number = number_of(groups, first, last, digits, lengths, today);
            if (!number) continue;
            longest = std::move(number);
            taken = last - first + 1;
        }
        if (longest) found.push_back(std::move(*longest));
        first += taken;
    }
    return found;
}

std::string masked(const FoundNumber& number) {
    if (number.kind == PersonalNumber::id_number) return masked_id_number(number.digits);
    if (number.kind == PersonalNumber::mobile) return masked_phone_number(number.digits);
    constexpr std::size_t shown_first = 6;
    constexpr std::size_t shown_last = 4;
    std::string text = number.digits;
    std::fill(text.begin() + shown_first, text.end() - shown_last, '*');
    return text;
}

}  // namespace hall
