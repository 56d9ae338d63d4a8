#include "sync/rules/calendar.h"

#include <cstdint>
#include <iterator>

#include "sync/core/check.h"

namespace hall {

namespace {

// The lunar years 1900 to 2100. Bits 0 to 12: which months, as they follow each other, have
// 30 days; bits 13 to 16: the number of the leap month, 0 if there is none; from bit 17 on:
// the first day, counted from 20 January.
//
// Months begin on the day of the new moon at 120° east (before 1929 at Beijing), computed to
// seconds by the ephemeris of the npm package lunar-javascript 1.7.7 (MIT) after GB/T
// 33661-2017, and compared month by month with two others: the table of the npm package
// solarlunar 3.1.0, which differs in 1933 and 2097, where a new moon lies minutes after
// midnight and ICU agrees with this table; and the astronomy of ICU 72, which differs in
// eleven years, where its own new moons are minutes off (2018-11-08 among them) and
// solarlunar agrees with this table.
constexpr std::uint32_t years[] = {
    // clang-format off
    0x1716D2, 0x3C0752, 0x260EA5, 0x12B64A, 0x36064B, 0x1E0A9B, 0x0A9556, 0x30056A,  // 1900
    0x1A0B59, 0x045752, 0x2A0752, 0x14DB25, 0x3A0B25, 0x220A4B, 0x0CB4AB, 0x3202AD,  // 1908
    0x1C056B, 0x064B69, 0x2C0DA9, 0x18FD92, 0x3E0E92, 0x260D25, 0x10BA4D, 0x360A56,  // 1916
    0x2002B6, 0x0895B5, 0x3006D4, 0x1A0EA9, 0x065E92, 0x2A0E92, 0x14CD26, 0x38052B,  // 1924
    0x220A57, 0x0CB2B6, 0x320B5A, 0x1E06D4, 0x086EC9, 0x2C0749, 0x16F693, 0x3C0A93,  // 1932
    0x26052B, 0x0ECA5B, 0x340AAD, 0x20056A, 0x0A9B55, 0x300BA4, 0x1A0B49, 0x045A93,  // 1940
    0x2A0A95, 0x12F52D, 0x380536, 0x220AAD, 0x0EB5AA, 0x3205B2, 0x1C0DA5, 0x087D4A,  // 1948
    0x2E0D4A, 0x170A95, 0x3A0A97, 0x260556, 0x10CAB5, 0x340AD5, 0x2006D2, 0x0A8EA5,  // 1956
    0x300EA5, 0x1A064A, 0x026C97, 0x280A9B, 0x14F55A, 0x38056A, 0x220B69, 0x0EB752,  // 1964
    0x340B52, 0x1C0B25, 0x06964B, 0x2C0A4B, 0x1714AB, 0x3A02AD, 0x24056D, 0x10CB69,  // 1972
    0x360DA9, 0x200D92, 0x0A9D25, 0x300D25, 0x1B5A4D, 0x3E0A56, 0x2802B6, 0x12C5B5,  // 1980
    0x3806D5, 0x220EA9, 0x0EBE92, 0x340E92, 0x1E0D26, 0x066A56, 0x2A0A57, 0x1714D6,  // 1988
    0x3C035A, 0x2406D5, 0x10B6C9, 0x360749, 0x200693, 0x08952B, 0x2E052B, 0x180A5B,  // 1996
    0x04555A, 0x28056A, 0x12FB55, 0x3A0BA4, 0x240B49, 0x0CBA93, 0x320A95, 0x1C052D,  // 2004
    0x068AAD, 0x2A0AB5, 0x1735AA, 0x3C05D2, 0x260DA5, 0x10DD4A, 0x360D4A, 0x200C95,  // 2012
    0x0A952E, 0x2E0556, 0x180AB5, 0x0455B2, 0x2A06D2, 0x12CEA5, 0x380725, 0x22064B,  // 2020
    0x0CAC97, 0x300CAB, 0x1C055A, 0x066AD6, 0x2C0B69, 0x177752, 0x3C0B52, 0x260B25,  // 2028
    0x10DA4B, 0x340A4B, 0x1E04AB, 0x08A55B, 0x2E05AD, 0x180B6A, 0x045B52, 0x2A0D92,  // 2036
    0x14FD25, 0x380D25, 0x220A55, 0x0CB4AD, 0x3204B6, 0x1A05B5, 0x066DAA, 0x2C0EC9,  // 2044
    0x191E92, 0x3C0E92, 0x260D26, 0x10CA56, 0x340A57, 0x1E04D6, 0x0886D5, 0x2E0755,  // 2052
    0x1A0749, 0x026E93, 0x280693, 0x12F52B, 0x38052B, 0x200A5B, 0x0CB55A, 0x32056A,  // 2060
    0x1C0B65, 0x06974A, 0x2C0B4A, 0x171A95, 0x3C0A95, 0x24052D, 0x0ECAAD, 0x340AB5,  // 2068
    0x2005AA, 0x088BA5, 0x2E0DA5, 0x1A0D4A, 0x047C95, 0x280C96, 0x12F94E, 0x380556,  // 2076
    0x220AB5, 0x0CB5B2, 0x3206D2, 0x1C0EA5, 0x088E4A, 0x2A068B, 0x150C97, 0x3A04AB,  // 2084
    0x24055B, 0x0ECAD6, 0x340B6A, 0x200752, 0x0A9725, 0x2E0B45, 0x180A8B, 0x02549B,  // 2092
    0x2804AB,  // 2100
    // clang-format on
};
static_assert(std::size(years) == lunar_year_max - lunar_year_min + 1);

constexpr int months_usual = 12;

bool in_table(int year) {
    return year >= lunar_year_min && year <= lunar_year_max;
}

// Days from the first day of the year to the first of the month; nothing if the year has
// no such month, or it no such day.
std::optional<int> days_before(const LunarYear& year, LunarDate date) {
    int days = 0;
    for (const LunarMonth& month : year.months()) {
        if (month.month == date.month && month.leap == date.leap) {
            if (date.day < 1 || date.day > month.days) return std::nullopt;
            return days;
        }
        days += month.days;
    }
    return std::nullopt;
}

}  // namespace

LunarYear::LunarYear(int year) {
    CHECK(in_table(year));
    const std::uint32_t packed = years[year - lunar_year_min];
    const int leap_month = static_cast<int>(packed >> 13 & 15U);
    count_ = leap_month != 0 ? months_usual + 1 : months_usual;
    int number = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        const bool leap = leap_month != 0 && i == static_cast<std::size_t>(leap_month);
        if (!leap) ++number;
        months_[i] = {number, leap, (packed >> i & 1U) != 0 ? 30 : 29};
    }
    const std::int64_t january = days_of({year, 1, 20});
    first_day_ = date_of_days(january + static_cast<std::int64_t>(packed >> 17));
}

bool lunar_date_exists(LunarDate date) {
    return in_table(date.year) && days_before(LunarYear(date.year), date).has_value();
}

std::optional<Date> solar_of(LunarDate date) {
    if (!in_table(date.year)) return std::nullopt;
    const LunarYear year(date.year);
    const std::optional<int> days = days_before(year, date);
    if (!days) return std::nullopt;
    return date_of_days(days_of(year.first_day()) + *days + date.day - 1);
}

std::optional<LunarDate> lunar_of(Date date) {
    // The lunar year begins within the solar one: it is this one or the one before.
    for (const int number : {date.year, date.year - 1}) {
        if (!in_table(number)) continue;
        const LunarYear year(number);
        std::int64_t days = days_of(date) - days_of(year.first_day());
        if (days < 0) continue;
        for (const LunarMonth& month : year.months()) {
            if (days < month.days) {
                return LunarDate{number, month.month, month.leap, static_cast<int>(days) + 1};
            }
            days -= month.days;
        }
    }
    return std::nullopt;
}

}  // namespace hall
