#include "sync/edge/search/search_index.h"

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/edge/search/han_folding.h"
#include "sync/edge/search/search_query.h"
#include "sync/edge/search/search_rank.h"
#include "sync/edge/search/tokenizer.h"

namespace hall {

namespace {

std::string not_hidden(const SearchLimits& limits) {
    return limits.hidden.empty() ? std::string() : " AND NOT (" + std::string(limits.hidden) + ")";
}

// The best `hits_max` of what has any of the terms, `match_too` if that is not empty, and is not
// hidden: hidden rows never take a place.
Result<std::vector<SearchHit>> ranked_hits(Database& database, const std::vector<QueryTerm>& terms,
                                           const std::string& match_too,
                                           const SearchLimits& limits) {
    std::string sql =
        "SELECT rowid, hall_rank(search, ?4) AS score FROM search WHERE search MATCH ?1" +
        not_hidden(limits);
    if (!match_too.empty())
        sql += " AND +rowid IN (SELECT rowid FROM search WHERE search MATCH ?5)";
    sql += " ORDER BY score DESC, rowid LIMIT ?2";
    Statement select = TRY(database.prepare(sql.c_str()));
    select.bind(1, match_any(terms)).bind(2, static_cast<std::int64_t>(limits.hits_max));
    select.bind(3, limits.hidden_by).bind_blob(4, rank_weights(terms));
    if (!match_too.empty()) select.bind(5, match_too);
    std::vector<SearchHit> hits;
    while (TRY(select.step())) hits.push_back({select.integer(0), select.real(1)});
    return hits;
}

// What shares but a character with the question is worth showing where there is little else.
void drop_far_ones(std::vector<SearchHit>& hits) {
    constexpr std::size_t always_kept = 5;
    constexpr double least_share = 0.15;  // of the best hit's score
    while (hits.size() > always_kept && hits.back().score < hits.front().score * least_share)
        hits.pop_back();
}

Result<void> change_index(Statement& change, std::int64_t row, const SearchText& text) {
    change.bind(1, row);
    for (std::size_t i = 0; i < search_columns.size(); ++i) {
        change.bind(static_cast<int>(i) + 2, text.*search_columns[i].text);
    }
    return change.run();
}

}  // namespace

bool is_empty(const SearchText& text) {
    return text.title.empty() && text.words.empty() && text.text.empty();
}

Result<void> create_search_index(Database& database) {
    TRY(
        database.run("CREATE VIRTUAL TABLE search USING fts5(text, title, words, content='', "
                     "tokenize='hall_bigram')"));
    return database.run("INSERT INTO search(search, rank) VALUES('automerge', 0)");
}

Result<bool> merge_search_index(Database& database, int pages_max) {
    Statement merge = TRY(database.prepare("INSERT INTO search(search, rank) VALUES('merge', ?)"));
    // FTS5 tells that it found nothing to do by changing one row only, the command's own
    // (https://www.sqlite.org/fts5.html#the_merge_command).
    const int before = database.total_changes();
    TRY(merge.bind(1, pages_max).run());
    return database.total_changes() - before >= 2;
}

Result<void> add_to_index(Database& database, std::int64_t row, const SearchText& text) {
    if (is_empty(text)) return {};
    Statement insert =
        TRY(database.prepare("INSERT INTO search(rowid, text, title, words) VALUES(?,?,?,?)"));
    return change_index(insert, row, text);
}

Result<void> remove_from_index(Database& database, std::int64_t row, const SearchText& text) {
    if (is_empty(text)) return {};
    Statement remove = TRY(database.prepare(
        "INSERT INTO search(rowid, text, title, words, search) VALUES(?,?,?,?,'delete')"));
    return change_index(remove, row, text);
}

Result<std::vector<SearchHit>> search_index(Database& database, std::string_view query,
                                            const SearchLimits& limits, const SpokenWords& spoken) {
    const std::string folded = simplified(prefix_of(query, limits.query_characters_max));
    const std::vector<QueryRun> runs = runs_of(folded);
    if (runs.empty()) return std::vector<SearchHit>{};
    const std::vector<QueryTerm> terms = terms_of(folded, spoken);
    // What has all of it as it was typed comes first; where nothing has, a title that differs in
    // one character was meant.
    std::vector<SearchHit> hits = TRY(ranked_hits(database, terms, match_all(runs), limits));
    if (const std::string match = match_one_wrong(runs); hits.empty() && !match.empty())
        hits = TRY(ranked_hits(database, terms, match, limits));
    if (hits.size() >= limits.hits_max) return hits;
    const double below = hits.empty() ? 0 : hits.back().score;
    for (SearchHit hit : TRY(ranked_hits(database, terms, {}, limits))) {
        const bool known = std::any_of(hits.begin(), hits.end(),
                                       [&](const SearchHit& h) { return h.row == hit.row; });
        if (known || hits.size() >= limits.hits_max) continue;
        if (below > 0) hit.score = std::min(hit.score, below * 0.999);
        hits.push_back(hit);
    }
    drop_far_ones(hits);
    return hits;
}

}  // namespace hall
