// Han folding: traditional characters as the simplified ones that villages write, so that 颱風
// and 台风 find each other. Character by character, by OpenCC's t2s rules, of which a table is
// made at build time (traditional_characters.cmake). Only where both take three bytes in UTF-8:
// places in a text stay where they are. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hall {

// The text with every traditional character replaced; of the same length. Bytes that are no
// UTF-8 stay as they are.
std::string simplified(std::string_view text);

// Of what is sure to be long and mostly simplified: `text` itself, or `room` filled with what
// simplified() gives.
std::string_view simplified(std::string_view text, std::string& room);

// A row of the table: the bytes of both characters in UTF-8, the first byte highest.
struct TraditionalCharacter {
    std::uint32_t traditional = 0;
    std::uint32_t simplified = 0;
};
const std::vector<TraditionalCharacter>& traditional_characters();

}  // namespace hall
