#include "sync/rules/lunar_text.h"

#include <algorithm>
#include <optional>
#include <string>

#include "sync/core/utf8.h"

namespace hall {

namespace {

Error lunar_error(std::string message) {
    return Error(Errc::corrupt, std::move(message));
}

std::optional<int> chinese_figure(char32_t c) {
    if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
    if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
    if (c == U'〇' || c == U'零' || c == U'○') return 0;
    const std::size_t at = std::u32string_view(U"一二三四五六七八九").find(c);
    if (at != std::u32string_view::npos) return static_cast<int>(at) + 1;
    return std::nullopt;
}

// 1 to 39: 十二, 廿三, 卅, 二十, 12.
std::optional<int> chinese_number(std::u32string_view text) {
    if (text.empty() || text.size() > 3) return std::nullopt;
    int value = 0;
    bool ten = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (c == U'十' || c == U'廿' || c == U'卅') {
            if (ten) return std::nullopt;
            ten = true;
            if (c == U'廿') value = 2;
            if (c == U'卅') value = 3;
            value = std::max(value, 1) * 10;
            continue;
        }
        const std::optional<int> figure = chinese_figure(c);
        if (!figure) return std::nullopt;
        value = ten ? value + *figure : value * 10 + *figure;
    }
    return value;
}

std::optional<int> month_number(std::u32string_view text) {
    if (text == U"正" || text == U"元") return 1;
    if (text == U"冬") return 11;
    if (text == U"腊") return 12;
    const std::optional<int> number = chinese_number(text);
    return number && *number >= 1 && *number <= 12 ? number : std::nullopt;
}

std::optional<int> day_number(std::u32string_view text) {
    if (text.ends_with(U"日") || text.ends_with(U"号")) text.remove_suffix(1);
    if (text.starts_with(U"初")) {
        const std::optional<int> day = chinese_number(text.substr(1));
        return day && *day >= 1 && *day <= 10 ? day : std::nullopt;
    }
    const std::optional<int> day = chinese_number(text);
    return day && *day >= 1 && *day <= 30 ? day : std::nullopt;
}

std::u32string lunar_characters(std::string_view text) {
    std::u32string characters;
    while (!text.empty()) {
        const char32_t c = next_character(text);
        if (c != U' ' && c != U'　') characters.push_back(c);
    }
    for (const std::u32string_view prefix : {U"农历", U"阴历", U"旧历"}) {
        if (characters.starts_with(prefix)) characters.erase(0, prefix.size());
    }
    return characters;
}

}  // namespace

Result<LunarDate> parse_lunar_date(std::string_view text) {
    const std::u32string characters = lunar_characters(text);
    const std::u32string_view all = characters;
    const std::size_t year_end = all.find(U'年');
    const std::size_t month_end = all.find(U'月');
    if (year_end == std::u32string_view::npos || month_end == std::u32string_view::npos ||
        month_end < year_end)
        return lunar_error("农历日子要写年、月、日");
    LunarDate date;
    date.year = 0;
    for (const char32_t c : all.substr(0, year_end)) {
        const std::optional<int> figure = chinese_figure(c);
        if (!figure || date.year > 999) return lunar_error("年份要是四位数字");
        date.year = date.year * 10 + *figure;
    }
    if (date.year < lunar_year_min || date.year > lunar_year_max)
        return lunar_error("年份要在1900年到2100年之间");
    std::u32string_view month = all.substr(year_end + 1, month_end - year_end - 1);
    date.leap = month.starts_with(U"闰");
    if (date.leap) month.remove_prefix(1);
    const std::optional<int> month_read = month_number(month);
    if (!month_read) return lunar_error("没有这个月");
    date.month = *month_read;
    const std::optional<int> day = day_number(all.substr(month_end + 1));
    if (!day) return lunar_error("没有这一天");
    date.day = *day;
    if (lunar_date_exists(date)) return date;
    LunarDate first = date;
    first.day = 1;
    if (date.leap && !lunar_date_exists(first)) return lunar_error("这一年没有这个闰月");
    return lunar_error("这个月只有29天");
}

}  // namespace hall
