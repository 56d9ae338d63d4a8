// Grapheme clusters: what a person takes for one character, by Unicode annex 29 (extended
// clusters; without rule GB9c, which concerns Indic conjuncts only). libunibreak of Debian 12 has
// no clusters, so the rules stand here; tested with Unicode's own GraphemeBreakTest.txt. Pure;
// any thread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace hall::kiosk {

// The place of the next boundary after `at`, or the text's end. REQUIRES: is_utf8(text), `at` at
// the start of a character or the end.
std::size_t next_boundary(std::string_view text, std::size_t at);

// The place of the last boundary before `at`, or 0. REQUIRES: the same.
std::size_t previous_boundary(std::string_view text, std::size_t at);

// True if a cluster begins at `at`; so at 0 and at the end. REQUIRES: the same.
bool is_boundary(std::string_view text, std::size_t at);

// Number of clusters. REQUIRES: is_utf8(text).
std::size_t cluster_count(std::string_view text);

// The table made at build time, in no order.
enum class GraphemeKind : std::uint8_t {
    other,
    cr,
    lf,
    control,
    extend,
    zwj,
    regional_indicator,
    prepend,
    spacingmark,
    l,
    v,
    t,
    lv,
    lvt,
    extended_pictographic,
};
struct GraphemeRange {
    char32_t first = 0;
    char32_t last = 0;
    GraphemeKind kind = GraphemeKind::other;
};
std::span<const GraphemeRange> grapheme_ranges();

}  // namespace hall::kiosk
