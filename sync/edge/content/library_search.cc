// The library's search: by words, by sounds, and where in a text they stand.

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/edge/content/document_text.h"
#include "sync/edge/content/library.h"
#include "sync/edge/content/library_rows.h"
#include "sync/edge/search/han_folding.h"
#include "sync/edge/search/search_index.h"

namespace hall {

namespace {

constexpr std::string_view hidden_rows =
    "search.rowid IN (SELECT row FROM documents WHERE until<>'' AND until<?3)";

Document document_with(std::string type, const std::string& body) {
    Document document;
    document.type = std::move(type);
    document.body = Json::parse(body, nullptr, false);
    return document;
}

}  // namespace

Result<void> Library::learn_spellings() {
    const std::int64_t now = TRY(change_counter());
    if (!spellings_.empty() && spellings_of_ == now) return {};
    spellings_ = {};
    spellings_of_ = now;
    Statement select = TRY(database_.prepare(
        "SELECT row, type, title, CASE WHEN type='question' THEN body ELSE '' END FROM documents "
        "WHERE title<>''"));
    while (TRY(select.step())) {
        std::string words;
        if (const std::string body = select.text(3); !body.empty())
            words = search_text_of(document_with(select.text(1), body)).words;
        spellings_.add(select.integer(0), select.text(2), words);
    }
    return {};
}

Result<std::vector<SearchHit>> Library::hits_of(std::string_view query, std::string_view today,
                                                const SpokenWords& spoken, std::size_t hits_max) {
    const std::string letters = spelling_in(query);
    if (!letters.empty()) hits_max = page_max;  // more, since what sounds so comes forward
    std::vector<SearchHit> hits = TRY(
        search_index(database_, query,
                     {.hits_max = hits_max, .hidden = hidden_rows, .hidden_by = today}, spoken));
    if (letters.empty()) return hits;
    TRY(learn_spellings());
    return merged_hits(std::move(hits), spellings_.find(letters, page_max), page_max);
}

Result<std::vector<LibraryEntry>> Library::search(std::string_view query, Date today,
                                                  std::size_t hits_max) {
    hits_max = std::min(hits_max, page_max);
    const std::string today_text = date_text(today);
    const SpokenWords spoken = TRY(spoken_words());
    const std::vector<QueryTerm> terms =
        terms_of(simplified(prefix_of(query, SearchLimits().query_characters_max)), spoken);
    Statement select = TRY(database_.prepare("SELECT " HALL_ENTRY_COLUMNS
                                             ", body FROM documents WHERE row=?1 AND (until='' OR "
                                             "until>=?2)"));
    std::vector<LibraryEntry> entries;
    for (const SearchHit& hit : TRY(hits_of(query, today_text, spoken, hits_max))) {
        if (entries.size() == hits_max) break;
        if (TRY(select.bind(1, hit.row).bind(2, today_text).step())) {
            LibraryEntry entry = entry_of(select);
            const Document document = document_with(entry.type, select.text(entry_columns));
            entry.score = hit.score;
            entry.found_in = snippet_of(search_text_of(document).text, terms);
            entry.title_marks = marks_in(entry.title, terms);
            entries.push_back(std::move(entry));
        }
        select.reset();
    }
    return entries;
}

}  // namespace hall
