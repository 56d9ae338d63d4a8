#include "sync/edge/index_postings.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "sync/core/check.h"

namespace hall {

namespace {

// Together these stay within what a board may spend on a first synchronisation.
constexpr std::size_t table_size = std::size_t{1} << 16;
constexpr std::size_t terms_max = table_size / 4 * 3;
constexpr std::size_t memory_bytes_full = std::size_t{3} << 20;
constexpr std::uint32_t first_block = 16;
constexpr std::uint32_t place_bytes_max = 13;  // what one more place may take
constexpr std::size_t block_sizes = 28;
constexpr std::size_t short_term_bytes = 8;

std::uint64_t key_of(std::string_view term) {
    std::uint64_t key = 0;
    if (term.size() == 6) {  // two common Chinese characters
        std::memcpy(&key, term.data(), 6);
        return std::endian::native == std::endian::little ? __builtin_bswap64(key) : key;
    }
    for (const char c : term) key = key << 8 | static_cast<std::uint8_t>(c);
    return key << 8 * (short_term_bytes - term.size());
}

std::string term_of(std::uint64_t key) {
    std::string term;
    for (; key != 0; key <<= 8) term.push_back(static_cast<char>(key >> 56));
    return term;
}

}  // namespace

void append_varint(std::string& bytes, std::uint64_t value) {
    CHECK(value < std::uint64_t{1} << 56);  // a ninth byte would hold eight bits
    int shift = 0;
    while (value >> shift >= 0x80) shift += 7;
    for (; shift > 0; shift -= 7) {
        bytes.push_back(static_cast<char>(0x80 | (value >> shift & 0x7F)));
    }
    bytes.push_back(static_cast<char>(value & 0x7F));
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

Postings::Postings() : table_(table_size), free_(block_sizes) {
    memory_.reserve(memory_bytes_full);
}

void Postings::note(std::string_view term, std::uint32_t position) {
    if (term.size() <= short_term_bytes) {
        noted_.push_back({key_of(term), position});
    } else {
        noted_long_.push_back({std::string(term), position});
    }
}

void Postings::take_noted(Column column) {
    // A document of a million characters may bring more terms than the table has places.
    while (used_ + noted_.size() >= table_.size()) double_table();
    for (std::size_t i = 0; i < noted_.size(); ++i) {
        // Terms come in no order, and the table is larger than the nearest caches: asked
        // for early, a list is there when its turn comes.
        constexpr std::size_t ahead = 12;
        if (i + ahead < noted_.size()) {
            __builtin_prefetch(&table_[slot_of(noted_[i + ahead].key)], 1);
        }
        add(list_of(noted_[i].key), column, noted_[i].position);
    }
    for (NotedLong& noted : noted_long_) {
        add(long_terms_[std::move(noted.term)], column, noted.position);
    }
    noted_.clear();
    noted_long_.clear();
}

bool Postings::full() const {
    return used_ >= terms_max || long_terms_.size() >= terms_max ||
           memory_.size() >= memory_bytes_full;
}

void Postings::double_table() {
    std::vector<List> smaller(table_.size() * 2);
    smaller.swap(table_);
    used_ = 0;
    for (const List& list : smaller) {
        if (list.key != 0) list_of(list.key) = list;
    }
}

std::size_t Postings::slot_of(std::uint64_t key) const {
    return key * 0x9E37'79B9'7F4A'7C15U >> 40 & (table_.size() - 1);
}

Postings::List& Postings::list_of(std::uint64_t key) {
    std::size_t at = slot_of(key);
    while (table_[at].key != key) {
        if (table_[at].key == 0) {
            table_[at].key = key;
            ++used_;
            break;
        }
        at = (at + 1) & (table_.size() - 1);
    }
    return table_[at];
}

// FTS5's doclist: the distance to the row, how many bytes its places take (times two; the
// lowest bit would mark a row that was taken out), the places. A place is the distance to
// the one before it plus two; 1 and a number lead over to another column.
void Postings::add(List& list, Column column, std::uint32_t position) {
    if (list.row != column.row || list.size == 0) {
        if (list.size != 0) close_places(list);
        make_room(list, place_bytes_max);
        put_varint(list, column.row - list.row);
        list.row = column.row;
        list.places = list.size;
        put(list, 0);
        list.column = 0;
        list.position = 0;
    } else {
        make_room(list, place_bytes_max);
    }
    if (list.column != column.column) {
        put(list, 1);
        put_varint(list, column.column);
        list.column = static_cast<std::uint8_t>(column.column);
        list.position = 0;
    }
    put_varint(list, position - list.position + 2);
    list.position = position;
}

// Fills in the length that was left open. It mostly takes one byte, for which there is room.
void Postings::close_places(List& list) {
    const std::uint32_t bytes = list.size - list.places - 1;
    if (bytes < 0x40) {
        memory_[list.at + list.places] = static_cast<char>(bytes * 2);
        return;
    }
    std::string length;
    append_varint(length, std::uint64_t{bytes} * 2);
    make_room(list, place_bytes_max);
    for (std::size_t i = 1; i < length.size(); ++i) put(list, 0);
    char* const begin = memory_.data() + list.at + list.places;
    std::memmove(begin + length.size(), begin + 1, bytes);
    std::memcpy(begin, length.data(), length.size());
}

void Postings::make_room(List& list, std::uint32_t bytes) {
    while (list.room == 0 || list.size + bytes > first_block << (list.room - 1)) grow(list);
}

// REQUIRES, here and below: make_room() for what is put.
void Postings::put(List& list, std::uint32_t byte) {
    memory_[list.at + list.size++] = static_cast<char>(byte);
}

void Postings::put_varint(List& list, std::uint32_t value) {
    if (value >= 0x80) {
        int shift = 7;
        while (value >> shift >= 0x80) shift += 7;
        for (; shift > 0; shift -= 7) put(list, 0x80 | (value >> shift & 0x7F));
    }
    put(list, value & 0x7F);
}

void Postings::grow(List& list) {
    std::vector<std::uint32_t>& spare = free_[list.room];
    std::uint32_t block = 0;
    if (spare.empty()) {
        block = static_cast<std::uint32_t>(memory_.size());
        memory_.resize(memory_.size() + (first_block << list.room));
    } else {
        block = spare.back();
        spare.pop_back();
    }
    if (list.room != 0) {
        std::memcpy(memory_.data() + block, memory_.data() + list.at, list.size);
        free_[list.room - 1].push_back(list.at);
    }
    list.at = block;
    ++list.room;
    CHECK(list.room < block_sizes);
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
        TRY(give(term, list_of(key)));
    }
    for (; long_term != long_terms_.end(); ++long_term) {
        TRY(give(long_term->first, long_term->second));
    }
    table_.assign(table_size, List{});
    used_ = 0;
    long_terms_.clear();
    memory_.clear();
    for (std::vector<std::uint32_t>& blocks : free_) blocks.clear();
    return {};
}

}  // namespace hall
