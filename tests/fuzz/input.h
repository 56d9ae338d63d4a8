// Input: the bytes an entry was given, and how several texts are taken from them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hall::fuzz {

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

// The text up to the next zero byte, which is taken too; the rest if there is none. Seeds
// part their texts so.
inline std::string_view take_text(std::string_view& input) {
    const std::size_t end = input.find('\0');
    const std::string_view text = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    return text;
}

}  // namespace hall::fuzz
