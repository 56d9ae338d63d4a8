#include "sync/core/encoding.h"

#include <cstdint>

namespace hall {

namespace {

constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string hex_of(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

Result<std::string> bytes_of_hex(std::string_view text) {
    if (text.size() % 2 != 0) return Error(Errc::corrupt, "hexadecimal of odd length");
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0) return Error(Errc::corrupt, "not hexadecimal");
        bytes.push_back(static_cast<char>(high * 16 + low));
    }
    return bytes;
}

std::string base64_of(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t group = 0;
    int bits = 0;
    for (const char c : bytes) {
        group = (group << 8) | static_cast<std::uint8_t>(c);
        for (bits += 8; bits >= 6; bits -= 6)
            text.push_back(base64_alphabet[group >> (bits - 6) & 63]);
    }
    if (bits > 0) text.push_back(base64_alphabet[group << (6 - bits) & 63]);
    while (text.size() % 4 != 0) text.push_back('=');
    return text;
}

Result<std::string> bytes_of_base64(std::string_view text) {
    if (text.size() % 4 != 0) return Error(Errc::corrupt, "base64 without padding");
    std::size_t length = text.size();
    while (length > 0 && text.size() - length < 2 && text[length - 1] == '=') --length;
    std::string bytes;
    bytes.reserve(length / 4 * 3 + 2);
    std::uint32_t group = 0;
    int bits = 0;
    for (const char c : text.substr(0, length)) {
        const std::size_t value = base64_alphabet.find(c);
        if (value == std::string_view::npos) return Error(Errc::corrupt, "not base64");
        group = (group << 6) | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<char>(group >> bits & 255));
        }
    }
    if (bits >= 6 || (group & ((1U << bits) - 1)) != 0) {
        return Error(Errc::corrupt, "base64 with stray bits");
    }
    return bytes;
}

}  // namespace hall
