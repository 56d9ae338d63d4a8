// What a person types into the search: never an error of the query language, and what is
// found is there.

#include "sync/edge/search/search_index.h"
#include "sync/edge/search/tokenizer.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

// One index for all inputs; a search changes nothing in it.
Database& index() {
    static Database database = [] {
        Database made =
            Database::open({}, {.mode = OpenMode::memory, .extension = register_tokenizer}).value();
        create_search_index(made).value();
        add_to_index(made, 1, {"猪仔拉稀怎么治", "腹泻", "先停料，再补水 near OR and"}).value();
        add_to_index(made, 2, {"稻瘟病", "", "打药要看天气 abc 123"}).value();
        return made;
    }();
    return database;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const Result<std::vector<SearchHit>> hits =
        search_index(index(), fuzz::text_of(bytes, size), {.hits_max = 5});
    CHECK(hits.ok());
    CHECK(hits.value().size() <= 2);
    for (const SearchHit& hit : hits.value()) CHECK(hit.row == 1 || hit.row == 2);
    return 0;
}
