#include "sync/edge/search/han_folding.h"

#include <array>
#include <cstddef>

namespace hall {

namespace {

constexpr char32_t first_character = 0x3400;
constexpr char32_t last_character = 0x9FFF;

constexpr char32_t character_of(std::uint32_t bytes) {
    return (bytes >> 16 & 0x0F) << 12 | (bytes >> 8 & 0x3F) << 6 | (bytes & 0x3F);
}

// The simplified character of each from first_character on; 0: it stands for itself.
using Table = std::array<std::uint16_t, last_character - first_character + 1>;

const Table& folding_table() {
    static const Table made = [] {
        Table simplified{};
        for (const TraditionalCharacter& row : traditional_characters()) {
            simplified[character_of(row.traditional) - first_character] =
                static_cast<std::uint16_t>(character_of(row.simplified));
        }
        return simplified;
    }();
    return made;
}

bool continues(char byte) {
    return (static_cast<std::uint8_t>(byte) & 0xC0) == 0x80;
}

}  // namespace

std::string_view simplified(std::string_view text, std::string& room) {
    const Table& known = folding_table();
    bool copied = false;
    for (std::size_t at = 0; at + 3 <= text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[at]);
        if (lead < 0xE3 || lead > 0xE9 || !continues(text[at + 1]) || !continues(text[at + 2])) {
            ++at;
            continue;
        }
        const char32_t character =
            (lead & 0x0FU) << 12 | (text[at + 1] & 0x3FU) << 6 | (text[at + 2] & 0x3FU);
        const char32_t simple =
            character < first_character ? 0 : known[character - first_character];
        if (simple != 0) {
            if (!copied) room = text;
            copied = true;
            room[at] = static_cast<char>(0xE0 | simple >> 12);
            room[at + 1] = static_cast<char>(0x80 | (simple >> 6 & 0x3F));
            room[at + 2] = static_cast<char>(0x80 | (simple & 0x3F));
        }
        at += 3;
    }
    return copied ? std::string_view(room) : text;
}

std::string simplified(std::string_view text) {
    std::string room;
    return std::string(simplified(text, room));
}

}  // namespace hall
