#include "sync/edge/search/snippet.h"

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/edge/search/han_folding.h"
#include "sync/edge/search/tokens.h"

namespace hall {

namespace {

struct Occurrence {
    TextRange range;
    float weight = 0;
};

bool is_long(const QueryTerm& term) {
    return term.text.size() > 1 && character_count(term.text) > 1;
}

// ASCII in lower case, traditional characters as simplified ones; every byte stays in its place.
std::string comparable(std::string_view text) {
    std::string folded = simplified(text);
    for (char& c : folded) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return folded;
}

std::vector<Occurrence> occurrences_of(std::string_view folded, const std::vector<QueryTerm>& terms,
                                       bool longer) {
    std::vector<Occurrence> found;
    for (const QueryTerm& term : terms) {
        if (term.text.empty() || is_long(term) != longer) continue;
        for (std::size_t at = folded.find(term.text); at != std::string_view::npos;
             at = folded.find(term.text, at + term.text.size())) {
            found.push_back({{at, at + term.text.size()}, term.weight});
        }
    }
    std::sort(found.begin(), found.end(), [](const Occurrence& a, const Occurrence& b) {
        return a.range.begin < b.range.begin;
    });
    return found;
}

std::vector<TextRange> joined(const std::vector<Occurrence>& found) {
    std::vector<TextRange> ranges;
    for (const Occurrence& one : found) {
        if (!ranges.empty() && one.range.begin <= ranges.back().end)
            ranges.back().end = std::max(ranges.back().end, one.range.end);
        else
            ranges.push_back(one.range);
    }
    return ranges;
}

// The first byte behind the last mark of the end of a clause before `at`.
std::size_t clause_begin(std::string_view text, std::size_t at) {
    constexpr std::string_view ends[] = {"。", "！", "？", "；", "，", "：", "\n"};
    std::size_t begin = 0;
    for (const std::string_view end : ends) {
        const std::size_t last = at == 0 ? std::string_view::npos : text.rfind(end, at - 1);
        if (last != std::string_view::npos && last + end.size() <= at)
            begin = std::max(begin, last + end.size());
    }
    return begin;
}

// Where the piece begins: the clause whose `characters_max` hold the most.
std::size_t best_begin(std::string_view text, const std::vector<Occurrence>& found,
                       std::size_t characters_max) {
    std::size_t best = 0;
    float best_weight = -1;
    std::size_t last_begin = std::string_view::npos;
    for (const Occurrence& one : found) {
        std::size_t begin = clause_begin(text, one.range.begin);
        // A clause longer than the piece is entered in its middle.
        if (character_count(text.substr(begin, one.range.end - begin)) > characters_max)
            begin = one.range.begin;
        if (begin == last_begin) continue;
        last_begin = begin;
        const std::size_t end = begin + prefix_of(text.substr(begin), characters_max).size();
        float weight = 0;
        for (const Occurrence& other : found) {
            if (other.range.begin >= begin && other.range.end <= end) weight += other.weight;
        }
        if (weight > best_weight) {
            best_weight = weight;
            best = begin;
        }
    }
    return best;
}

// White space and marks of Markdown become single spaces, or nothing.
std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (c == '*' || c == '#' || c == '>' || c == '`' || c == '_') continue;
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (space && (line.empty() || line.back() == ' ')) continue;
        line.push_back(space ? ' ' : c);
    }
    return line;
}

}  // namespace

std::vector<TextRange> marks_in(std::string_view text, const std::vector<QueryTerm>& terms) {
    const std::string folded = comparable(text);
    const std::vector<Occurrence> longer = occurrences_of(folded, terms, true);
    return joined(longer.empty() ? occurrences_of(folded, terms, false) : longer);
}

Snippet snippet_of(std::string_view text, const std::vector<QueryTerm>& terms,
                   std::size_t characters_max) {
    const std::string line = in_one_line(text);
    const std::vector<Occurrence> found = occurrences_of(comparable(line), terms, true);
    if (found.empty()) return {};
    std::size_t begin = best_begin(line, found, characters_max);
    while (begin < line.size() && line[begin] == ' ') ++begin;
    const std::string_view piece = prefix_of(std::string_view(line).substr(begin), characters_max);
    Snippet snippet;
    if (begin > 0) snippet.text = "…";
    const std::size_t moved = snippet.text.size();
    snippet.text.append(piece);
    if (begin + piece.size() < line.size()) snippet.text.append("…");
    for (const TextRange& range : joined(found)) {
        if (range.begin < begin || range.end > begin + piece.size()) continue;
        snippet.marks.push_back({range.begin - begin + moved, range.end - begin + moved});
    }
    return snippet;
}

}  // namespace hall
