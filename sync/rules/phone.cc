#include "sync/rules/phone.h"

namespace hall {

namespace {

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c == ' ' || c == '-') continue;
        digits.push_back(c);
    }
    return digits;
}

}  // namespace

bool is_phone_number(std::string_view text) {
    const std::string digits = digits_of(text);
    for (const char c : digits) {
        if (c < '0' || c > '9') return false;
    }
    if (digits.starts_with("1")) return digits.size() == 11 && digits[1] >= '3';
    // Two-digit area codes are 010 and 02x; all others have three digits after the 0.
    const bool short_area = digits.starts_with("010") || digits.starts_with("02");
    if (!digits.starts_with("0") || digits.size() < 2 || digits[1] == '0') return false;
    const std::size_t local = digits.size() - (short_area ? 3 : 4);
    return digits.size() > 4 && (local == 7 || local == 8);
}

bool lacks_area_code(std::string_view text) {
    const std::string digits = digits_of(text);
    if (digits.find_first_not_of("0123456789") != std::string::npos) return false;
    // Within an area no number begins with 0 (another area) or 1 (services and mobiles).
    return (digits.size() == 7 || digits.size() == 8) && digits[0] >= '2';
}

std::string masked_phone_number(std::string_view text) {
    std::string digits = digits_of(text);
    if (digits.size() < 8) return std::string(digits.size(), '*');
    for (std::size_t i = 3; i < digits.size() - 4; ++i) digits[i] = '*';
    return digits;
}

}  // namespace hall
