// Blank: text in which there is nothing to read. Spaces of every width, characters without
// any width and controls are blank, so that a field filled with them counts as left empty.

#pragma once

#include <string_view>

namespace hall {

// True for Unicode's white space, format and filler characters, controls and variation
// selectors: what leaves no mark on a screen (Unicode 15, White_Space and
// Default_Ignorable_Code_Point, and U+2800, a braille cell without dots).
bool is_blank(char32_t character);

// True if every character is blank; also for an empty text.
bool is_blank(std::string_view text);

// Without the white space and line breaks around it. Characters without width that stand
// beside letters are kept: some scripts need them.
std::string_view trimmed(std::string_view text);

}  // namespace hall
