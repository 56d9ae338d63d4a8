#include "kiosk/devices/speech/number_words.h"

#include <array>
#include <cstdint>

namespace hall::kiosk {

namespace {

constexpr std::size_t digits_max = 16;  // up to 千万亿
constexpr std::array<std::string_view, 10> words = {"零", "一", "二", "三", "四",
                                                    "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 4> places = {"", "十", "百", "千"};
constexpr std::array<std::string_view, 4> myriads = {"", "万", "亿", "万亿"};

// Four figures; `first`: nothing was said before, so that 10 is 十 and 2000 两千.
std::string group_words(unsigned value, bool first) {
    const std::array<unsigned, 4> figures = {value % 10, value / 10 % 10, value / 100 % 10,
                                             value / 1000};
    std::string text;
    bool zero = false;
    for (std::size_t place = 4; place-- > 0;) {
        const unsigned figure = figures[place];
        if (figure == 0) {
            zero = !text.empty();
            continue;
        }
        if (zero) text += "零";
        zero = false;
        if (place == 1 && figure == 1 && first && text.empty()) {
            text += "十";
        } else if (place == 3 && figure == 2 && first) {
            text += "两千";
        } else {
            text.append(words[figure]).append(places[place]);
        }
    }
    return text;
}

std::string_view without_zeros(std::string_view digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view{} : digits.substr(first);
}

}  // namespace

std::string digit_words(std::string_view digits, One one) {
    std::string text;
    for (const char c : digits) {
        if (c < '0' || c > '9') continue;
        text += c == '1' && one == One::yao ? std::string_view("幺") : words[c - '0'];
    }
    return text;
}

std::string integer_words(std::string_view digits) {
    digits = without_zeros(digits);
    if (digits.empty()) return "零";
    if (digits.size() > digits_max) return digit_words(digits);
    std::array<unsigned, 4> groups = {};
    for (std::size_t i = 0; i < digits.size(); ++i) {
        auto& group = groups[(digits.size() - 1 - i) / 4];
        group = group * 10 + static_cast<unsigned>(digits[i] - '0');
    }
    std::string text;
    bool gap = false;
    for (std::size_t i = groups.size(); i-- > 0;) {
        const unsigned value = groups[i];
        if (value == 0) {
            gap = !text.empty();
            continue;
        }
        const bool first = text.empty();
        if (!first && (gap || value < 1000)) text += "零";
        gap = false;
        if (first && value == 2 && i > 0) {
            text += "两";
        } else {
            text += group_words(value, first);
        }
        // 三万亿, but 三万五千亿: the myriad of hundred millions is said with its rest.
        text += i == 3 && groups[2] != 0 ? std::string_view("万") : myriads[i];
    }
    return text;
}

std::string decimal_words(std::string_view whole, std::string_view fraction) {
    std::string text = integer_words(whole);
    if (!fraction.empty()) text.append("点").append(digit_words(fraction));
    return text;
}

std::string yuan_words(std::string_view whole, std::string_view fraction) {
    if (fraction.size() > 2 && without_zeros(fraction.substr(2)).empty())
        fraction = fraction.substr(0, 2);
    if (fraction.size() > 2) return decimal_words(whole, fraction) + "元";
    const int tenths = fraction.empty() ? 0 : fraction[0] - '0';
    const int hundredths = fraction.size() < 2 ? 0 : fraction[1] - '0';
    const bool yuan = !without_zeros(whole).empty();
    std::string text;
    if (yuan || (tenths == 0 && hundredths == 0)) {
        text = (without_zeros(whole) == "2" ? "两" : integer_words(whole)) + "元";
    }
    if (tenths != 0) text.append(words[static_cast<std::size_t>(tenths)]).append("角");
    if (hundredths != 0) {
        if (yuan && tenths == 0) text += "零";
        text.append(words[static_cast<std::size_t>(hundredths)]).append("分");
    }
    return text;
}

}  // namespace hall::kiosk
