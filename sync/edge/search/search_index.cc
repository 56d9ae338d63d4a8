#include "sync/edge/search/search_index.h"

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/edge/search/dialect_synonyms.h"
#include "sync/edge/search/han_folding.h"
#include "sync/edge/search/tokenizer.h"

namespace hall {

namespace {

// What stands between double quotes is a phrase to FTS5, whatever it contains.
std::string phrase_of(std::string_view text) {
    std::string phrase = "\"";
    for (const char c : text) {
        if (c == '"') phrase.push_back('"');
        phrase.push_back(c);
    }
    phrase.push_back('"');
    return phrase;
}

// Every run must be there. A single Chinese character finds the pairs that begin with
// it, and itself at the end of a run.
std::string all_words(const std::vector<QueryRun>& runs) {
    std::string match;
    for (const QueryRun& run : runs) {
        if (!match.empty()) match.append(" AND ");
        match.append(phrase_of(run.text));
        if (!run.han || run.characters == 1) match.append("*");
    }
    return match;
}

// A title in which one character of a run is another: "稻温病" for 稻瘟病. What stands
// before and after the wrong one must be there.
std::string one_wrong(const std::vector<QueryRun>& runs) {
    constexpr std::size_t characters_max = 8;
    std::string match;
    for (const QueryRun& run : runs) {
        if (!run.han || run.characters < 3 || run.characters > characters_max) continue;
        for (std::size_t wrong = 0; wrong < run.characters; ++wrong) {
            const std::string_view before = prefix_of(run.text, wrong);
            const std::string_view after =
                std::string_view(run.text).substr(prefix_of(run.text, wrong + 1).size());
            if (!match.empty()) match.append(" OR ");
            // The tokens of both sides stand with at most one other between them.
            match.append("NEAR(");
            if (!before.empty()) match.append(phrase_of(before)).append(wrong == 1 ? " * " : " ");
            if (!after.empty()) {
                match.append(phrase_of(after)).append(wrong + 2 == run.characters ? " *" : "");
            }
            match.append(", 1)");
        }
    }
    return match.empty() ? match : "title : (" + match + ")";
}

// What turns a thing into a question and is in every other question, too. Longer ones
// first. Used only when looking for texts that fit in part.
constexpr std::string_view question_words[] = {
    "怎么回事", "为什么", "怎么办", "是不是", "能不能", "有没有", "请问", "我家",
    "我们",     "我想",   "怎么",   "怎样",   "咋个",   "咋办",   "如何", "什么",
    "哪些",     "可以",   "应该",   "咋",     "吗",     "呢",     "了",   "的"};

std::string without_question_words(std::string_view query) {
    std::string rest(query);
    for (const std::string_view word : question_words) {
        for (std::size_t at = rest.find(word); at != std::string::npos; at = rest.find(word, at)) {
            rest.replace(at, word.size(), " ");
        }
    }
    return rest;
}

// Any pair of neighbouring characters, any word.
std::string any_pair(const std::vector<QueryRun>& runs) {
    std::string match;
    const auto add = [&](std::string_view text, bool prefix) {
        if (!match.empty()) match.append(" OR ");
        match.append(phrase_of(text));
        if (prefix) match.append("*");
    };
    for (const QueryRun& run : runs) {
        if (!run.han || run.characters == 1) {
            add(run.text, true);
            continue;
        }
        std::string_view rest = run.text;
        while (character_count(rest) >= 2) {
            add(prefix_of(rest, 2), false);
            next_character(rest);
        }
    }
    return match;
}

// ", 1.0, 8.0, 4.0": the columns' weights, in order.
std::string weights() {
    std::string text;
    for (const SearchColumn& column : search_columns) text += ", " + std::to_string(column.weight);
    return text;
}

// The best `hits_max` of what matches and is not hidden: hidden rows never take a place.
Result<std::vector<SearchHit>> match_index(Database& database, const std::string& match,
                                           const SearchLimits& limits) {
    std::string sql =
        // SQLite's bm25 is negative: smaller is better.
        "SELECT rowid, -bm25(search" + weights() + ") AS score FROM search WHERE search MATCH ?1";
    if (!limits.hidden.empty()) sql.append(" AND NOT (").append(limits.hidden).append(")");
    sql += " ORDER BY score DESC, rowid LIMIT ?2";
    Statement select = TRY(database.prepare(sql.c_str()));
    select.bind(1, match).bind(2, static_cast<std::int64_t>(limits.hits_max));
    if (!limits.hidden.empty()) select.bind(3, limits.hidden_by);
    std::vector<SearchHit> hits;
    while (TRY(select.step())) hits.push_back({select.integer(0), select.real(1)});
    return hits;
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
                                            const SearchLimits& limits) {
    const std::string folded = simplified(prefix_of(query, limits.query_characters_max));
    query = folded;
    const std::vector<QueryRun> runs = runs_of(query);
    if (runs.empty()) return std::vector<SearchHit>{};
    std::vector<SearchHit> hits = TRY(match_index(database, all_words(runs), limits));
    // Fill up with what fits in part. Those that fit better stay first.
    const auto add = [&](const std::vector<SearchHit>& more) {
        const double below = hits.empty() ? 0 : hits.back().score;
        for (SearchHit hit : more) {
            if (hits.size() >= limits.hits_max) return;
            const bool have = std::any_of(hits.begin(), hits.end(),
                                          [&](const SearchHit& h) { return h.row == hit.row; });
            if (have) continue;
            if (below > 0) hit.score = std::min(hit.score, below * 0.999);
            hits.push_back(hit);
        }
    };
    if (hits.empty()) {
        const std::string match = one_wrong(runs);
        if (!match.empty()) add(TRY(match_index(database, match, limits)));
    }
    if (hits.size() < limits.hits_max) {
        std::vector<QueryRun> essence = runs_of(without_question_words(with_book_words(query)));
        if (essence.empty()) essence = runs;
        add(TRY(match_index(database, any_pair(essence), limits)));
    }
    return hits;
}

}  // namespace hall
