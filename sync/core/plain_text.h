// Plain text where Markdown is asked for: every mark stands for itself. Pure.

#pragma once

#include <string>
#include <string_view>

namespace hall {

// The text with a backslash before each mark that Markdown would take for its own:
// "60*40" stays 60*40, and a line "5. 涂白" no item of a list that counts for itself.
std::string escaped_markdown(std::string_view plain);

// The same for a text in lines: each becomes a paragraph, and \r is no character.
std::string paragraphs_of_plain_text(std::string_view plain);

}  // namespace hall
