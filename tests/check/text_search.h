// Searches a file of texts instead of the cache, with the same index and the same
// ranking, so that the search can be checked from outside.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/database.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/search/title_spellings.h"
#include "sync/wire/content.h"

namespace hall::check {

struct TextHit {
    std::string id;
    std::string title;
    double score = 0;
};

class TextSearch {
  public:
    // Lines of JSON with "id", "title" and "body" (or "text"). Fails with `corrupt` and
    // names the line.
    static Result<TextSearch> load(Files& files, const Path& file);

    // What villagers say for what books call something else; none before.
    void set_spoken_words(SpokenWords spoken) { spoken_ = std::move(spoken); }

    Result<std::vector<TextHit>> search(std::string_view query, std::size_t hits_max);

  private:
    TextSearch(Database database, TitleSpellings spellings)
        : database_(std::move(database)), spellings_(std::move(spellings)) {}
    Database database_;
    TitleSpellings spellings_;
    SpokenWords spoken_;
};

}  // namespace hall::check
