#include "sync/rules/disclosure/find_rows.h"

#include "sync/core/utf8.h"

namespace hall {

namespace {

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    while (!text.empty()) {
        const char32_t c = next_character(text);
        const bool blank = c == U' ' || c == U'　' || c == U'\t';
        if (!blank) characters.push_back(c);
    }
    return characters;
}

bool is_mask(char32_t c) {
    return std::u32string_view(U"*＊×○●〇xX").find(c) != std::u32string_view::npos;
}

// What is wanted from `at` on: literally, or under masks. One character at least is literal, and
// either the first is or all the others are: 刘小林 is in 刘*林, 刘** and *小林, not in **林.
bool stands_at(std::u32string_view cell, std::size_t at, std::u32string_view wanted) {
    std::size_t masked = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (cell[at + i] == wanted[i]) continue;
        if (!is_mask(cell[at + i])) return false;
        ++masked;
    }
    if (masked == 0) return true;
    return masked < wanted.size() && (cell[at] == wanted[0] || masked == 1);
}

bool has_characters(std::u32string_view cell, std::u32string_view wanted) {
    if (wanted.empty()) return false;
    for (std::size_t at = 0; at + wanted.size() <= cell.size(); ++at) {
        if (stands_at(cell, at, wanted)) return true;
    }
    return false;
}

}  // namespace

bool cell_has(std::string_view cell, std::string_view wanted) {
    return has_characters(characters_of(cell), characters_of(wanted));
}

std::vector<std::size_t> rows_with(const Disclosure& table, std::string_view wanted) {
    const std::u32string characters = characters_of(wanted);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i].kind != "entry") continue;
        for (const std::string& cell : table.rows[i].cells) {
            if (!has_characters(characters_of(cell), characters)) continue;
            found.push_back(i);
            break;
        }
    }
    return found;
}

}  // namespace hall
