// Glyph table: finds what is kept of a character in a style. It is asked for every
// character of every frame, which is why it is not std::unordered_map: keys and values
// lie beside each other, and no division is needed to find them.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hall::kiosk::ui {

template <typename Value>
class GlyphTable {
  public:
    // Valid until the next insert() or clear().
    const Value* find(std::uint64_t key) const {
        if (rows_.empty()) return nullptr;
        for (std::size_t at = place_of(key);; at = (at + 1) & (rows_.size() - 1)) {
            if (rows_[at].key == key) return &rows_[at].value;
            if (rows_[at].key == 0) return nullptr;
        }
    }

    // REQUIRES: the key is not 0 and not in the table.
    const Value* insert(std::uint64_t key, const Value& value) {
        // At most half full, so that a miss is seen soon.
        if ((size_ + 1) * 2 > rows_.size()) grow();
        ++size_;
        return put(key, value);
    }

    std::size_t size() const { return size_; }

    // Keeps its memory: what was there will most likely be drawn again.
    void clear() {
        rows_.assign(rows_.size(), {});
        size_ = 0;
    }

  private:
    struct Row {
        std::uint64_t key = 0;
        Value value{};
    };
    static constexpr std::size_t rows_min = 512;

    std::size_t place_of(std::uint64_t key) const {
        // The upper bits of a product depend on all bits of the key.
        const int shift = std::countl_zero(static_cast<std::uint64_t>(rows_.size())) + 1;
        return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> shift);
    }

    const Value* put(std::uint64_t key, const Value& value) {
        std::size_t at = place_of(key);
        while (rows_[at].key != 0) at = (at + 1) & (rows_.size() - 1);
        rows_[at] = {key, value};
        return &rows_[at].value;
    }

    void grow() {
        std::vector<Row> old(rows_.empty() ? rows_min : rows_.size() * 2);
        old.swap(rows_);
        for (const Row& row : old) {
            if (row.key != 0) put(row.key, row.value);
        }
    }

    std::vector<Row> rows_;  // a power of two
    std::size_t size_ = 0;
};

}  // namespace hall::kiosk::ui
