// Personal data in texts and tables.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

// privacy FILE: a line of JSON for each finding; exit 0 if there is none, 1 if there is.
int privacy(const std::vector<std::string>& arguments);

}  // namespace hall::check
