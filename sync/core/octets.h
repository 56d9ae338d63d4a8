// A string's bytes as the unsigned octets that cryptographic libraries take. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hall {

inline const std::uint8_t* octets(std::string_view bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

inline std::uint8_t* octets(std::string& bytes) {
    return reinterpret_cast<std::uint8_t*>(bytes.data());
}

}  // namespace hall
