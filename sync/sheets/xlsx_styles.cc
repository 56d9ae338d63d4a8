#include "sync/sheets/xlsx_styles.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "sync/core/clock.h"
#include "sync/core/number.h"

namespace hall {

namespace {

int style_number(std::string_view text, int fallback) {
    return parse_number<int>(text).value_or(fallback);
}

// Without quoted text, escapes and what stands in brackets ([Red], [$-804]); lower case.
std::string format_letters(std::string_view format) {
    std::string letters;
    bool quoted = false;
    bool bracketed = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '"') quoted = !quoted;
        if (c == '\\') {
            ++i;
            continue;
        }
        if (c == '[' && !quoted) bracketed = true;
        if (!quoted && !bracketed && c != '"') {
            letters.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        }
        if (c == ']') bracketed = false;
        if (c == ';' && !quoted && !bracketed) break;  // for negative numbers the same
    }
    return letters;
}

ShownAs shown_by(int id, const std::string& format) {
    constexpr std::array<int, 3> months = {17, 55, 57};
    for (const int month : months) {
        if (id == month && format.empty()) return ShownAs::month;
    }
    if (format.empty()) {
        const bool date =
            (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
        return date ? ShownAs::date : ShownAs::number;
    }
    const std::string letters = format_letters(format);
    if (letters == "general" || letters.find("e+") != std::string::npos) return ShownAs::number;
    const bool year = letters.find('y') != std::string::npos;
    const bool month = letters.find('m') != std::string::npos;
    const bool day = letters.find('d') != std::string::npos;
    if (!((year && month) || (month && day))) return ShownAs::number;
    return day ? ShownAs::date : ShownAs::month;
}

double divisor_of(const std::string& format) {
    if (format.find("!.0,") != std::string::npos || format.find("\\.0,") != std::string::npos ||
        format.find("\".\"0,") != std::string::npos) {
        return 10'000;
    }
    if (format.find("!.0000") != std::string::npos || format.find("\\.0000") != std::string::npos) {
        return 10'000;
    }
    const std::string letters = format_letters(format);
    const std::size_t last = letters.find_last_of("0#");
    const bool scaled =
        last != std::string::npos && last + 1 < letters.size() && letters[last + 1] == ',';
    return scaled ? 1'000 : 1;
}

bool is_red_font(const XmlAttributes& attributes) {
    const std::string_view rgb = attribute(attributes, "rgb");
    return rgb == "FFFF0000" || rgb == "00FF0000" || rgb == "FFC00000" ||
           attribute(attributes, "indexed") == "10" || attribute(attributes, "indexed") == "2";
}

// Fifteen digits are what spreadsheets keep; nothing in powers of ten where it can be helped.
std::string plain_decimal(double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.15g", value);
    std::string plain(text.data());
    if (plain.find('e') == std::string::npos) return plain;
    if (std::fabs(value) < 1) {
        std::snprintf(text.data(), text.size(), "%.12f", value);
        plain = text.data();
        while (plain.back() == '0') plain.pop_back();
        if (plain.back() == '.') plain.pop_back();
        return plain == "-0" ? "0" : plain;
    }
    if (std::fabs(value) < 1e22) {
        std::snprintf(text.data(), text.size(), "%.0f", value);
        return text.data();
    }
    return plain;
}

std::string date_of_serial(double serial, bool from_1904, bool month_only) {
    constexpr std::int64_t serial_of_1970 = 25569;
    constexpr std::int64_t days_1900_to_1904 = 1462;
    auto day = static_cast<std::int64_t>(std::floor(serial));
    if (from_1904) day += days_1900_to_1904;
    if (day < 60) ++day;  // spreadsheets take 1900 for a leap year
    const std::string text = date_text(date_of_days(day - serial_of_1970));
    return month_only ? text.substr(0, 7) : text;
}

}  // namespace

void StylesPart::start(std::string_view name, const XmlAttributes& attributes) {
    if (name == "numFmt") {
        const std::string code(attribute(attributes, "formatCode"));
        formats_[style_number(attribute(attributes, "numFmtId"), -1)] = code;
    } else if (name == "fonts") {
        in_fonts_ = true;
    } else if (name == "font" && in_fonts_) {
        red_fonts_.push_back(false);
    } else if (name == "color" && in_fonts_ && !red_fonts_.empty()) {
        red_fonts_.back() = is_red_font(attributes);
    } else if (name == "cellXfs") {
        in_cells_ = true;
    } else if (name == "xf" && in_cells_) {
        const int id = style_number(attribute(attributes, "numFmtId"), 0);
        const auto font =
            static_cast<std::size_t>(style_number(attribute(attributes, "fontId"), 0));
        const auto known = formats_.find(id);
        const std::string format = known == formats_.end() ? std::string() : known->second;
        styles_.push_back({.shown_as = shown_by(id, format),
                           .divided_by = divisor_of(format),
                           .red = font < red_fonts_.size() && red_fonts_[font]});
    }
}

void StylesPart::end(std::string_view name) {
    if (name == "fonts") in_fonts_ = false;
    if (name == "cellXfs") in_cells_ = false;
}

SheetCell shown_cell(std::string_view value, const CellStyle& style, bool from_1904) {
    double number = 0;
    const char* const end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc{} || rest != end || !std::isfinite(number)) {
        return {.text = std::string(value), .kind = CellKind::text, .red = style.red};
    }
    constexpr double serial_max = 2958465;  // 9999-12-31
    if (style.shown_as != ShownAs::number && number >= 1 && number <= serial_max) {
        return {.text = date_of_serial(number, from_1904, style.shown_as == ShownAs::month),
                .kind = CellKind::date,
                .red = style.red};
    }
    return {.text = plain_decimal(number / style.divided_by),
            .kind = CellKind::number,
            .red = style.red};
}

}  // namespace hall
