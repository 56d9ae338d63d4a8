#include "kiosk/ui/text/glyph_table.h"

#include <random>
#include <unordered_map>

#include "tests/catch.h"

namespace hall::kiosk::ui {

TEST_CASE("what was inserted is found, and nothing else") {
    GlyphTable<int> table;
    REQUIRE(table.find(1) == nullptr);
    std::unordered_map<std::uint64_t, int> expected;
    std::mt19937_64 random(8);
    for (int i = 0; i < 20'000; ++i) {
        // Keys as Fonts packs them: neighbours, and the same characters in several styles.
        const std::uint64_t key = (random() % 60 + 16) << 22 | random() % 2 << 21 | random() % 700;
        if (expected.emplace(key, i).second) REQUIRE(*table.insert(key, i) == i);
    }
    REQUIRE(table.size() == expected.size());
    for (std::uint64_t em = 15; em < 77; ++em) {
        for (std::uint64_t character = 0; character < 720; ++character) {
            const std::uint64_t key = em << 22 | character;
            const auto there = expected.find(key);
            const int* found = table.find(key);
            if (there == expected.end())
                REQUIRE(found == nullptr);
            else
                REQUIRE(*found == there->second);
        }
    }
}

TEST_CASE("an emptied table finds nothing and takes the same keys again") {
    GlyphTable<int> table;
    for (std::uint64_t key = 1; key <= 1000; ++key) table.insert(key, 1);
    table.clear();
    REQUIRE(table.size() == 0);
    for (std::uint64_t key = 1; key <= 1000; ++key) REQUIRE(table.find(key) == nullptr);
    for (std::uint64_t key = 1; key <= 1000; ++key) table.insert(key, 2);
    for (std::uint64_t key = 1; key <= 1000; ++key) REQUIRE(*table.find(key) == 2);
}

}  // namespace hall::kiosk::ui
