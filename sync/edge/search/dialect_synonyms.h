// What people in the Chengdu plain call things, and what books call them. A search for
// the one also looks for the other.

#pragma once

#include <string>
#include <string_view>

namespace hall {

// The query with the books' words added after it, for each village word in it. Unchanged
// if there is none. Pure.
std::string with_book_words(std::string_view query);

}  // namespace hall
