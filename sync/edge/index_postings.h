// Postings: what a run of texts says, term by term, gathered in memory as FTS5 writes it
// down: for each term its rows, for each row the columns and places.

#pragma once

#include <cstdint>
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

    // A text's next token, at its `position` among the tokens of its column.
    void note(std::string_view term, std::uint32_t position);

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
    };
    struct NotedLong {
        std::string term;
        std::uint32_t position = 0;
    };

    // One term's doclist so far. Kept small: two of them share a cache line.
    struct List {
        std::uint64_t key = 0;       // the term's bytes, the first one highest; 0: unused
        std::uint32_t at = 0;        // where in memory_ the doclist is
        std::uint32_t size = 0;      // bytes written
        std::uint32_t row = 0;       // the last
        std::uint32_t places = 0;    // where in the doclist the last row's places begin
        std::uint32_t position = 0;  // the last
        std::uint8_t room = 0;       // the block has first_block << (room - 1) bytes; 0: none
        std::uint8_t column = 0;     // the last
    };

    std::size_t slot_of(std::uint64_t key) const;
    List& list_of(std::uint64_t key);
    void double_table();
    void add(List& list, Column column, std::uint32_t position);
    void close_places(List& list);
    void make_room(List& list, std::uint32_t bytes);
    void put(List& list, std::uint32_t byte);
    void put_varint(List& list, std::uint32_t value);
    void grow(List& list);

    std::vector<Noted> noted_;
    std::vector<NotedLong> noted_long_;
    std::vector<List> table_;  // open addressing
    std::size_t used_ = 0;
    std::map<std::string, List, std::less<>> long_terms_;  // of more than eight bytes
    std::string memory_;
    std::vector<std::vector<std::uint32_t>> free_;  // blocks given back, by size
};

}  // namespace hall
