#include <array>

#include "kiosk/devices/speech/number_words.h"
#include "kiosk/devices/speech/speech_rules.h"

namespace hall::kiosk {

namespace {

std::string small(int number) {
    return integer_words(std::to_string(number));
}

bool is_year(const Characters& text, std::size_t at) {
    return text.digits(at) == 4 && (text.is_at(at, U"19") || text.is_at(at, U"20"));
}

std::string year_words(const Characters& text, std::size_t at) {
    return digit_words(text.ascii(at, at + 4)) + "年";
}

bool is_day_of(int month, int day) {
    constexpr std::array<int, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days[static_cast<std::size_t>(month - 1)];
}

// One or two digits, and where they end.
struct Small {
    int number = -1;
    std::size_t end = 0;
    std::size_t digits = 0;
};
Small small_at(const Characters& text, std::size_t at) {
    const std::size_t digits = text.digits(at);
    if (digits < 1 || digits > 2) return {};
    return {text.number(at, at + digits), at + digits, digits};
}

// 2026-11-30, 2026/11/30, 2026.11.30; 2026-11, 2026/11 and, before a range, 2026.11.
std::optional<Said> date_with_signs(const Characters& text, std::size_t at) {
    if (!is_year(text, at)) return std::nullopt;
    const char32_t sign = text.at(at + 4);
    if (sign != U'-' && sign != U'/' && sign != U'.') return std::nullopt;
    const Small month = small_at(text, at + 5);
    if (month.number < 1 || month.number > 12) return std::nullopt;
    std::string words = year_words(text, at) + small(month.number) + "月";
    if (text.at(month.end) == sign) {
        const Small day = small_at(text, month.end + 1);
        if (!is_day_of(month.number, day.number)) return std::nullopt;
        std::size_t end = day.end;
        if (text.at(end) == U'日' || text.at(end) == U'号') ++end;
        // ISO 8601's T before the time of day.
        if (text.at(end) == U'T' && is_digit(text.at(end + 1))) ++end;
        return Said{end, words + small(day.number) + "日"};
    }
    if (sign == U'.' && !range_sign(text, month.end)) return std::nullopt;
    if (sign != U'/' && month.digits != 2) return std::nullopt;
    std::size_t end = month.end;
    if (text.at(end) == U'月') ++end;
    return Said{end, words};
}

// 2026年11月30日 with spaces, 2026年; 2026-2027年; 2026—2027学年.
std::optional<Said> year_said(const Characters& text, std::size_t at) {
    if (text.digits(at) != 4 || (text.at(at) != U'1' && text.at(at) != U'2')) return std::nullopt;
    const std::size_t after = text.past_spaces(at + 4);
    if (text.at(after) == U'年') return Said{after + 1, year_words(text, at)};
    for (const std::u32string_view what : {U"学年", U"年", U"届", U"级", U"版"}) {
        if (is_year(text, at) && text.is_at(after, what))
            return Said{after, digit_words(text.ascii(at, at + 4))};
    }
    // 川府发〔2026〕12号
    const char32_t closing = text.at(at + 4);
    const char32_t opening = text.before(at);
    if (is_year(text, at) &&
        ((opening == U'〔' && closing == U'〕') || (opening == U'[' && closing == U']') ||
         (opening == U'(' && closing == U')') || (opening == U'【' && closing == U'】')))
        return Said{at + 4, digit_words(text.ascii(at, at + 4))};
    const std::size_t sign = range_sign(text, at + 4);
    if (sign == 0 || !is_year(text, at)) return std::nullopt;
    const std::size_t second = at + 4 + sign;
    if (!is_year(text, second)) return std::nullopt;
    const std::size_t end = text.past_spaces(second + 4);
    const bool rising = text.number(at, at + 4) < text.number(second, second + 4);
    const bool named = text.at(end) == U'年' || text.is_at(end, U"学年");
    if (!named && (!rising || han_unit(text, end) > 0 || text.at(end) == U'元' ||
                   latin_unit(text, end).length > 0))
        return std::nullopt;
    return Said{end, digit_words(text.ascii(at, at + 4)) + "到" +
                         digit_words(text.ascii(second, second + 4))};
}

// 3-5月, 11月1-7日, 1日-7日, 1号~7号, 11月30日-12月5日: the sign only, the rest are numbers.
std::optional<Said> days_range(const Characters& text, std::size_t at) {
    const Small first = small_at(text, at);
    if (first.number < 1 || first.number > 31) return std::nullopt;
    const char32_t unit = text.at(first.end);
    if (unit == U'月' || unit == U'日' || unit == U'号') {
        const std::size_t sign = range_sign(text, first.end + 1);
        if (sign == 0 || small_at(text, first.end + 1 + sign).number < 1) return std::nullopt;
        return Said{first.end + 1 + sign, small(first.number) + utf8_of(unit) + "到"};
    }
    const std::size_t sign = range_sign(text, first.end);
    if (sign == 0) return std::nullopt;
    const Small second = small_at(text, first.end + sign);
    const char32_t last = text.at(second.end);
    if (second.number < 1 || (last != U'月' && last != U'日' && last != U'号')) return std::nullopt;
    return Said{second.end + 1, small(first.number) + "到" + small(second.number) + utf8_of(last)};
}

bool follows_a_date_word(const Characters& text, std::size_t at) {
    const std::size_t sign = text.past_spaces(at);
    for (const std::u32string_view word :
         {U"前", U"起", U"开始", U"早", U"上午", U"下午", U"晚", U"止", U"截止", U"日", U"号",
          U"当天", U"妇女节", U"植树节", U"消费者", U"护士节", U"劳动节"}) {
        if (text.is_at(sign, word)) return true;
    }
    return false;
}

// 11/30. What may be a fraction as well (3/10) is a date only where the words around say so.
std::optional<Said> day_with_stroke(const Characters& text, std::size_t at) {
    const Small month = small_at(text, at);
    if (month.number < 1 || text.at(month.end) != U'/') return std::nullopt;
    const Small day = small_at(text, month.end + 1);
    if (!is_day_of(month.number, day.number) || text.at(day.end) == U'/' ||
        text.at(day.end) == U'.')
        return std::nullopt;
    const char32_t before = text.before(at);
    const bool of_something = before == U'的' || before == U'占' || before == U'约' ||
                              before == U'又' || before == U'减' || before == U'近';
    const bool dated = before == U'于' || before == U'在' || before == U'从' || before == U'至' ||
                       before == U'自' || follows_a_date_word(text, day.end);
    const bool common_fraction = month.digits == 1 && day.digits <= 2 &&
                                 month.number < day.number &&
                                 (day.number <= 10 || day.number == 12 || day.number == 16 ||
                                  day.number == 20 || (day.number == 30 && month.number <= 2));
    if (of_something || (common_fraction && !dated)) return std::nullopt;
    std::size_t end = day.end;
    if (text.at(end) == U'日' || text.at(end) == U'号') ++end;
    return Said{end, small(month.number) + "月" + small(day.number) + "日"};
}

}  // namespace

std::size_t range_sign(const Characters& text, std::size_t at) {
    const std::size_t sign = text.past_spaces(at);
    const char32_t c = text.at(sign);
    const bool dash = c == U'-' || c == U'~' || c == U'—';
    if (!dash && c != U'至' && c != U'到') return 0;
    std::size_t end = sign + 1;
    if (c == U'—' && text.at(end) == U'—') ++end;
    return text.past_spaces(end) - at;
}

std::optional<Said> date_said(const Characters& text, std::size_t at) {
    if (!is_digit(text.at(at))) return std::nullopt;
    if (auto said = date_with_signs(text, at)) {
        // 2026-11-01至12-05, 2026.11.30-12.5: the end of the range has no year.
        const std::size_t sign = range_sign(text, said->end);
        const Small month = small_at(text, said->end + sign);
        const char32_t between = text.at(month.end);
        if (sign == 0 || month.number < 1 || between != text.at(at + 4)) return said;
        const Small day = small_at(text, month.end + 1);
        if (!is_day_of(month.number, day.number)) return said;
        said->words += "到" + small(month.number) + "月" + small(day.number) + "日";
        said->end = day.end;
        return said;
    }
    if (auto said = year_said(text, at)) return said;
    if (auto said = days_range(text, at)) return said;
    return day_with_stroke(text, at);
}

namespace {

// One time of day; `seconds` may stand behind it.
std::optional<Said> one_time(const Characters& text, std::size_t at) {
    const Small hour = small_at(text, at);
    if (hour.number < 0 || hour.number > 24 || text.at(hour.end) != U':') return std::nullopt;
    const std::size_t minute = hour.end + 1;
    if (text.digits(minute) != 2 || text.number(minute, minute + 2) > 59) return std::nullopt;
    const int minutes = text.number(minute, minute + 2);
    std::size_t end = minute + 2;
    std::string words = (hour.number == 2 ? std::string("两") : small(hour.number)) + "点";
    const bool seconds =
        text.at(end) == U':' && text.digits(end + 1) == 2 && text.number(end + 1, end + 3) < 60;
    if (minutes > 0 || seconds) {
        if (minutes < 10 && minutes > 0) words += "零";
        words += small(minutes) + "分";
    }
    if (seconds) {
        words += small(text.number(end + 1, end + 3)) + "秒";
        end += 3;
    }
    return Said{end, words};
}

}  // namespace

std::optional<Said> time_said(const Characters& text, std::size_t at) {
    auto said = one_time(text, at);
    if (!said) return said;
    for (const std::u32string_view word : {U"比", U"稀释", U"兑", U"配", U"按", U"料"}) {
        if (text.near_before(at, word, 5)) return std::nullopt;
    }
    const std::size_t sign = range_sign(text, said->end);
    if (sign == 0) return said;
    if (const auto second = one_time(text, said->end + sign)) {
        said->words += "到" + second->words;
        said->end = second->end;
    }
    return said;
}

}  // namespace hall::kiosk
