// The words of hall-sync: what --help says, of the program and of each command.

#pragma once

#include <span>
#include <string_view>

namespace hall {

std::string_view usage();
std::string_view usage_of(std::string_view command);  // empty for no command

// What was asked for by --help or -h, wherever it stands after a command, or by "help" and
// a command; empty if it was not.
std::string_view help_in(std::span<const std::string_view> arguments);

}  // namespace hall
