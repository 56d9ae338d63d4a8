#include "sync/rules/id_number.h"

#include <algorithm>

namespace hall {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int number_at(std::string_view text, std::size_t position, std::size_t digits) {
    int value = 0;
    for (const char c : text.substr(position, digits)) value = value * 10 + (c - '0');
    return value;
}

// GB/T 2260, with 81 to 83 for residents of Hong Kong, Macau and Taiwan and 91 for
// foreigners with permanent residence.
bool is_province(int code) {
    constexpr int provinces[] = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91};
    return std::find(std::begin(provinces), std::end(provinces), code) != std::end(provinces);
}

}  // namespace

char id_check_character(std::string_view digits) {
    CHECK(digits.size() == 17 && std::all_of(digits.begin(), digits.end(), is_digit));
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

IdNumberProblem check_id_number(std::string_view text, Date today) {
    if (text.size() != 18) return IdNumberProblem::length;
    if (!std::all_of(text.begin(), text.begin() + 17, is_digit)) return IdNumberProblem::characters;
    const char last = text[17] == 'x' ? 'X' : text[17];
    if (!is_digit(last) && last != 'X') return IdNumberProblem::characters;
    const Date birthday = birthday_of(text);
    if (!date_exists(birthday) || birthday.year < 1800 || birthday > today) {
        return IdNumberProblem::date;
    }
    if (last != id_check_character(text.substr(0, 17))) return IdNumberProblem::check;
    if (!is_province(number_at(text, 0, 2))) return IdNumberProblem::area;
    return IdNumberProblem::none;
}

Date birthday_of(std::string_view id_number) {
    CHECK(id_number.size() == 18);
    return {number_at(id_number, 6, 4), number_at(id_number, 10, 2), number_at(id_number, 12, 2)};
}

std::string masked_id_number(std::string_view id_number) {
    std::string masked(id_number);
    const std::size_t from = masked.size() == 18 ? 6 : 0;
    const std::size_t to = masked.size() == 18 ? 14 : masked.size();
    std::fill(masked.begin() + static_cast<std::ptrdiff_t>(from),
              masked.begin() + static_cast<std::ptrdiff_t>(to), '*');
    return masked;
}

}  // namespace hall
