#include "sync/rules/pin.h"

#include <algorithm>
#include <string>

namespace hall {

namespace {

int number_in(std::string_view digits) {
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

bool is_day_of_month(int month, int day) {
    constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

// Two numbers of two digits that are a month and a day, whichever comes first.
bool is_month_and_day(std::string_view digits) {
    const int first = number_in(digits.substr(0, 2));
    const int second = number_in(digits.substr(2, 2));
    return is_day_of_month(first, second) || is_day_of_month(second, first);
}

bool is_year(std::string_view digits) {
    const int year = number_in(digits);
    return year >= 1900 && year <= 2099;
}

// 19840312, 12031984, 03121984
bool is_long_date(std::string_view digits) {
    return (is_year(digits.substr(0, 4)) && is_month_and_day(digits.substr(4))) ||
           (is_year(digits.substr(4)) && is_month_and_day(digits.substr(0, 4)));
}

// 840312, 120384, 198403, 031984
bool is_short_date(std::string_view digits) {
    const auto is_month = [](std::string_view two) {
        return number_in(two) >= 1 && number_in(two) <= 12;
    };
    return is_month_and_day(digits.substr(2)) || is_month_and_day(digits.substr(0, 4)) ||
           (is_year(digits.substr(0, 4)) && is_month(digits.substr(4))) ||
           (is_year(digits.substr(2)) && is_month(digits.substr(0, 2)));
}

// A date, or one with a few digits before or after it.
bool holds_date(std::string_view pin) {
    constexpr std::size_t long_digits = 8;
    constexpr std::size_t short_digits = 6;
    constexpr std::size_t others_max = 2;
    if (pin.size() <= short_digits + 1) {
        for (std::size_t at = 0; at + short_digits <= pin.size(); ++at) {
            if (is_short_date(pin.substr(at, short_digits))) return true;
        }
    }
    if (pin.size() > long_digits + others_max) return false;
    for (std::size_t at = 0; at + long_digits <= pin.size(); ++at) {
        if (is_long_date(pin.substr(at, long_digits))) return true;
    }
    return false;
}

// The same step from each digit to the next: 88888888, 12345678, 87654321, 24680246.
bool is_run(std::string_view pin) {
    const int step = (pin[1] - pin[0] + 10) % 10;
    for (std::size_t i = 2; i < pin.size(); ++i) {
        if ((pin[i] - pin[i - 1] + 10) % 10 != step) return false;
    }
    return true;
}

// 12121212, 123123, 03120312: a part of at most four digits again and again.
bool repeats(std::string_view pin) {
    for (std::size_t part = 1; part <= 4 && part * 2 <= pin.size(); ++part) {
        bool same = true;
        for (std::size_t i = part; i < pin.size(); ++i) same = same && pin[i] == pin[i - part];
        if (same) return true;
    }
    return false;
}

}  // namespace

Result<void> judge_pin(std::string_view pin) {
    const bool digits =
        std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < pin_digits_min || pin.size() > pin_digits_max)
        return Error(Errc::refused, "密码要用6到12位数字，最好8位，请换一个");
    if (holds_date(pin))
        return Error(Errc::refused, "密码不能是日期，生日和纪念日最容易被猜到，请换一个");
    if (is_run(pin) || repeats(pin))
        return Error(Errc::refused, "密码太有规律，容易被猜到，请换一个");
    return {};
}

}  // namespace hall
