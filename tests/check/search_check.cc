#include "tests/check/search_check.h"

#include <iostream>
#include <optional>

#include "sync/core/assets.h"
#include "sync/core/files.h"
#include "sync/core/json.h"
#include "sync/core/number.h"
#include "tests/check/exit_codes.h"
#include "tests/check/text_search.h"

namespace hall::check {

namespace {

struct Options {
    std::string texts;
    std::string words;
    std::string query;
    int limit = 10;
};

std::optional<Options> parse(const std::vector<std::string>& arguments) {
    Options options;
    bool has_query = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "--json") continue;
        if (argument == "--texts" || argument == "--limit" || argument == "--words") {
            if (++i == arguments.size()) return std::nullopt;
            if (argument == "--texts") {
                options.texts = arguments[i];
            } else if (argument == "--words") {
                options.words = arguments[i];
            } else {
                const std::optional<int> limit = parse_number<int>(arguments[i]);
                if (!limit || *limit < 1 || *limit > 100'000) return std::nullopt;
                options.limit = *limit;
            }
        } else if (has_query || argument.starts_with("--")) {
            return std::nullopt;
        } else {
            options.query = argument;
            has_query = true;
        }
    }
    if (!has_query || options.texts.empty()) return std::nullopt;
    return options;
}

// The words of the first document in a file like assets/demo/county/spoken-words.json.
Result<SpokenWords> read_spoken_words(Files& files, const Path& file) {
    constexpr std::uint64_t bytes_max = 4 << 20;
    const Json documents = TRY(parse_json(TRY(files.read(file, bytes_max))));
    if (!documents.is_array() || documents.empty() || !documents.front().contains("body"))
        return Error(Errc::corrupt, file.string() + ": no document");
    return spoken_words_of(documents.front().at("body"));
}

}  // namespace

int search(const std::vector<std::string>& arguments) {
    const std::optional<Options> options = parse(arguments);
    if (!options) return wrong_use;
    DiskFiles files;
    Result<TextSearch> texts = TextSearch::load(files, Path(options->texts));
    if (!texts.ok()) return fail(texts.error());
    const Path words = options->words.empty() ? assets_folder() / "demo/county/spoken-words.json"
                                              : Path(options->words);
    Result<SpokenWords> spoken = read_spoken_words(files, words);
    if (!spoken.ok()) return fail(spoken.error());
    texts.value().set_spoken_words(std::move(spoken).value());
    const auto hits =
        texts.value().search(options->query, static_cast<std::size_t>(options->limit));
    if (!hits.ok()) return fail(hits.error());
    for (const TextHit& hit : hits.value()) {
        std::cout << json_line({{"id", hit.id}, {"title", hit.title}, {"score", hit.score}})
                  << "\n";
    }
    return 0;
}

}  // namespace hall::check
