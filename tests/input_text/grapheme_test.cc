#include "kiosk/input/grapheme.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "sync/core/utf8.h"
#include "tests/catch.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

struct Case {
    std::string line;
    std::string text;
    std::vector<std::size_t> boundaries;  // places in text, without 0
};

// A line of Unicode's test: "÷ 0061 × 0308 ÷ # comment".
Case case_of(const std::string& line) {
    Case made{.line = line.substr(0, line.find('#')), .text = {}, .boundaries = {}};
    std::istringstream parts(made.line);
    for (std::string part; parts >> part;) {
        if (part == "÷") {
            if (!made.text.empty()) made.boundaries.push_back(made.text.size());
        } else if (part != "×") {
            append_utf8(made.text, static_cast<char32_t>(std::stoul(part, nullptr, 16)));
        }
    }
    return made;
}

std::vector<std::size_t> boundaries_of(std::string_view text) {
    std::vector<std::size_t> found;
    for (std::size_t at = 0; at < text.size();) found.push_back(at = next_boundary(text, at));
    return found;
}

}  // namespace

TEST_CASE("clusters are those of Unicode's own test") {
    std::ifstream lines("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt");
    if (!lines) {
        std::puts("skipped: Debian's package unicode-data is not installed");
        return;
    }
    std::size_t held = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        // GB9c, of Unicode 15.1 on, is not ours: a letter of India after a virama.
        if (line.find("[9.3]") != std::string::npos) continue;
        const Case wanted = case_of(line);
        INFO(wanted.line);
        REQUIRE(boundaries_of(wanted.text) == wanted.boundaries);
        ++held;
    }
    REQUIRE(held > 500);
}

TEST_CASE("one picture of several emoji, a flag and a letter with marks are one cluster each") {
    const std::string family = "👩‍👩‍👧‍👦";
    REQUIRE(cluster_count(family) == 1);
    REQUIRE(cluster_count("🇨🇳🇨🇳") == 2);
    REQUIRE(cluster_count("e\u0301\u0323") == 1);
    REQUIRE(cluster_count("𠮷㭎喆") == 3);
    REQUIRE(cluster_count("葛\U000E0100城") == 2);
    REQUIRE(cluster_count("") == 0);
}

TEST_CASE("the boundary before is the one that the next follows") {
    const std::string text = "a👍🏽𠮷é\u0301한";
    std::size_t last = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = next_boundary(text, at);
        REQUIRE(previous_boundary(text, next) == at);
        REQUIRE(is_boundary(text, at));
        last = at;
        at = next;
    }
    REQUIRE(previous_boundary(text, text.size()) == last);
    REQUIRE(previous_boundary(text, 0) == 0);
    REQUIRE_FALSE(is_boundary(text, 5));
}
