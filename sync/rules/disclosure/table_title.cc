#include "sync/rules/disclosure/table_title.h"

#include <algorithm>
#include <array>

#include "sync/core/number.h"
#include "sync/rules/disclosure/header_match.h"

namespace hall {

namespace {

bool has_word(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

// The digits before a place.
std::optional<int> number_before(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
    return parse_number<int>(text.substr(begin, end - begin));
}

std::optional<int> year_in(std::string_view text) {
    constexpr std::string_view figures[] = {"〇", "一", "二", "三", "四",
                                            "五", "六", "七", "八", "九"};
    std::string digits(text);
    for (std::size_t i = 0; i < 10; ++i) {
        for (std::size_t at = digits.find(figures[i]); at != std::string::npos;
             at = digits.find(figures[i], at)) {
            digits.replace(at, 3, std::string(1, static_cast<char>('0' + i)));
        }
    }
    for (std::size_t at = digits.find("年"); at != std::string::npos;
         at = digits.find("年", at + 1)) {
        const auto year = number_before(digits, at);
        if (year && *year >= 1949 && *year <= 2199) return year;
    }
    return std::nullopt;
}

struct PeriodWord {
    std::string_view word;
    std::string_view kind;
    int index;
};

constexpr std::array<PeriodWord, 17> period_words = {{{"一季度", "quarter", 1},
                                                      {"二季度", "quarter", 2},
                                                      {"三季度", "quarter", 3},
                                                      {"四季度", "quarter", 4},
                                                      {"1季度", "quarter", 1},
                                                      {"2季度", "quarter", 2},
                                                      {"3季度", "quarter", 3},
                                                      {"4季度", "quarter", 4},
                                                      {"1-3月", "quarter", 1},
                                                      {"4-6月", "quarter", 2},
                                                      {"7-9月", "quarter", 3},
                                                      {"10-12月", "quarter", 4},
                                                      {"上半年", "half", 1},
                                                      {"下半年", "half", 2},
                                                      {"1-6月", "half", 1},
                                                      {"7-12月", "half", 2},
                                                      {"1-12月", "year", 0}}};

// "上季结余：126843.57元" in a line of its own.
std::optional<std::int64_t> opening_in(std::string_view line) {
    constexpr std::string_view words[] = {
        "上期结转", "上月结转", "上季结转", "上年结转", "上期结余", "上月结余", "上季结余",
        "上年结余", "期初余额", "上期余额", "上月余额", "上季余额", "上年余额"};
    for (const std::string_view word : words) {
        const std::size_t at = line.find(word);
        if (at == std::string_view::npos) continue;
        std::string_view rest = line.substr(at + word.size());
        const std::size_t begin = rest.find_first_of("-0123456789");
        if (begin == std::string_view::npos || begin > 12) continue;
        rest.remove_prefix(begin);
        std::size_t end = rest.find_first_not_of("-0123456789.,");
        if (end != std::string_view::npos && rest.substr(end).starts_with("万")) end += 3;
        return read_number(rest.substr(0, end)).value;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Period> period_in(std::string_view text) {
    std::string plain = plain_cell(text);
    for (const std::string_view dash : {"—", "－", "至", "~", "～"}) {
        for (std::size_t at = plain.find(dash); at != std::string::npos; at = plain.find(dash)) {
            plain.replace(at, dash.size(), "-");
        }
    }
    const std::optional<int> year = year_in(plain);
    if (!year) return std::nullopt;
    for (const PeriodWord& each : period_words) {
        const std::size_t at = plain.find(each.word);
        if (at == std::string::npos) continue;
        // "11-12月" is not "1-12月".
        if (at > 0 && plain[at - 1] >= '0' && plain[at - 1] <= '9') continue;
        return Period{std::string(each.kind), *year, each.index};
    }
    for (std::size_t at = plain.find("月"); at != std::string::npos;
         at = plain.find("月", at + 1)) {
        const auto month = number_before(plain, at);
        if (month && *month >= 1 && *month <= 12) return Period{"month", *year, *month};
    }
    return Period{"year", *year, 0};
}

TableTitle title_of(const Sheet& sheet, std::size_t header) {
    TableTitle title;
    constexpr std::size_t rows_max = 10;
    for (std::size_t i = 0; i < std::min({header, sheet.rows.size(), rows_max}); ++i) {
        std::string line;
        for (const SheetCell& cell : sheet.rows[i].cells) line += plain_cell(cell.text) + " ";
        if (title.text.empty() && !sheet.rows[i].cells.empty()) {
            for (const SheetCell& cell : sheet.rows[i].cells) {
                if (title.text.empty()) title.text = cell.text;
            }
        }
        if (!title.year) title.year = year_in(line);
        if (!title.period) title.period = period_in(line);
        const bool says_unit = has_word(line, "单位") || has_word(line, "金额");
        if (title.money_factor == 0 && (says_unit || has_word(line, "万元)"))) {
            title.money_factor = money_factor_in(line);
        }
        if (!title.opening) title.opening = opening_in(line);
    }
    return title;
}

}  // namespace hall
