#include "sync/core/blank.h"

#include <algorithm>
#include <iterator>

#include "sync/core/utf8.h"

namespace hall {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

constexpr Range spaces[] = {{0x0009, 0x000D}, {0x0020, 0x0020}, {0x0085, 0x0085}, {0x00A0, 0x00A0},
                            {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
                            {0x205F, 0x205F}, {0x3000, 0x3000}};

constexpr Range unseen[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x200B, 0x200F},   {0x202A, 0x202E},
    {0x2060, 0x206F}, {0x2800, 0x2800}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

template <std::size_t count>
bool is_in(const Range (&ranges)[count], char32_t character) {
    return std::any_of(std::begin(ranges), std::end(ranges), [character](const Range& range) {
        return character >= range.first && character <= range.last;
    });
}

}  // namespace

bool is_blank(char32_t character) {
    return is_in(spaces, character) || is_in(unseen, character);
}

bool is_blank(std::string_view text) {
    while (!text.empty()) {
        if (!is_blank(next_character(text))) return false;
    }
    return true;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        std::string_view rest = text;
        if (!is_in(spaces, next_character(rest))) break;
        text = rest;
    }
    std::size_t end = 0;  // after the last character that is no space
    for (std::string_view rest = text; !rest.empty();) {
        if (!is_in(spaces, next_character(rest))) end = text.size() - rest.size();
    }
    return text.substr(0, end);
}

}  // namespace hall
