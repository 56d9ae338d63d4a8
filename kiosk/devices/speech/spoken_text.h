// What is spoken for a text of the screen: Chinese text with figures, dates, amounts, codes and
// signs becomes Chinese words (2026-11-30 二零二六年十一月三十日). What cannot be said, such as
// brackets, quotation marks and pictures, is left out; Latin letters that are spelt come in
// upper case, words in lower case, as they stood.
//
// Any text is taken, also one that is not UTF-8: what is no character is left out. Time and
// memory are linear in the text. Pure; any thread.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hall::kiosk {

// The whole text on one line.
std::string spoken_text(std::string_view text);

// A part of a text that is said in one breath, and where it stands, in bytes of the text.
struct SpokenClause {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string words;
};

// Takes a text apart into clauses, one at a time, so that a long text is spoken with the
// memory of a short one. A clause ends after 。！？；… and line ends, after a comma where it is
// long enough, and in any case after `characters_max`; clauses without words are passed over.
class ClauseReader {
  public:
    static constexpr std::size_t characters_max = 120;

    // REQUIRES: `text` outlives this.
    explicit ClauseReader(std::string_view text) : text_(text) {}

    // Nothing at the end of the text.
    std::optional<SpokenClause> next();

  private:
    std::size_t clause_end() const;

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace hall::kiosk
