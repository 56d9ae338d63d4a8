// hall_rank(search, weights): how well a row fits a query of several phrases, for FTS5. Okapi
// BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", §3) with a weight
// for each phrase and column, and more for rows that have most of what was said. FTS5's own
// bm25() knows weights of columns only.

#pragma once

#include <string>
#include <vector>

#include "sync/edge/search/search_query.h"

struct fts5_api;  // sqlite3.h

namespace hall {

// Makes hall_rank known. False if FTS5 refuses.
bool create_rank_function(fts5_api& api);

// What hall_rank() takes as its second argument, a blob: for each phrase of the query, in order.
std::string rank_weights(const std::vector<QueryTerm>& terms);

}  // namespace hall
