// The tokenizer of the search index: Chinese text as overlapping pairs of characters
// (and the last one alone), traditional characters as simplified ones, other letters and digits
// as words in lower case, full-width forms as their plain twins. Found on village texts: every
// query of two to four characters finds all its places, where trigrams find nothing of two.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/database.h"

namespace hall {

// Makes the tokenizer "hall_bigram", and the ranking of search_rank.h, known to this connection.
// Every connection to a file with the index needs it before anything looks into the file
// (DatabaseOptions::extension).
Result<void> register_tokenizer(Database& database);

// The runs a query falls into: Chinese runs and words, in order. White space and
// punctuation part them.
struct QueryRun {
    std::string text;
    bool han = false;
    std::size_t characters = 0;
};
std::vector<QueryRun> runs_of(std::string_view query);

}  // namespace hall
