// Tables as a village might save them, one for each kind, made so that every sum holds.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/rules/disclosure/preview.h"

namespace hall::test {

// The shipped kinds, read once.
const DisclosureKinds& shipped_kinds();
const DisclosureKind& kind_named(std::string_view id);

using Grid = std::vector<std::vector<std::string>>;  // of texts; a title, the header, the rows

struct VillageTable {
    Grid grid;
    std::size_t header = 0;  // which row of the grid
    std::size_t entries = 0;
    TableSums sums;
};

// With a title, a header, five entries and a total, where the kind has one.
VillageTable village_table(const DisclosureKind& kind);

std::string csv_of(const Grid& grid);

// Read as a file would be, and judged on 2026-11-23.
DisclosurePreview previewed(std::string_view bytes, const DisclosureKind& kind);
DisclosurePreview previewed(const Grid& grid, const DisclosureKind& kind);

// "12 balance, 14 total": the lines and codes of what refuses; warnings are left out.
std::string refusals(const DisclosurePreview& preview);
// All findings, to be read where a test fails.
std::string texts_of(const DisclosurePreview& preview);

}  // namespace hall::test
