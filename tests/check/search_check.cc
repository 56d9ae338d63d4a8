#include "tests/check/search_check.h"

#include <iostream>
#include <optional>

#include "sync/core/files.h"
#include "sync/core/json.h"
#include "sync/core/number.h"
#include "tests/check/exit_codes.h"
#include "tests/check/text_search.h"

namespace hall::check {

namespace {

struct Options {
    std::string texts;
    std::string query;
    int limit = 10;
};

std::optional<Options> parse(const std::vector<std::string>& arguments) {
    Options options;
    bool has_query = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "--json") continue;
        if (argument == "--texts" || argument == "--limit") {
            if (++i == arguments.size()) return std::nullopt;
            if (argument == "--texts") {
                options.texts = arguments[i];
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

}  // namespace

int search(const std::vector<std::string>& arguments) {
    const std::optional<Options> options = parse(arguments);
    if (!options) return wrong_use;
    DiskFiles files;
    Result<TextSearch> texts = TextSearch::load(files, Path(options->texts));
    if (!texts.ok()) return fail(texts.error());
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
