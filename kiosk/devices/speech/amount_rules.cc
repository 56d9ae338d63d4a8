#include <array>

#include "kiosk/devices/speech/number_words.h"
#include "kiosk/devices/speech/speech_rules.h"

namespace hall::kiosk {

namespace {

enum class Sign { none, minus, plus, either };

// What stands behind a number and changes how it is said.
enum class Kind { plain, percent, permille, celsius, fahrenheit, yuan, unit };

struct Amount {
    Sign sign = Sign::none;
    WrittenNumber number;
    std::string scale;     // 万, 亿, …
    std::string currency;  // 元, 美元; what stood in front
    Kind kind = Kind::plain;
    std::string unit;  // of Kind::unit
    std::size_t end = 0;
};

std::size_t skip_sign(const Characters& text, std::size_t at, Sign& sign) {
    switch (text.at(at)) {
        case U'-':
            sign = Sign::minus;
            return at + 1;
        case U'+':
            sign = Sign::plus;
            return at + 1;
        case U'±':
            sign = Sign::either;
            return at + 1;
        default:
            return at;
    }
}

std::size_t skip_currency(const Characters& text, std::size_t at, std::string& currency) {
    struct Name {
        std::u32string_view written;
        const char* words;
    };
    for (const Name& name : {Name{U"US$", "美元"}, Name{U"RMB", "元"}, Name{U"¥", "元"},
                             Name{U"$", "美元"}, Name{U"€", "欧元"}, Name{U"£", "英镑"}}) {
        if (!text.is_at(at, name.written)) continue;
        currency = name.words;
        return text.past_spaces(at + name.written.size());
    }
    return at;
}

std::size_t skip_scale(const Characters& text, std::size_t at, std::string& scale) {
    for (const std::u32string_view name :
         {U"万亿", U"千万", U"百万", U"千亿", U"百亿", U"十万", U"万", U"亿", U"千", U"百"}) {
        if (!text.is_at(at, name)) continue;
        const char32_t after = text.at(at + name.size());
        // 千克 and 百分 are units of their own.
        if (name == U"千" && (after == U'克' || after == U'米' || after == U'瓦' ||
                              after == U'卡' || after == U'伏' || after == U'帕' || after == U'赫'))
            return at;
        if (name == U"百" && after == U'分') return at;
        for (const char32_t c : name) scale += utf8_of(c);
        return at + name.size();
    }
    return at;
}

void read_unit(const Characters& text, std::size_t at, Amount& amount) {
    const std::size_t unit = text.past_spaces(at);
    amount.end = at;
    const char32_t c = text.at(unit);
    if (c == U'%') {
        amount.kind = Kind::percent;
    } else if (c == U'‰') {
        amount.kind = Kind::permille;
    } else if (c == U'℃') {
        amount.kind = Kind::celsius;
    } else if (c == U'℉') {
        amount.kind = Kind::fahrenheit;
    } else if (c == U'元') {
        amount.kind = Kind::yuan;
    } else if (c == U'°' || c == U'º') {
        const char32_t scale = text.at(unit + 1);
        amount.kind = scale == U'C' ? Kind::celsius : scale == U'F' ? Kind::fahrenheit : Kind::unit;
        amount.unit = "度";
        amount.end = unit + (amount.kind == Kind::unit ? 1 : 2);
        return;
    } else if (const UnitName name = latin_unit(text, unit); name.length > 0) {
        amount.kind = Kind::unit;
        amount.unit = name.words;
        amount.end = unit + name.length;
        return;
    } else {
        return;
    }
    amount.end = unit + 1;
}

std::optional<Amount> amount_at(const Characters& text, std::size_t at) {
    Amount amount;
    at = skip_sign(text, at, amount.sign);
    at = skip_currency(text, at, amount.currency);
    if (amount.sign == Sign::none) at = skip_sign(text, at, amount.sign);
    auto number = number_at(text, at);
    if (!number) return std::nullopt;
    amount.number = std::move(*number);
    const std::size_t scale = text.past_spaces(amount.number.end);
    std::size_t end = skip_scale(text, scale, amount.scale);
    if (amount.scale.empty()) end = amount.number.end;
    read_unit(text, end, amount);
    return amount;
}

std::string sign_words(const Amount& amount) {
    switch (amount.sign) {
        case Sign::minus:
            return "负";
        case Sign::plus:
            return "正";
        case Sign::either:
            return "正负";
        case Sign::none:
            break;
    }
    return {};
}

bool is_two(const Amount& amount) {
    return amount.number.whole == "2" && amount.number.fraction.empty();
}

// Without sign and unit. `counted`: a single 2 is 两.
std::string value_words(const Amount& amount, bool counted) {
    const bool large =
        !amount.scale.empty() && !amount.scale.starts_with("百") && !amount.scale.starts_with("十");
    if (is_two(amount) && (counted || large)) return "两" + amount.scale;
    return decimal_words(amount.number.whole, amount.number.fraction) + amount.scale;
}

bool counts(const Characters& text, const Amount& amount) {
    if (amount.kind == Kind::yuan || !amount.currency.empty()) return true;
    if (amount.kind == Kind::unit) return amount.unit != "度";
    return amount.kind == Kind::plain && is_counted(text, text.past_spaces(amount.end));
}

std::string unit_words(const Amount& amount) {
    switch (amount.kind) {
        case Kind::celsius:
            return "摄氏度";
        case Kind::fahrenheit:
            return "华氏度";
        case Kind::yuan:
            return amount.currency.empty() ? "元" : amount.currency;
        case Kind::unit:
            return amount.unit;
        default:
            return amount.currency;
    }
}

// The words in front of the number: 百分之, 零下, 负.
std::string front_words(const Amount& amount) {
    if (amount.kind == Kind::percent) return sign_words(amount) + "百分之";
    if (amount.kind == Kind::permille) return sign_words(amount) + "千分之";
    if (amount.kind == Kind::celsius && amount.sign == Sign::minus) return "零下";
    return sign_words(amount);
}

std::string amount_words(const Characters& text, const Amount& amount, bool ordinal) {
    if (amount.kind == Kind::percent && amount.number.whole == "100" &&
        amount.number.fraction.empty())
        return front_words(amount) + "百";  // 百分之百
    const bool yuan =
        (amount.kind == Kind::yuan && amount.currency.empty()) || amount.currency == "元";
    if (yuan && amount.scale.empty())
        return front_words(amount) + yuan_words(amount.number.whole, amount.number.fraction);
    return front_words(amount) + value_words(amount, counts(text, amount) && !ordinal) +
           unit_words(amount);
}

// 3-5天, 10～20斤, 25~30℃, 5%-10%, 100-200元: both ends with what they share said once.
std::optional<Said> range_said(const Characters& text, const Amount& first, bool ordinal) {
    const std::size_t sign = range_sign(text, first.end);
    if (sign == 0) return std::nullopt;
    std::size_t at = first.end + sign;
    auto second = amount_at(text, at);
    if (!second) return std::nullopt;
    const bool second_date = date_said(text, at).has_value() || time_said(text, at).has_value();
    if (second_date) return std::nullopt;
    Amount left = first;
    const bool shared = left.kind == Kind::plain;
    const bool bare = shared && left.currency.empty() && left.scale.empty();
    if (bare && second->kind == Kind::plain && second->scale.empty() &&
        text.at(first.end) == U'-') {
        // Without a unit a larger number first is no range but a place: 5-3号.
        const bool falls = left.number.whole.size() > second->number.whole.size() ||
                           (left.number.whole.size() == second->number.whole.size() &&
                            left.number.whole > second->number.whole);
        if (falls && left.number.fraction.empty())
            return Said{second->end, value_words(left, false) + "杠" + value_words(*second, false)};
    }
    if (shared) {
        left.kind = second->kind;
        if (second->currency.empty()) second->currency = left.currency;
        const bool counted = counts(text, *second) && !ordinal;
        const std::string unit = left.kind == Kind::yuan || !second->currency.empty()
                                     ? (second->currency.empty() ? "元" : second->currency)
                                     : unit_words(*second);
        std::string end_front =
            second->kind == Kind::celsius && second->sign != Sign::none && left.sign == second->sign
                ? ""
            : second->kind == Kind::percent || second->kind == Kind::permille
                ? sign_words(*second)
                : front_words(*second);
        return Said{second->end, front_words(left) + value_words(left, counted) + "到" + end_front +
                                     value_words(*second, counted) + unit};
    }
    return Said{second->end,
                amount_words(text, left, ordinal) + "到" + amount_words(text, *second, ordinal)};
}

Said with_unit(const Characters& text, std::size_t end, std::string words) {
    Amount amount;
    read_unit(text, end, amount);
    return Said{amount.end, words + unit_words(amount)};
}

// 1/3 三分之一; what has no sense as a fraction (0 below) is none.
std::optional<Said> fraction_said(const Characters& text, std::size_t at) {
    const std::size_t upper = text.digits(at);
    const std::size_t stroke = at + upper;
    const std::size_t lower = text.digits(stroke + 1);
    if (upper == 0 || upper > 4 || lower == 0 || lower > 4) return std::nullopt;
    if (text.at(stroke) != U'/' && text.at(stroke) != U'⁄') return std::nullopt;
    const std::size_t end = stroke + 1 + lower;
    if (text.at(stroke + 1) == U'0' || text.at(end) == U'/' ||
        (text.at(end) == U'.' && is_digit(text.at(end + 1))))
        return std::nullopt;
    // 120/80毫米汞柱 is a pressure, and no part of a whole.
    if (text.number(at, stroke) > text.number(stroke + 1, end) && upper + lower > 3)
        return with_unit(text, end,
                         integer_words(text.ascii(at, stroke)) + "，" +
                             integer_words(text.ascii(stroke + 1, end)));
    return Said{end, integer_words(text.ascii(stroke + 1, end)) + "分之" +
                         integer_words(text.ascii(at, stroke))};
}

// 1:500, 1∶1000, 3:2:1.
std::optional<Said> ratio_said(const Characters& text, std::size_t at) {
    auto number = number_at(text, at);
    if (!number) return std::nullopt;
    std::string words = decimal_words(number->whole, number->fraction);
    std::size_t end = number->end;
    bool any = false;
    while (true) {
        const std::size_t sign = text.past_spaces(end);
        if (text.at(sign) != U':' && text.at(sign) != U'∶') break;
        const auto next = number_at(text, text.past_spaces(sign + 1));
        if (!next) break;
        words += "比" + decimal_words(next->whole, next->fraction);
        end = next->end;
        any = true;
        // 1:500-1000 is said with its end.
        if (const std::size_t range = range_sign(text, end)) {
            const auto last = number_at(text, end + range);
            const std::size_t after = last ? text.past_spaces(last->end) : 0;
            if (last && text.at(after) != U':' && text.at(after) != U'∶') {
                words += "到" + decimal_words(last->whole, last->fraction);
                end = last->end;
                break;
            }
        }
    }
    if (!any) return std::nullopt;
    return Said{end, words};
}

}  // namespace

std::optional<WrittenNumber> number_at(const Characters& text, std::size_t at) {
    std::size_t digits = text.digits(at);
    if (digits == 0) return std::nullopt;
    WrittenNumber number;
    std::size_t end = at + digits;
    number.whole = text.ascii(at, end);
    while (digits <= 3 && text.original(end) == U',' && text.digits(end + 1) == 3) {
        number.whole += text.ascii(end + 1, end + 4);
        end += 4;
    }
    if (text.at(end) == U'.' && is_digit(text.at(end + 1))) {
        const std::size_t behind = text.digits(end + 1);
        number.fraction = text.ascii(end + 1, end + 1 + behind);
        end += 1 + behind;
    }
    number.end = end;
    return number;
}

std::optional<Said> amount_said(const Characters& text, std::size_t at) {
    if (auto said = fraction_said(text, at)) return said;
    if (is_digit(text.at(at))) {
        if (auto said = ratio_said(text, at)) return said;
    }
    const auto amount = amount_at(text, at);
    if (!amount) return std::nullopt;
    const char32_t before = text.before(at);
    const bool ordinal = before == U'第' || before == U'初' || text.is_before(at, U"No.");
    if (auto said = range_said(text, *amount, ordinal)) return said;
    return Said{amount->end, amount_words(text, *amount, ordinal)};
}

}  // namespace hall::kiosk
