// What of Markdown is taken for marks, and what for the text it stands in: people write
// 60*40, ~~, `x` and #1 without thinking of Markdown, and nothing they wrote may vanish.
// Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hall::kiosk::ui {

// The marks before the text of a line: blanks, `>`, bullets and numbers of lists.
struct LinePrefix {
    std::size_t size = 0;
    std::string_view number;  // of the innermost numbered item, with its point: "5."
};
LinePrefix prefix_of_line(std::string_view line);

// The number of the item whose first text comes after `between`, the part of the source
// between two texts; empty if none stands there.
std::string_view item_number_in(std::string_view between);

// The text with a backslash before all that CommonMark takes for marks and this small
// Markdown does not: single stars, stars between digits, underlines, `~`, backticks, HTML,
// lines of `=` or `-` that make a heading of the line above, and definitions of links, whose
// words would vanish.
std::string without_foreign_marks(std::string_view text);

}  // namespace hall::kiosk::ui
