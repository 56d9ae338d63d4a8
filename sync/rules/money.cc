#include "sync/rules/money.h"

#include <array>

namespace hall {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The digits of the whole part with its commas taken out; commas must part groups of
// three.
Result<std::string> whole_digits(std::string_view text) {
    std::string digits;
    const std::size_t first_comma = text.find(',');
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ',') {
            const bool placed = first_comma >= 1 && first_comma <= 3 &&
                                (i - first_comma) % 4 == 0 && text.size() - i > 3;
            if (!placed) return Error(Errc::corrupt, "a comma in the wrong place");
        } else if (is_digit(text[i])) {
            const bool misplaced = first_comma != std::string_view::npos && i > first_comma &&
                                   (i - first_comma) % 4 == 0;
            if (misplaced) return Error(Errc::corrupt, "a comma is missing");
            digits.push_back(text[i]);
        } else {
            return Error(Errc::corrupt, "not an amount of money");
        }
    }
    if (first_comma != std::string_view::npos && (text.size() - first_comma) % 4 != 0) {
        return Error(Errc::corrupt, "a comma in the wrong place");
    }
    if (digits.empty() || digits.size() > 15) return Error(Errc::corrupt, "not an amount of money");
    return digits;
}

}  // namespace

Result<Fen> parse_yuan(std::string_view text) {
    const bool negative = text.starts_with("-");
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    std::string digits = TRY(whole_digits(text.substr(0, point)));
    std::string_view decimals;
    if (point != std::string_view::npos) {
        decimals = text.substr(point + 1);
        if (decimals.empty() || decimals.size() > 2) {
            return Error(Errc::corrupt, "money has at most two decimals");
        }
    }
    for (const char c : decimals) {
        if (!is_digit(c)) return Error(Errc::corrupt, "not an amount of money");
    }
    digits.append(decimals).append(2 - decimals.size(), '0');
    Fen amount = 0;
    for (const char c : digits) amount = amount * 10 + (c - '0');
    if (amount > money_max) return Error(Errc::corrupt, "more money than there is");
    return negative ? -amount : amount;
}

std::string plain_yuan_text(Fen amount) {
    const bool negative = amount < 0;
    const auto fen = static_cast<std::uint64_t>(negative ? -amount : amount);
    std::string text = std::to_string(fen / 100) + '.' + static_cast<char>('0' + fen % 100 / 10) +
                       static_cast<char>('0' + fen % 10);
    return negative ? "-" + text : text;
}

std::string yuan_text(Fen amount) {
    std::string text = plain_yuan_text(amount);
    const std::size_t first = text.starts_with("-") ? 1 : 0;
    for (std::size_t i = text.size() - 3; i > first + 3;) {
        i -= 3;
        text.insert(i, ",");
    }
    return text;
}

std::string yuan_in_capitals(Fen amount) {
    CHECK(amount >= 0 && amount < 100'000'000'000'000);
    static constexpr std::array<const char*, 10> figures = {"零", "壹", "贰", "叁", "肆",
                                                            "伍", "陆", "柒", "捌", "玖"};
    static constexpr std::array<const char*, 4> places = {"", "拾", "佰", "仟"};
    static constexpr std::array<const char*, 4> groups = {"", "万", "亿", "万亿"};
    const Fen yuan = amount / 100;
    std::string text;
    bool zero_due = false;  // a 零 stands before the next figure that is not zero
    for (int group = 3; group >= 0; --group) {
        Fen unit = 1;
        for (int i = 0; i < group; ++i) unit *= 10'000;
        const int part = static_cast<int>(yuan / unit % 10'000);
        for (int place = 3, value = 1000; place >= 0; --place, value /= 10) {
            const int figure = part / value % 10;
            if (figure == 0) {
                zero_due = !text.empty();
                continue;
            }
            if (zero_due) text.append(figures[0]);
            zero_due = false;
            text.append(figures[static_cast<std::size_t>(figure)])
                .append(places[static_cast<std::size_t>(place)]);
        }
        if (part != 0) text.append(groups[static_cast<std::size_t>(group)]);
    }
    const auto jiao = static_cast<std::size_t>(amount % 100 / 10);
    const auto fen = static_cast<std::size_t>(amount % 10);
    if (yuan > 0) text.append("元");
    if (jiao == 0 && fen == 0) return yuan > 0 ? text + "整" : "零元整";
    if (jiao > 0) {
        if (zero_due) text.append(figures[0]);
        text.append(figures[jiao]).append("角");
    } else if (yuan > 0) {
        text.append(figures[0]);
    }
    if (fen == 0) return text + "整";
    return text.append(figures[fen]).append("分");
}

}  // namespace hall
