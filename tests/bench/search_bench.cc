// How often the search finds what was meant, on real farming texts: hit@5 over natural
// queries, and the time a query takes.

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "sync/core/json.h"
#include "tests/bench/cpu_time.h"
#include "tests/catch.h"
#include "tests/check/text_search.h"

TEST_CASE("how often the search finds what was meant, on real farming texts") {
    using namespace hall;
    using namespace hall::check;
    const Path folder = HALL_SHARED_DIR "/data/agri";
    DiskFiles files;
    const Result<std::string> queries = files.read(folder / "queries.jsonl", 1 << 20);
    if (!queries.ok()) {
        std::printf("skipped: %s\n", queries.error().text().c_str());
        return;
    }
    const double before_ms = cpu_ms();
    Result<TextSearch> search = TextSearch::load(files, folder / "agri_articles.jsonl");
    if (!search.ok()) {
        FAIL(search.error().text());
    }
    const double loaded_ms = cpu_ms();
    int hits = 0;
    int count = 0;
    std::string_view rest = queries.value();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const Result<Json> query = parse_json(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!query.ok()) continue;
        ++count;
        const std::string text = string_or(query.value(), "query");
        const Result<std::vector<TextHit>> found = search.value().search(text, 5);
        REQUIRE(found.ok());
        bool hit = false;
        for (const TextHit& entry : found.value()) {
            for (const Json& expected : array_or_empty(query.value(), "expected")) {
                hit = hit || expected == entry.title;
            }
        }
        if (hit)
            ++hits;
        else
            std::printf("missed: %s\n", text.c_str());
    }
    std::printf("search: hit@5 %.3f (%d of %d), index %.0f ms CPU, query %.2f ms CPU\n",
                static_cast<double>(hits) / std::max(count, 1), hits, count, loaded_ms - before_ms,
                (cpu_ms() - loaded_ms) / std::max(count, 1));
    REQUIRE(hits >= 0.95 * count);
}
