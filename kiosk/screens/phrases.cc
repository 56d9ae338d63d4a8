#include "kiosk/screens/phrases.h"

#include <algorithm>
#include <cstdio>

#include "sync/core/clock.h"

namespace hall::kiosk {

namespace {

std::string key_with_number(std::string_view prefix, int number) {
    return std::string(prefix) + std::to_string(number);
}

}  // namespace

std::string spoken_date(const ui::UiStrings& strings, std::string_view date,
                        std::string_view today) {
    const Result<Date> parsed = parse_date(date);
    if (!parsed.ok()) return std::string(date);
    const Date& day = parsed.value();
    const std::string month = std::string(strings[key_with_number("month.", day.month)]);
    const std::string number = std::to_string(day.day);
    if (date.substr(0, 4) == today.substr(0, 4)) return strings.with("date.day", {month, number});
    return strings.with("date.year_day", {std::to_string(day.year), month, number});
}

std::string spoken_period(const ui::UiStrings& strings, const Period& period) {
    const std::string year = std::to_string(period.year);
    const std::string index = std::to_string(period.index);
    if (period.kind == "quarter") {
        return strings.with("period.quarter",
                            {year, strings[key_with_number("quarter.", period.index)]});
    }
    if (period.kind == "month")
        return strings.with("period.month", {year, strings[key_with_number("month.", period.index)]});
    if (period.kind == "half")
        return strings.with("period.half", {year, strings[key_with_number("half.", period.index)]});
    return strings.with("period.year", {year});
}

std::string short_period(const ui::UiStrings& strings, const Period& period) {
    if (period.kind == "quarter")
        return std::string(strings[key_with_number("quarter.short.", period.index)]);
    if (period.kind == "month") return std::string(strings[key_with_number("month.", period.index)]);
    if (period.kind == "half") return std::string(strings[key_with_number("half.", period.index)]);
    return spoken_period(strings, period);
}

std::string spoken_yuan(const ui::UiStrings& strings, Fen amount) {
    return strings.with("money.yuan", {yuan_text(amount)});
}

std::string spoken_time(const ui::UiStrings& strings, std::string_view utc,
                        std::string_view today) {
    const Result<std::int64_t> time = parse_utc_ms(utc);
    if (!time.ok()) return std::string(strings["time.never"]);
    const Date day = date_at(time.value());
    const Result<Date> now = parse_date(today);
    const std::int64_t minutes = (time.value() / 60'000 + china_offset_minutes) % 1440;
    char clock[16];
    std::snprintf(clock, sizeof clock, "%d:%02d", static_cast<int>(minutes / 60),
                  static_cast<int>(minutes % 60));
    if (now.ok() && now.value() == day) return strings.with("time.today", {clock});
    if (now.ok() && days_of(now.value()) == days_of(day) + 1)
        return strings.with("time.yesterday", {clock});
    return spoken_date(strings, date_text(day), today);
}

std::string in_groups(std::string_view text, std::initializer_list<std::size_t> sizes) {
    std::string grouped;
    for (const std::size_t size : sizes) {
        if (text.empty()) break;
        if (!grouped.empty()) grouped += ' ';
        grouped += text.substr(0, size);
        text.remove_prefix(std::min(size, text.size()));
    }
    if (!text.empty()) grouped.append(" ").append(text);
    return grouped;
}

std::string_view title_in_column(std::string_view title, std::string_view column) {
    if (column.empty() || !title.starts_with(column)) return title;
    const std::string_view rest = title.substr(column.size());
    for (const std::string_view between : {"：", ":", " · "}) {
        if (!rest.starts_with(between)) continue;
        const std::string_view said = rest.substr(between.size());
        const std::size_t begin = said.find_first_not_of(' ');
        return begin == std::string_view::npos ? title : said.substr(begin);
    }
    return title;
}

std::string_view column_in(std::string_view where) {
    constexpr std::string_view between = " · ";
    const std::size_t at = where.rfind(between);
    return at == std::string_view::npos ? std::string_view() : where.substr(at + between.size());
}

}  // namespace hall::kiosk
