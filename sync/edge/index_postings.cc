#include "sync/edge/index_postings.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "sync/core/check.h"

namespace hall {

namespace {

// Together these stay within what a board may spend on a first synchronisation.
constexpr std::size_t table_size = std::size_t{1} << 12;  // at first: most channels are small
// A text of eight thousand terms more does not double the table beyond 65,536 places.
constexpr std::size_t terms_max = (std::size_t{1} << 16) / 8 * 5;
constexpr std::size_t memory_bytes = std::size_t{9} << 18;
constexpr std::size_t text_bytes = std::size_t{1} << 17;  // room for one text more, mostly
constexpr std::uint32_t place_bytes_max = 13;             // what one more place may take

// What blocks hold, by size: 16 bytes, 24, 32, 48 and so on. Without a block, the first of
// these, there is less room than any place takes.
constexpr std::array<std::uint32_t, 54> block_bytes = [] {
    std::array<std::uint32_t, 54> bytes{};
    for (std::size_t size = 1; size < bytes.size(); ++size) {
        const std::uint32_t power = std::uint32_t{8} << (size + 1) / 2;
        bytes[size] = size % 2 == 1 ? power : power + power / 2;
    }
    return bytes;
}();
static_assert(block_bytes[0] < place_bytes_max && place_bytes_max < block_bytes[1]);

// Gives the end of what was put.
char* put_varint(char* end, std::uint64_t value) {
    if (value >= 0x4000) {
        int shift = 14;
        while (value >> shift >= 0x80) shift += 7;
        for (; shift > 7; shift -= 7) *end++ = static_cast<char>(0x80 | (value >> shift & 0x7F));
    }
    if (value >= 0x80) *end++ = static_cast<char>(0x80 | (value >> 7 & 0x7F));
    *end++ = static_cast<char>(value & 0x7F);
    return end;
}

std::string term_of(std::uint64_t key) {
    std::string term;
    for (; key != 0; key <<= 8) term.push_back(static_cast<char>(key >> 56));
    return term;
}

}  // namespace

void append_varint(std::string& bytes, std::uint64_t value) {
    CHECK(value < std::uint64_t{1} << 56);  // a ninth byte would hold eight bits
    std::array<char, 8> written{};
    bytes.append(written.data(), put_varint(written.data(), value));
}

std::uint64_t read_varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    while (!bytes.empty()) {
        const auto byte = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        value = value << 7 | (byte & 0x7F);
        if (byte < 0x80) break;
    }
    return value;
}

Postings::Postings() : table_(table_size), free_(block_bytes.size()) {
    memory_.reserve(memory_bytes);
}

// Fills in the length that was left open. It mostly takes one byte, for which there is room.
void Postings::close_places(List& list) {
    const std::uint32_t bytes = list.size - list.places - 1;
    if (bytes < 0x40) [[likely]] {
        memory_[list.at + list.places] = static_cast<char>(bytes * 2);
    } else {
        close_many_places(list, bytes);
    }
}

void Postings::make_room(List& list, std::uint32_t bytes) {
    while (list.size + bytes > block_bytes[list.room]) [[unlikely]] grow(list);
}

// FTS5's doclist: the distance to the row, how many bytes its places take (times two; the
// lowest bit would mark a row that was taken out), the places. A place is the distance to
// the one before it plus two; 1 and a number lead over to another column.
inline void Postings::add(List& list, Column column, std::uint32_t position) {
    const bool new_row = list.row != column.row || list.size == 0;
    if (new_row && list.size != 0) close_places(list);
    make_room(list, place_bytes_max);
    char* const begin = memory_.data() + list.at;
    char* end = begin + list.size;
    if (new_row) {
        end = put_varint(end, column.row - list.row);
        list.row = column.row;
        list.places = static_cast<std::uint32_t>(end - begin);
        *end++ = '\0';  // their length: close_places()
        list.column = 0;
        list.position = 0;
    }
    if (list.column != column.column) {
        *end++ = '\1';
        end = put_varint(end, column.column);
        list.column = static_cast<std::uint8_t>(column.column);
        list.position = 0;
    }
    end = put_varint(end, position - list.position + 2);
    list.position = position;
    list.size = static_cast<std::uint32_t>(end - begin);
}

void Postings::take_noted(Column column) {
    // A document of a million characters may bring more terms than the table has places.
    while (used_ + noted_count_ > table_.size() / 4 * 3) double_table();
    // Terms come in no order, and table and memory are larger than the nearest caches: each
    // term's list is asked for some terms early, then its end, and both are there in its turn.
    constexpr std::size_t until_end = 10;
    constexpr std::size_t until_turn = 16;
    List* const table = table_.data();
    const std::size_t count = std::exchange(noted_count_, 0);
    for (std::size_t i = 0; i < count + until_turn; ++i) {
        if (i < count) {
            noted_[i].slot = slot_of(noted_[i].key);
            __builtin_prefetch(&table[noted_[i].slot], 1);
        }
        if (i >= until_end && i - until_end < count) {
            const List& soon = table[noted_[i - until_end].slot];
            __builtin_prefetch(memory_.data() + soon.at + soon.size, 1);
        }
        if (i >= until_turn) {
            const Noted& noted = noted_[i - until_turn];
            add(list_at(noted.slot, noted.key), column, noted.position);
        }
    }
    for (NotedLong& noted : noted_long_) {
        add(long_terms_[std::move(noted.term)], column, noted.position);
    }
    noted_long_.clear();
}

bool Postings::full() const {
    return used_ >= terms_max || long_terms_.size() >= terms_max ||
           memory_.size() + text_bytes > memory_bytes;
}

void Postings::double_table() {
    std::vector<List> smaller(table_.size() * 2);
    smaller.swap(table_);
    used_ = 0;
    for (const List& list : smaller) {
        if (list.key != 0) list_at(slot_of(list.key), list.key) = list;
    }
}

std::uint32_t Postings::slot_of(std::uint64_t key) const {
    return static_cast<std::uint32_t>(key * 0x9E37'79B9'7F4A'7C15U >> 40 & (table_.size() - 1));
}

// The list of a term, found or begun at its slot or behind it.
Postings::List& Postings::list_at(std::size_t slot, std::uint64_t key) {
    List* list = &table_[slot];
    while (list->key != key) {
        if (list->key == 0) {
            list->key = key;
            ++used_;
            break;
        }
        slot = (slot + 1) & (table_.size() - 1);
        list = &table_[slot];
    }
    return *list;
}

void Postings::close_many_places(List& list, std::uint32_t bytes) {
    std::string length;
    append_varint(length, std::uint64_t{bytes} * 2);
    make_room(list, place_bytes_max);
    list.size += static_cast<std::uint32_t>(length.size()) - 1;
    char* const begin = memory_.data() + list.at + list.places;
    std::memmove(begin + length.size(), begin + 1, bytes);
    std::memcpy(begin, length.data(), length.size());
}

void Postings::grow(List& list) {
    const std::uint8_t room = list.room + 1;
    CHECK(room < block_bytes.size());
    std::vector<std::uint32_t>& spare = free_[room];
    std::uint32_t block = 0;
    if (spare.empty()) {
        block = static_cast<std::uint32_t>(memory_.size());
        memory_.resize(memory_.size() + block_bytes[room]);
    } else {
        block = spare.back();
        spare.pop_back();
    }
    if (list.room != 0) {
        std::memcpy(memory_.data() + block, memory_.data() + list.at, list.size);
        free_[list.room].push_back(list.at);
    }
    list.at = block;
    list.room = room;
}

Result<void> Postings::drain(const Take& take) {
    std::vector<std::uint64_t> keys;
    keys.reserve(used_);
    for (const List& list : table_) {
        if (list.key != 0) keys.push_back(list.key);
    }
    std::sort(keys.begin(), keys.end());
    const auto give = [&](std::string_view term, List& list) {
        close_places(list);
        return take(term, std::string_view(memory_).substr(list.at, list.size));
    };
    auto long_term = long_terms_.begin();
    for (const std::uint64_t key : keys) {
        const std::string term = term_of(key);
        for (; long_term != long_terms_.end() && long_term->first < term; ++long_term) {
            TRY(give(long_term->first, long_term->second));
        }
        TRY(give(term, list_at(slot_of(key), key)));
    }
    for (; long_term != long_terms_.end(); ++long_term) {
        TRY(give(long_term->first, long_term->second));
    }
    std::fill(table_.begin(), table_.end(), List{});
    used_ = 0;
    long_terms_.clear();
    memory_.clear();
    for (std::vector<std::uint32_t>& blocks : free_) blocks.clear();
    return {};
}

}  // namespace hall
