// A person's own line in a long disclosed list, though names in it are masked: 刘*林 is found by
// 刘小林. Pure; any thread.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sync/wire/content.h"

namespace hall {

// The rows, by their places, of which a cell has `wanted` in it; white space in `wanted` does not
// count. A mask of the cell (*, ＊, ×, ○, ●, x, X) stands for any one character, but not for the
// whole of what is wanted. Only rows of entries; none for an empty `wanted`.
std::vector<std::size_t> rows_with(const Disclosure& table, std::string_view wanted);

// True if a cell has it, as above.
bool cell_has(std::string_view cell, std::string_view wanted);

}  // namespace hall
