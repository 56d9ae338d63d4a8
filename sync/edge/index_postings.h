// Postings: what a run of texts says, term by term, gathered in memory as FTS5 writes it
// down: for each term its rows, for each row the columns and places.

#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall {

// A number as SQLite writes it: seven bits a byte, the highest first.
void append_varint(std::string& bytes, std::uint64_t value);
std::uint64_t read_varint(std::string_view& bytes);

class Postings {
  public:
    Postings();

    // Makes room for the tokens of a text of so many bytes: a word of one letter and what
    // parts it from the next take two.
    void expect(std::size_t text_bytes) {
        const std::size_t tokens_max = text_bytes / 2 + 1;
        if (noted_.size() < tokens_max) noted_.resize(tokens_max);
    }

    // A text's next token, at its `position` among the tokens of its column.
    // REQUIRES: expect() was told of the text.
    void note(std::string_view term, std::uint32_t position) {
        if (term.size() <= sizeof(std::uint64_t)) [[likely]] {
            Noted& noted = noted_[noted_count_++];
            noted.key = key_of(term);
            noted.position = position;
        } else {
            noted_long_.push_back({std::string(term), position});
        }
    }

    // Takes in what was noted: the tokens of one column of one row.
    // REQUIRES: rows rise, and columns within a row.
    struct Column {
        std::uint32_t row = 0;
        std::uint32_t column = 0;
    };
    void take_noted(Column column);

    // True when they should be written down and cleared before another text comes.
    bool full() const;
    bool empty() const { return used_ == 0 && long_terms_.empty(); }

    // Calls `take(term, doclist)` for every term, in bytewise order, and is empty then.
    using Take = std::function<Result<void>(std::string_view term, std::string_view doclist)>;
    Result<void> drain(const Take& take);

  private:
    struct Noted {
        std::uint64_t key = 0;
        std::uint32_t position = 0;
        std::uint32_t slot = 0;  // set by take_noted()
    };
    struct NotedLong {
        std::string term;
        std::uint32_t position = 0;
    };

    // One term's doclist so far. Kept small: two of them share a cache line.
    struct List {
        std::uint64_t key = 0;       // 0: unused
        std::uint32_t at = 0;        // where in memory_ the doclist is
        std::uint32_t size = 0;      // bytes written
        std::uint32_t row = 0;       // the last
        std::uint32_t places = 0;    // where in the doclist the last row's places begin
        std::uint32_t position = 0;  // the last
        std::uint8_t room = 0;       // which size its block has; 0: none yet
        std::uint8_t column = 0;     // the last
    };

    // A short term's bytes as a number that sorts as they do: the first one highest.
    static std::uint64_t key_of(std::string_view term) {
        const auto number_at = [&](auto number, std::size_t at) {
            std::memcpy(&number, term.data() + at, sizeof number);
            return std::uint64_t{number};
        };
        std::uint64_t key = 0;
        if (term.size() == 6) [[likely]] {  // two Chinese characters
            // Put together in a register: a number read from what was just written in
            // parts waits for all of them.
            const std::uint64_t first = number_at(std::uint32_t{}, 0);
            const std::uint64_t second = number_at(std::uint16_t{}, 4);
            key = std::endian::native == std::endian::little ? first | second << 32
                                                             : first << 32 | second << 16;
        } else {
            std::memcpy(&key, term.data(), term.size());
        }
        return std::endian::native == std::endian::little ? __builtin_bswap64(key) : key;
    }

    std::uint32_t slot_of(std::uint64_t key) const;
    List& list_at(std::size_t slot, std::uint64_t key);
    void double_table();
    [[gnu::always_inline]] void add(List& list, Column column, std::uint32_t position);
    void close_places(List& list);
    [[gnu::noinline]] void close_many_places(List& list, std::uint32_t bytes);
    void make_room(List& list, std::uint32_t bytes);
    [[gnu::noinline]] void grow(List& list);  // rare, and would take add() its registers

    std::vector<Noted> noted_;  // the first so many are this column's
    std::size_t noted_count_ = 0;
    std::vector<NotedLong> noted_long_;
    std::vector<List> table_;  // open addressing
    std::size_t used_ = 0;
    std::map<std::string, List, std::less<>> long_terms_;  // of more than eight bytes
    std::string memory_;
    std::vector<std::vector<std::uint32_t>> free_;  // blocks given back, by size
};

}  // namespace hall
