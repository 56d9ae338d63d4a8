#include "sync/core/plain_text.h"

#include "sync/core/ascii.h"

namespace hall {

namespace {

constexpr std::string_view marks_anywhere = "\\`*_~[]<>&|";
constexpr std::string_view marks_at_start = "#+-=";

// Where a backslash is due at the start of a line: before a heading's or a bullet's mark, or
// before the point of a number. npos: nowhere.
std::size_t start_mark(std::string_view line) {
    std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string_view::npos) return at;
    if (marks_at_start.find(line[at]) != std::string_view::npos) return at;
    const std::size_t digits = at;
    while (at < line.size() && is_digit(line[at])) ++at;
    const bool numbered = at > digits && at < line.size() && (line[at] == '.' || line[at] == ')');
    return numbered ? at : std::string_view::npos;
}

void append_line(std::string& text, std::string_view line) {
    const std::size_t start = start_mark(line);
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool mark = i == start || marks_anywhere.find(line[i]) != std::string_view::npos;
        if (mark) text.push_back('\\');
        text.push_back(line[i]);
    }
}

std::string lines_of(std::string_view plain, std::string_view between) {
    std::string text;
    for (;;) {
        const std::size_t end = plain.find('\n');
        std::string_view line = plain.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        append_line(text, line);
        if (end == std::string_view::npos) return text;
        text += between;
        plain.remove_prefix(end + 1);
    }
}

}  // namespace

std::string escaped_markdown(std::string_view plain) {
    return lines_of(plain, "\n");
}

std::string paragraphs_of_plain_text(std::string_view plain) {
    return lines_of(plain, "\n\n");
}

}  // namespace hall
