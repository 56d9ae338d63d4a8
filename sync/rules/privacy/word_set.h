// Word set: which of some words a text has, in one pass over it. Texts are long and the lists
// have a hundred words; looking for each of them alone would read the text a hundred times.
// Immutable; any thread.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace hall {

class WordSet {
  public:
    struct Hit {
        std::size_t begin = 0;
        std::size_t size = 0;
        std::size_t word = 0;  // its place in the list
    };

    // The words must outlive the set: literals. None is empty.
    WordSet(std::initializer_list<std::string_view> words);
    WordSet(const std::string_view* begin, const std::string_view* end);

    // The first word at or behind `from`; of those that begin at one place the longest.
    std::optional<Hit> find(std::string_view text, std::size_t from = 0) const;

    // The last word that ends in `text`.
    std::optional<Hit> find_last(std::string_view text) const;

    bool has_one_in(std::string_view text) const { return find(text).has_value(); }

    // The longest word that a text begins with; of size 0 if none.
    Hit at_start_of(std::string_view text) const;

    std::string_view word(std::size_t index) const { return words_[index]; }

  private:
    // By the first two bytes, folded: which words may begin so.
    static constexpr std::size_t slots = 4096;
    Hit first_of_bucket(std::uint16_t bucket, std::string_view text) const;
    static std::size_t slot_of(unsigned char first, unsigned char second, unsigned char third) {
        if (first < 0x80) return first;
        const unsigned folded = (second & 0x3FU) << 6 | (third & 0x3FU);
        return (folded ^ (first & 0x0FU) << 8) & (slots - 1);
    }

    std::vector<std::string_view> words_;
    std::vector<std::vector<std::uint16_t>> buckets_;  // longest first
    std::array<std::uint16_t, slots> bucket_of_{};     // 0: no word begins so
};

}  // namespace hall
