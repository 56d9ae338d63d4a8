// The piece of a text in which what was asked for stands, for the list of what a search found.
// Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sync/edge/search/search_query.h"

namespace hall {

struct TextRange {
    std::size_t begin = 0;  // bytes
    std::size_t end = 0;

    bool operator==(const TextRange&) const = default;
};

struct Snippet {
    std::string text;              // one line; … where something was left out
    std::vector<TextRange> marks;  // what was asked for, in order, apart from each other
};

// At most `characters_max` of the text, from the sentence or clause on in which most of the terms
// stand. Single characters are marked only where nothing longer is. Empty if no term of two
// characters or more stands in the text: a piece that shows nothing of the question helps nobody.
Snippet snippet_of(std::string_view text, const std::vector<QueryTerm>& terms,
                   std::size_t characters_max = 36);

// Where the terms stand in a text, as the marks of a snippet.
std::vector<TextRange> marks_in(std::string_view text, const std::vector<QueryTerm>& terms);

}  // namespace hall
