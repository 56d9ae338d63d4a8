// Places on the screen, for a finger of Person's.

#pragma once

#include <regex>
#include <string>

#include "tests/catch.h"

namespace hall::test {

struct Spot {
    int x = 0;
    int y = 0;
};

// Where a label is tapped, from the lines that a walk prints of a screen
// (tests/tour/ui_script.h).
inline Spot spot_of(const std::string& screen, const std::string& label) {
    const std::regex line("(?:button|choice|field) \"" + label +
                          R"("[^\n]*\[(\d+) (\d+) (\d+) (\d+)\])");
    std::smatch match;
    if (!std::regex_search(screen, match, line)) FAIL(label << " is not on:\n" << screen);
    return {(std::stoi(match[1]) + std::stoi(match[3])) / 2,
            (std::stoi(match[2]) + std::stoi(match[4])) / 2};
}

}  // namespace hall::test
