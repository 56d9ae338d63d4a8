// The search index: an FTS5 table over titles and texts, and how a person's words
// become a query. Used by the cache (to write), the library (to read) and the search
// command over a file of texts.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/database.h"
#include "sync/wire/content.h"

namespace hall {

// Creates the table "search" (contentless: the texts stay where they are). What is added stays
// in the pieces it was written in until merge_search_index() joins them: a first synchronisation
// writes each word once, and the joining is for when nobody waits.
// REQUIRES: the database was opened with register_tokenizer() (tokenizer.h).
Result<void> create_search_index(Database& database);

struct SearchText {
    std::string title;
    std::string words;  // other words people use for it
    std::string text;
};

// The columns of the index. The longest comes first: its places are written down shortest.
struct SearchColumn {
    std::string SearchText::*text;
    double weight;  // of a hit in it
};
inline constexpr std::array<SearchColumn, 3> search_columns = {
    {{&SearchText::text, 1}, {&SearchText::title, 6}, {&SearchText::words, 2}}};

// True for a document that is not searched.
bool is_empty(const SearchText& text);

Result<void> add_to_index(Database& database, std::int64_t row, const SearchText& text);

// `text` must be exactly what was added: the index keeps no copy.
Result<void> remove_from_index(Database& database, std::int64_t row, const SearchText& text);

// Joins pieces of the index by writing some `pages_max` pages of 4 KB, in a transaction of its
// own. True while there is more to join. A query costs a little for each piece.
// REQUIRES: no transaction is open.
Result<bool> merge_search_index(Database& database, int pages_max);

struct SearchHit {
    std::int64_t row = 0;
    double score = 0;  // larger is better; comparable within one search only
};

struct SearchLimits {
    std::size_t hits_max = 20;
    std::size_t query_characters_max = 60;  // the rest of a longer query is ignored

    // Rows that are indexed and not to be found: an SQL condition on `search.rowid`, a literal of
    // the program; ?3 is `hidden_by`. Empty: there are none.
    std::string_view hidden;
    std::string_view hidden_by;
};

// Best first: what has all words, or fits them best (search_query.h, search_rank.h). Whatever
// shares a character with the question is found, so that a question in plain words
// ("猪仔拉稀怎么治") is not answered by nothing; far behind the best, it is left out again. What
// was typed is always quoted: it cannot reach the query language. An empty query finds nothing.
// Traditional characters of `spoken` find nothing: it is held against the simplified query.
Result<std::vector<SearchHit>> search_index(Database& database, std::string_view query,
                                            const SearchLimits& limits = {},
                                            const SpokenWords& spoken = {});

}  // namespace hall
