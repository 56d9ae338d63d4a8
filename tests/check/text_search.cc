#include "tests/check/text_search.h"

#include <algorithm>

#include "sync/core/json.h"
#include "sync/edge/search/search_index.h"
#include "sync/edge/search/tokenizer.h"

namespace hall::check {

Result<TextSearch> TextSearch::load(Files& files, const Path& file) {
    constexpr std::uint64_t texts_bytes_max = std::uint64_t{1} << 30;
    const std::string lines = TRY(files.read(file, texts_bytes_max));
    Database database =
        TRY(Database::open({}, {.mode = OpenMode::memory, .extension = register_tokenizer}));
    TitleSpellings spellings;
    TRY(create_search_index(database));
    TRY(database.run("CREATE TABLE texts(row INTEGER PRIMARY KEY, id TEXT, title TEXT)"));
    {
        Transaction transaction = TRY(Transaction::begin(database));
        Statement insert = TRY(database.prepare("INSERT INTO texts(id, title) VALUES(?,?)"));
        std::size_t number = 0;
        for (std::string_view rest = lines; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            ++number;
            if (line.empty()) continue;
            const Json text = TRY_IN("line " + std::to_string(number), parse_json(line));
            const std::string title = string_or(text, "title");
            TRY(insert.bind(1, string_or(text, "id")).bind(2, title).run());
            spellings.add(database.last_row_id(), title, {});
            TRY(add_to_index(database, database.last_row_id(),
                             {title, {}, string_or(text, "body", string_or(text, "text"))}));
        }
        TRY(transaction.commit());
    }
    return TextSearch(std::move(database), std::move(spellings));
}

Result<std::vector<TextHit>> TextSearch::search(std::string_view query, std::size_t hits_max) {
    Statement select = TRY(database_.prepare("SELECT id, title FROM texts WHERE row=?"));
    std::vector<TextHit> hits;
    constexpr std::size_t sounded_max = 200;  // as the library does
    const std::string letters = spelling_in(query);
    const std::vector<SearchHit> by_words = TRY(search_index(
        database_, query,
        {.hits_max = letters.empty() ? hits_max : std::max(hits_max, sounded_max)}, spoken_));
    const std::vector<SearchHit> by_sounds = spellings_.find(letters, sounded_max);
    for (const SearchHit& hit : merged_hits(by_words, by_sounds, hits_max)) {
        TRY(select.bind(1, hit.row).step());
        hits.push_back({select.text(0), select.text(1), hit.score});
        select.reset();
    }
    return hits;
}

}  // namespace hall::check
