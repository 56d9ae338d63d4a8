// What a person asks, as terms of the search index. A question in spoken words ("我家猪儿屙稀咋个
// 整") loses what every question has, and gains the words of books for what villagers say; its
// characters are looked for in pairs and, with less weight, alone, so that 牛蹄子烂了 finds 牛烂蹄.
// Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/edge/search/tokenizer.h"
#include "sync/wire/content.h"

namespace hall {

struct QueryTerm {
    std::string text;     // a word, or one or two Chinese characters; simplified
    bool prefix = false;  // finds what begins with it, too
    float weight = 1;     // 0..1, of a hit
    bool said = true;     // by the person; else added for what was said

    bool operator==(const QueryTerm&) const = default;
};

inline constexpr std::size_t query_terms_max = 64;

// Of a simplified query, each text once, at most query_terms_max. Empty if there is nothing to
// look for. Of words that say nothing ("怎么办") alone, these themselves.
std::vector<QueryTerm> terms_of(std::string_view query, const SpokenWords& spoken);

// The query without what turns a thing into a question and is in every other question, too.
std::string without_question_words(std::string_view query, const SpokenWords& spoken);

// What stands between double quotes is a phrase to FTS5, whatever it contains.
std::string fts5_phrase(std::string_view text);

// Any of the terms, in the order given: the n-th phrase is the n-th term.
std::string match_any(const std::vector<QueryTerm>& terms);

// Every run must be there, in the order typed. A single Chinese character finds the pairs that
// begin with it, and itself at the end of a run.
std::string match_all(const std::vector<QueryRun>& runs);

// A title in which one character of a run is another: "稻温病" for 稻瘟病. What stands before and
// after the wrong one must be there. Empty if no run is of three to eight characters.
std::string match_one_wrong(const std::vector<QueryRun>& runs);

}  // namespace hall
