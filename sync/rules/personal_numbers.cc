#include "sync/rules/personal_numbers.h"

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
    bool joined = false;  // with the group before, by a blank or a dash
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

std::vector<Group> groups_in(std::string_view text) {
    std::vector<Group> groups;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t bytes = 0;
        if (digit_at(text, at, bytes) == 0) {
            ++at;
            continue;
        }
        Group group{.begin = at};
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
        if (!groups.empty() && group.begin - groups.back().end == 1) {
            const char between = text[group.begin - 1];
            group.joined = between == ' ' || between == '-';
        }
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
    if (digits.size() < 16 || digits.size() > 19 || digits.back() == 'X') return false;
    const char first = digits[0];
    const bool union_pay = digits.starts_with("62");
    const bool other = (digits.size() == 16 && ((first >= '3' && first <= '6') || first == '9')) ||
                       (digits.size() == 19 && (first == '6' || first == '9'));
    return (union_pay || other) && fits_luhn(digits);
}

bool is_mobile(const std::string& digits) {
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3' && digits.back() != 'X';
}

// How people group such numbers: the lengths of the groups.
bool is_usual_grouping(const std::vector<std::size_t>& lengths, PersonalNumber kind) {
    using Lengths = std::vector<std::size_t>;
    if (lengths.size() == 1) return true;
    if (kind == PersonalNumber::mobile) {
        return lengths == Lengths{3, 4, 4} || lengths == Lengths{3, 8} || lengths == Lengths{7, 4};
    }
    if (kind == PersonalNumber::id_number) {
        return lengths == Lengths{6, 8, 4} || lengths == Lengths{6, 4, 4, 4} ||
               lengths == Lengths{6, 4, 2, 2, 4} || lengths == Lengths{3, 3, 4, 4, 4};
    }
    return lengths == Lengths{6, 13} || std::all_of(lengths.begin(), lengths.end() - 1,
                                                    [](std::size_t length) { return length == 4; });
}

// "86" before a mobile number is the country.
std::string without_country(std::string digits) {
    if (digits.size() == 13 && digits.starts_with("861")) digits.erase(0, 2);
    return digits;
}

std::optional<FoundNumber> number_from(const std::vector<Group>& groups, std::size_t first,
                                       std::size_t count, Date today) {
    std::vector<std::size_t> lengths;
    std::string digits;
    for (std::size_t i = first; i < first + count; ++i) {
        if (i > first && !groups[i].joined) return std::nullopt;
        lengths.push_back(groups[i].digits.size());
        digits += groups[i].digits;
    }
    if (!groups[first].alone_before || !groups[first + count - 1].alone_after) return std::nullopt;
    FoundNumber found{.begin = groups[first].begin, .end = groups[first + count - 1].end};
    const std::string mobile = without_country(digits);
    if (digits.size() == 18 && is_id(digits, today)) {
        found.kind = PersonalNumber::id_number;
    } else if (is_card(digits)) {
        found.kind = PersonalNumber::bank_card;
    } else if (is_mobile(mobile)) {
        found.kind = PersonalNumber::mobile;
        digits = mobile;
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
    constexpr std::size_t groups_max = 5;  // of one number
    const std::vector<Group> groups = groups_in(text);
    std::vector<FoundNumber> found;
    for (std::size_t first = 0; first < groups.size();) {
        std::size_t taken = 0;
        // The longest first, so that no number is found inside another.
        for (std::size_t count = std::min(groups_max, groups.size() - first); count > 0; --count) {
            const auto number = number_from(groups, first, count, today);
            if (!number) continue;
            found.push_back(*number);
            taken = count;
            break;
        }
        first += std::max<std::size_t>(taken, 1);
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
