// Characters of a text as the rules of speech look at them: full-width figures, letters and
// signs (Unicode FF01..FF5E) are folded to ASCII where a rule compares them.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hall::kiosk {

inline bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
inline bool is_upper(char32_t c) {
    return c >= U'A' && c <= U'Z';
}
inline bool is_lower(char32_t c) {
    return c >= U'a' && c <= U'z';
}
inline bool is_letter(char32_t c) {
    return is_upper(c) || is_lower(c);
}

// Owns its characters and wipes them. Reading outside gives 0.
class Characters {
  public:
    explicit Characters(std::string_view utf8);
    Characters(const Characters&) = delete;
    Characters& operator=(const Characters&) = delete;
    ~Characters();

    std::size_t size() const { return folded_.size(); }

    // Folded to ASCII.
    char32_t at(std::size_t i) const { return i < folded_.size() ? folded_[i] : U'\0'; }
    // The one before `i`.
    char32_t before(std::size_t i) const { return i == 0 ? U'\0' : at(i - 1); }
    char32_t original(std::size_t i) const { return i < original_.size() ? original_[i] : U'\0'; }

    bool is_at(std::size_t i, std::u32string_view text) const {
        return i <= folded_.size() && std::u32string_view(folded_).substr(i).starts_with(text);
    }
    bool is_before(std::size_t i, std::u32string_view text) const {
        return std::u32string_view(folded_).substr(0, i).ends_with(text);
    }
    // True if the text stands somewhere in the `characters` characters before `i`.
    bool near_before(std::size_t i, std::u32string_view text, std::size_t characters) const;

    // Number of ASCII digits from `i` on.
    std::size_t digits(std::size_t i) const;
    // The first place from `i` on that is no space.
    std::size_t past_spaces(std::size_t i) const;

    // Characters [begin, end) that are ASCII, the others left out.
    std::string ascii(std::size_t begin, std::size_t end) const;
    // Their number, at most 9 digits. REQUIRES: they are digits.
    int number(std::size_t begin, std::size_t end) const;

  private:
    std::u32string original_;
    std::u32string folded_;
};

std::string utf8_of(char32_t character);

}  // namespace hall::kiosk
