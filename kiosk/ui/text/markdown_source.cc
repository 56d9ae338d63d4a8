#include "kiosk/ui/text/markdown_source.h"

#include <algorithm>

#include "sync/core/ascii.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::size_t number_digits_max = 9;  // of an item, as CommonMark has it

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

bool is_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

// A full-width digit is three bytes, EF BC 90 to EF BC 99.
bool is_wide_digit(std::string_view three) {
    return three.size() == 3 && three.starts_with("\xEF\xBC") && three[2] >= '\x90' &&
           three[2] <= '\x99';
}

bool ends_in_digit(std::string_view text) {
    return !text.empty() && (is_digit(text.back()) ||
                             (text.size() >= 3 && is_wide_digit(text.substr(text.size() - 3))));
}

bool starts_with_digit(std::string_view text) {
    return !text.empty() && (is_digit(text.front()) || is_wide_digit(text.substr(0, 3)));
}

// "5." or "5)" with a blank or the line's end behind it; empty if the line starts otherwise.
std::string_view number_at_start(std::string_view line) {
    std::size_t digits = 0;
    while (digits < line.size() && is_digit(line[digits])) ++digits;
    if (digits == 0 || digits > number_digits_max || digits == line.size()) return {};
    if (line[digits] != '.' && line[digits] != ')') return {};
    if (digits + 1 < line.size() && !is_blank(line[digits + 1])) return {};
    return line.substr(0, digits + 1);
}

bool is_bullet(std::string_view line) {
    return !line.empty() && (line[0] == '-' || line[0] == '+' || line[0] == '*') &&
           (line.size() == 1 || is_blank(line[1]));
}

bool only(std::string_view line, char mark) {
    return !line.empty() &&
           std::all_of(line.begin(), line.end(), [&](char c) { return c == mark; });
}

std::string_view trimmed(std::string_view line) {
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    while (!line.empty() && (is_blank(line.back()) || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

// "---", "* * *": a line across the page. Of underlines none is made.
bool is_rule(std::string_view line) {
    const char mark = line.empty() ? ' ' : line[0];
    if (mark != '-' && mark != '*') return false;
    return std::count(line.begin(), line.end(), mark) >= 3 &&
           std::all_of(line.begin(), line.end(), [&](char c) { return c == mark || is_blank(c); });
}

void append_escaped(std::string& out, std::string_view marks) {
    for (const char c : marks) {
        out.push_back('\\');
        out.push_back(c);
    }
}

// A run of stars is a mark if it is long enough to be one and no sign of multiplication.
void append_stars(std::string& out, std::string_view line, std::size_t at, std::size_t count) {
    const std::string_view stars = line.substr(at, count);
    const bool between_digits =
        ends_in_digit(line.substr(0, at)) && starts_with_digit(line.substr(at + count));
    if (count == 1 || between_digits)
        append_escaped(out, stars);
    else
        out += stars;
}

// The text of a line, behind its prefix.
void append_words(std::string& out, std::string_view line) {
    if (line.starts_with('[') && line.find("]:") != std::string_view::npos) out.push_back('\\');
    for (std::size_t i = 0; i < line.size();) {
        const char c = line[i];
        if (c == '\\' && i + 1 < line.size() && is_punctuation(line[i + 1])) {
            out += line.substr(i, 2);
            i += 2;
        } else if (c == '*') {
            const std::size_t end = std::min(line.find_first_not_of('*', i), line.size());
            append_stars(out, line, i, end - i);
            i = end;
        } else {
            if (c == '~' || c == '_' || c == '`' || c == '<') out.push_back('\\');
            out.push_back(c);
            ++i;
        }
    }
}

struct LineAbove {
    bool text = false;    // it is not blank
    bool number = false;  // it begins a numbered item
};

// A line of only dashes or equals signs is a heading's underline to CommonMark, but for
// people a line across the page, or what they typed.
void append_line(std::string& out, std::string_view line, LineAbove after) {
    const std::string_view marks = trimmed(line);
    if (only(marks, '=') || (after.text && only(marks, '-') && marks.size() < 3)) {
        append_escaped(out, marks.substr(0, 1));
        out += marks.substr(1);
        return;
    }
    if (is_rule(marks)) {
        if (after.text) out.push_back('\n');
        out += marks;
        return;
    }
    const LinePrefix prefix = prefix_of_line(line);
    // CommonMark lets only a list from 1 on begin right below a text; people begin at any.
    const bool starts_list = !prefix.number.empty() && !after.number && prefix.number[0] != '1' &&
                             line.substr(0, prefix.size).find('>') == std::string_view::npos;
    if (after.text && starts_list) out.push_back('\n');
    out += line.substr(0, prefix.size);
    append_words(out, line.substr(prefix.size));
}

}  // namespace

LinePrefix prefix_of_line(std::string_view line) {
    LinePrefix prefix;
    for (;;) {
        const std::string_view rest = line.substr(prefix.size);
        if (rest.empty()) return prefix;
        const std::string_view number = number_at_start(rest);
        if (!number.empty()) {
            prefix.number = number;
            prefix.size += number.size();
        } else if (is_blank(rest[0]) || rest[0] == '>' || is_bullet(rest)) {
            ++prefix.size;
        } else {
            return prefix;
        }
    }
}

std::string_view item_number_in(std::string_view between) {
    std::string_view number;
    while (!between.empty()) {
        const std::size_t end = between.find('\n');
        const LinePrefix prefix = prefix_of_line(between.substr(0, end));
        if (!prefix.number.empty()) number = prefix.number;
        between.remove_prefix(end == std::string_view::npos ? between.size() : end + 1);
    }
    return number;
}

std::string without_foreign_marks(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    LineAbove after;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        append_line(out, line, after);
        after = {!trimmed(line).empty(), !prefix_of_line(line).number.empty()};
        if (end == std::string_view::npos) break;
        out.push_back('\n');
        text.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace hall::kiosk::ui
