#include "sync/rules/disclosure/cell_values.h"

#include <algorithm>
#include <array>
#include <vector>

#include "sync/core/blank.h"
#include "sync/core/number.h"
#include "sync/core/utf8.h"

namespace hall {

namespace {

constexpr std::int64_t cell_value_max = 1'000'000'000'000 * millionths;

bool is_cell_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_cell_digit);
}

template <typename List>
bool take_prefix(std::string_view& text, const List& prefixes) {
    for (const std::string_view prefix : prefixes) {
        if (!text.starts_with(prefix)) continue;
        text.remove_prefix(prefix.size());
        return true;
    }
    return false;
}

struct UnitSuffix {
    std::string_view text;
    std::int64_t factor;
};

// The longest first.
constexpr std::array<UnitSuffix, 24> unit_suffixes = {
    {{"万元整", 10'000}, {"万元", 10'000}, {"千元", 1'000}, {"元整", 1}, {"元/月", 1},
     {"元/亩", 1},       {"元/人", 1},     {"平方米", 1},   {"工日", 1}, {"万", 10'000},
     {"元", 1},          {"圆", 1},        {"亩", 1},       {"人", 1},   {"台", 1},
     {"层", 1},          {"米", 1},        {"㎡", 1},       {"m2", 1},   {"m", 1},
     {"户", 1},          {"岁", 1},        {"个", 1},       {"家", 1}}};

bool is_no_value(std::string_view text) {
    constexpr std::array<std::string_view, 9> marks = {"-",  "--", "—",  "——", "/",
                                                       "\\", "无", "－", "–"};
    return std::find(marks.begin(), marks.end(), text) != marks.end();
}

// Takes commas out of "1,234,567"; false if one stands where none belongs.
bool take_out_commas(std::string& whole) {
    const std::size_t first = whole.find(',');
    if (first == std::string::npos) return true;
    if (first == 0 || first > 3) return false;
    for (std::size_t i = first; i < whole.size(); i += 4) {
        if (whole[i] != ',' || !all_digits(std::string_view(whole).substr(i + 1, 3)) ||
            i + 4 > whole.size()) {
            return false;
        }
    }
    whole.erase(std::remove(whole.begin(), whole.end(), ','), whole.end());
    return true;
}

NumberReading wrong_number(NumberProblem problem) {
    return {.value = std::nullopt, .problem = problem};
}

bool is_scientific(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || e + 1 >= text.size()) return false;
    std::string_view exponent = text.substr(e + 1);
    if (exponent[0] == '+' || exponent[0] == '-') exponent.remove_prefix(1);
    return all_digits(exponent) && (is_cell_digit(text[0]) || text[0] == '-');
}

// Digits with at most one point, without sign, in millionths × factor.
NumberReading unsigned_number(std::string_view text, const NumberStyle& style) {
    const std::size_t point = text.find('.');
    std::string whole(text.substr(0, point));
    std::string decimals(point == std::string_view::npos ? "" : text.substr(point + 1));
    const std::string digits_only = [&] {
        std::string digits = whole;
        digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
        return digits;
    }();
    if (!all_digits(digits_only) && !(digits_only.empty() && !decimals.empty())) {
        return wrong_number(NumberProblem::no_number);
    }
    if (point != std::string_view::npos && !decimals.empty() && !all_digits(decimals)) {
        return wrong_number(NumberProblem::no_number);
    }
    if (!take_out_commas(whole)) return wrong_number(NumberProblem::comma);
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
    if (whole.size() > 13) return wrong_number(NumberProblem::too_large);
    std::int64_t value = 0;
    for (const char c : whole) value = value * 10 + (c - '0');
    // Each decimal is a tenth of the one before; the factor makes room for further ones.
    std::int64_t unit = millionths * style.factor;
    if (value > cell_value_max / unit) return wrong_number(NumberProblem::too_large);
    value *= unit;
    bool rounded = false;
    for (const char c : decimals) {
        if (unit % 10 != 0) {
            if (!style.may_round) return wrong_number(NumberProblem::decimals);
            value += c >= '5' ? 1 : 0;
            rounded = true;
            break;
        }
        unit /= 10;
        value += unit * (c - '0');
    }
    if (const std::int64_t over = value % style.step; over != 0) {
        if (!style.may_round) return wrong_number(NumberProblem::decimals);
        value += over * 2 >= style.step ? style.step - over : -over;
        rounded = true;
    }
    return {.value = value, .problem = NumberProblem::none, .rounded = rounded};
}

// "2袋": digits, and then at most four characters without any.
std::string_view without_things(std::string_view text) {
    const std::size_t end = text.find_first_not_of("0123456789.,");
    if (end == std::string_view::npos || end == 0) return text;
    const std::string_view things = text.substr(end);
    constexpr std::size_t characters_max = 4;
    if (character_count(things) > characters_max) return text;
    for (std::string_view rest = things; !rest.empty();) {
        if (!is_han(next_character(rest))) return text;
    }
    return text.substr(0, end);
}

// The year, month and day of "2018-1-2" and its like; -1 where there is none.
std::vector<int> numbers_in_date(std::string_view text, bool& good) {
    std::vector<int> numbers;
    good = true;
    while (!text.empty()) {
        std::size_t digits = 0;
        while (digits < text.size() && is_cell_digit(text[digits])) ++digits;
        const auto number = parse_number<int>(text.substr(0, digits));
        if (!number || numbers.size() == 3) {
            good = false;
            return numbers;
        }
        numbers.push_back(*number);
        text.remove_prefix(digits);
        constexpr std::array<std::string_view, 9> marks = {"-",  "/",  ".", "年", "月",
                                                           "日", "号", "·", "、"};
        if (!text.empty() && !take_prefix(text, marks)) {
            good = false;
            return numbers;
        }
    }
    return numbers;
}

DateReading made_date(int year, int month, int day, bool month_only) {
    if (year < 100) year += year < 50 ? 2000 : 1900;
    const Date date{year, month, day};
    if (year < 1900 || year > 2199 || !date_exists(date)) return {};
    return {.date = date, .month_only = month_only};
}

DateReading date_of_digits(std::string_view text) {
    const int number = parse_number<int>(text).value_or(0);
    if (text.size() == 8) return made_date(number / 10000, number / 100 % 100, number % 100, false);
    if (text.size() == 6) return made_date(number / 100, number % 100, 1, true);
    constexpr int serial_min = 32874;  // 1990-01-01
    constexpr int serial_max = 73050;  // 2099-12-31
    if (text.size() == 5 && number >= serial_min && number <= serial_max) {
        constexpr std::int64_t serial_of_1970 = 25569;
        return {.date = date_of_days(number - serial_of_1970), .from_serial = true};
    }
    return {};
}

int capital_figure(char32_t c) {
    constexpr std::u32string_view figures = U"零壹贰叁肆伍陆柒捌玖";
    constexpr std::u32string_view others = U"〇一二三四五六七八九";
    const std::size_t at = figures.find(c);
    if (at != std::u32string_view::npos) return static_cast<int>(at);
    const std::size_t other = others.find(c);
    return other == std::u32string_view::npos ? -1 : static_cast<int>(other);
}

int capital_place(char32_t c) {
    if (c == U'拾' || c == U'十') return 10;
    if (c == U'佰' || c == U'百') return 100;
    if (c == U'仟' || c == U'千') return 1000;
    return 0;
}

}  // namespace

std::string plain_cell(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        char32_t c = next_character(text);
        if (c < 0x80) {
            if (c > ' ') plain.push_back(static_cast<char>(c));
            continue;
        }
        if (is_blank(c)) continue;
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        if (c == U'−' || c == U'﹣') c = U'-';
        append_utf8(plain, c);
    }
    return plain;
}

NumberReading read_number(std::string_view cell, const NumberStyle& style) {
    if (cell.empty()) return {};
    const std::string plain = plain_cell(cell);
    std::string_view text = plain;
    if (text.empty() || is_no_value(text)) return {};
    if (text[0] == '=' || text.starts_with("+SUM")) return wrong_number(NumberProblem::formula);
    if (text.find_first_not_of('#') == std::string_view::npos) {
        return wrong_number(NumberProblem::too_narrow);
    }
    if (text[0] == '#') return wrong_number(NumberProblem::error_value);
    bool negative = false;
    NumberStyle used = style;
    constexpr std::array<std::string_view, 5> currencies = {"¥", "￥", "人民币", "RMB", "$"};
    take_prefix(text, currencies);
    if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
        negative = true;
        text = text.substr(1, text.size() - 2);
    }
    constexpr std::array<std::string_view, 4> minuses = {"-", "△", "▲", "负"};
    if (take_prefix(text, minuses)) negative = true;
    if (text.starts_with("+")) text.remove_prefix(1);
    take_prefix(text, currencies);
    for (const UnitSuffix& unit : unit_suffixes) {
        if (!text.ends_with(unit.text)) continue;
        text.remove_suffix(unit.text.size());
        if (unit.factor > 1) used.factor = unit.factor;
        break;
    }
    if (used.counted) text = without_things(text);
    if (text.size() > 1 && text.back() == '-') {
        negative = true;
        text.remove_suffix(1);
    }
    if (is_scientific(text)) return wrong_number(NumberProblem::scientific);
    if (text.empty()) return wrong_number(NumberProblem::no_number);
    NumberReading reading = unsigned_number(text, used);
    if (reading.value && negative) reading.value = -*reading.value;
    return reading;
}

std::string quoted_cell(std::string_view cell) {
    constexpr std::size_t digits_max = 10;
    const auto digits = std::count_if(cell.begin(), cell.end(), is_cell_digit);
    const std::size_t shown = static_cast<std::size_t>(digits) > digits_max ? 4 : 20;
    const std::string_view start = prefix_of(cell, shown);
    return "“" + std::string(start) + (start.size() < cell.size() ? "…”" : "”");
}

std::string sentence_of(NumberProblem problem, std::string_view cell) {
    const std::string quoted = quoted_cell(cell);
    switch (problem) {
        case NumberProblem::none:
            return {};
        case NumberProblem::no_number:
            return quoted + "不是数字";
        case NumberProblem::comma:
            return quoted + "里的逗号位置不对，看不出是多少";
        case NumberProblem::decimals:
            return quoted + "的小数太多，钱最多写到分";
        case NumberProblem::too_large:
            return quoted + "太大了，不像是真的";
        case NumberProblem::error_value:
            return quoted + "是出错的公式，没有算出数来";
        case NumberProblem::formula:
            return "里面是公式，不是数字";
        case NumberProblem::too_narrow:
            return "显示成了“####”，数字没有存进来";
        case NumberProblem::scientific:
            return quoted + "是科学计数法，后面的数字已经丢了";
    }
    return {};
}

std::string cure_of(NumberProblem problem) {
    switch (problem) {
        case NumberProblem::none:
            return {};
        case NumberProblem::no_number:
        case NumberProblem::too_large:
            return "请照原始凭证改成数字";
        case NumberProblem::comma:
            return "请把逗号去掉，写成1234.56这样";
        case NumberProblem::decimals:
            return "请四舍五入到分，再核对合计";
        case NumberProblem::error_value:
            return "请在表格里改好公式，算出数来再保存";
        case NumberProblem::formula:
            return "请选中这一列，复制后用“选择性粘贴—数值”贴回去，再保存";
        case NumberProblem::too_narrow:
            return "请把这一列拉宽，看得见数字后再保存";
        case NumberProblem::scientific:
            return "请把这一列设成“数值”或“文本”，重新填写";
    }
    return {};
}

DateReading read_date(std::string_view cell, std::optional<int> year_of_table) {
    std::string plain = plain_cell(cell.substr(0, cell.find(':') == std::string_view::npos
                                                      ? cell.size()
                                                      : std::min(cell.find(' '), cell.size())));
    if (plain.empty() || is_no_value(plain)) return {.empty = true};
    if (const std::size_t t = plain.find('T'); t == 10) plain.resize(t);
    if (all_digits(plain)) return date_of_digits(plain);
    if (plain.ends_with("年")) return {};
    bool good = false;
    const std::vector<int> numbers = numbers_in_date(plain, good);
    if (!good) return {};
    const bool has_year = plain.find("年") != std::string::npos;
    if (numbers.size() == 3) return made_date(numbers[0], numbers[1], numbers[2], false);
    if (numbers.size() != 2) return {};
    if (has_year || numbers[0] > 1000) return made_date(numbers[0], numbers[1], 1, true);
    if (!year_of_table) return {};
    return made_date(*year_of_table, numbers[0], numbers[1], false);
}

std::optional<Fen> read_capitals(std::string_view cell) {
    const std::string plain = plain_cell(cell);
    std::string_view text = plain;
    constexpr std::array<std::string_view, 3> before = {"人民币:", "人民币", "¥"};
    take_prefix(text, before);
    Fen whole = 0;  // of yuan, groups that are done
    Fen group = 0;  // below 万
    Fen fen = 0;
    int figure = -1;
    bool any = false;
    while (!text.empty()) {
        const char32_t c = next_character(text);
        if (c == U'整' || c == U'正') continue;
        if (const int next = capital_figure(c); next >= 0) {
            figure = next;
            any = true;
        } else if (const int place = capital_place(c); place > 0) {
            group += (figure < 0 ? 1 : figure) * place;
            figure = -1;
        } else if (c == U'万' || c == U'亿') {
            whole = (whole + group + std::max(figure, 0)) * (c == U'万' ? 10'000 : 100'000'000);
            group = 0;
            figure = -1;
        } else if (c == U'元' || c == U'圆') {
            whole += group + std::max(figure, 0);
            group = 0;
            figure = -1;
        } else if (c == U'角' || c == U'分') {
            fen += std::max(figure, 0) * (c == U'角' ? 10 : 1);
            figure = -1;
        } else {
            return std::nullopt;
        }
        if (whole > money_max / 100 || group > 1'000'000) return std::nullopt;
    }
    if (!any) return std::nullopt;
    return (whole + group + std::max(figure, 0)) * 100 + fen;
}

std::string number_text(std::int64_t in_millionths) {
    const bool negative = in_millionths < 0;
    const auto all = static_cast<std::uint64_t>(negative ? -in_millionths : in_millionths);
    std::string text = std::to_string(all / 1'000'000);
    std::string decimals = std::to_string(all % 1'000'000);
    decimals.insert(0, 6 - decimals.size(), '0');
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
    if (!decimals.empty()) text += "." + decimals;
    return negative ? "-" + text : text;
}

}  // namespace hall
