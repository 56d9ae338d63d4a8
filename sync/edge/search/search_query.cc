#include "sync/edge/search/search_query.h"

#include <algorithm>

#include "sync/core/utf8.h"

namespace hall {

namespace {

// Tried out on the questions of tests/bench/search that are for it; the figures there hardly
// change between half and twice these.
constexpr float single_weight = 0.4F;  // of one character, beside a pair's 1
constexpr float book_weight = 0.5F;    // of what was added, beside what was said

// Standard Mandarin; what one region says for it is the county's to publish (SpokenWords).
constexpr std::string_view question_words[] = {
    "我想问一下", "怎么回事", "怎么办理", "可不可以", "为什么", "怎么办", "怎么弄", "怎么治",
    "是不是",     "能不能",   "有没有",   "要不要",   "我想问", "多少钱", "请问",   "我家的",
    "我家",       "我们",     "我想",     "我要",     "想要",   "需要",   "怎么",   "怎样",
    "如何",       "什么",     "哪些",     "哪个",     "哪里",   "哪家",   "可以",   "应该",
    "多少",       "几时",     "吗",       "呢",       "了",     "的",     "嘛",     "不",
    "有",         "人",       "得",       "到",       "要"};

void blank_out(std::string& text, std::string_view word) {
    if (word.empty()) return;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        text.replace(at, word.size(), " ");
    }
}

// Collects terms: each text once, with the larger of its weights.
class TermList {
  public:
    void add(std::string_view text, bool prefix, float weight, bool said) {
        const auto same = [&](const QueryTerm& term) {
            return term.text == text && term.prefix == prefix;
        };
        const auto known = std::find_if(terms_.begin(), terms_.end(), same);
        if (known != terms_.end()) {
            known->weight = std::max(known->weight, weight);
        } else if (terms_.size() < query_terms_max) {
            terms_.push_back({std::string(text), prefix, weight, said});
        }
    }

    void add_pairs(const QueryRun& run, float weight, bool said) {
        if (!run.han) return add(run.text, true, weight, said);
        std::string_view rest = run.text;
        while (character_count(rest) >= 2) {
            add(prefix_of(rest, 2), false, weight, said);
            next_character(rest);
        }
    }

    void add_singles(const QueryRun& run, float weight, bool said) {
        if (!run.han) return;
        for (std::string_view rest = run.text; !rest.empty();) {
            const std::string_view one = prefix_of(rest, 1);
            add(one, true, weight, said);
            rest.remove_prefix(one.size());
        }
    }

    std::vector<QueryTerm> take() { return std::move(terms_); }

  private:
    std::vector<QueryTerm> terms_;
};

}  // namespace

std::string without_question_words(std::string_view query, const SpokenWords& spoken) {
    std::vector<std::string_view> words(std::begin(question_words), std::end(question_words));
    words.insert(words.end(), spoken.fillers.begin(), spoken.fillers.end());
    // Longer ones first: 怎么办 leaves no 办.
    std::stable_sort(words.begin(), words.end(),
                     [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
    std::string rest(query);
    for (const std::string_view word : words) blank_out(rest, word);
    return rest;
}

std::vector<QueryTerm> terms_of(std::string_view query, const SpokenWords& spoken) {
    std::vector<QueryRun> runs = runs_of(without_question_words(query, spoken));
    if (runs.empty()) runs = runs_of(query);
    TermList terms;
    for (const QueryRun& run : runs) terms.add_pairs(run, 1, true);
    for (const SpokenWord& word : spoken.words) {
        if (word.say.empty() || query.find(word.say) == std::string_view::npos) continue;
        for (const std::string& means : word.means) {
            for (const QueryRun& run : runs_of(means)) {
                if (run.han && run.characters == 1) {
                    terms.add_singles(run, book_weight * single_weight, false);
                } else {
                    terms.add_pairs(run, book_weight, false);
                }
            }
        }
    }
    for (const QueryRun& run : runs) terms.add_singles(run, single_weight, true);
    return terms.take();
}

std::string fts5_phrase(std::string_view text) {
    std::string phrase = "\"";
    for (const char c : text) {
        if (c == '"') phrase.push_back('"');
        phrase.push_back(c);
    }
    phrase.push_back('"');
    return phrase;
}

std::string match_any(const std::vector<QueryTerm>& terms) {
    std::string match;
    for (const QueryTerm& term : terms) {
        if (!match.empty()) match.append(" OR ");
        match.append(fts5_phrase(term.text));
        if (term.prefix) match.append("*");
    }
    return match;
}

std::string match_all(const std::vector<QueryRun>& runs) {
    std::string match;
    for (const QueryRun& run : runs) {
        if (!match.empty()) match.append(" AND ");
        match.append(fts5_phrase(run.text));
        if (!run.han || run.characters == 1) match.append("*");
    }
    return match;
}

std::string match_one_wrong(const std::vector<QueryRun>& runs) {
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
            if (!before.empty()) match.append(fts5_phrase(before)).append(wrong == 1 ? " * " : " ");
            if (!after.empty()) {
                match.append(fts5_phrase(after)).append(wrong + 2 == run.characters ? " *" : "");
            }
            match.append(", 1)");
        }
    }
    return match.empty() ? match : "title : (" + match + ")";
}

}  // namespace hall
