// JSON Schema draft-07, by valijson. The one home of that library.
//
// Its own patterns are std::regex over bytes, which an ambiguous one keeps busy for ever and
// a long text overflows; none of them is ever given any. `pattern` is judged by pattern.h,
// of `format` only "date", and `patternProperties` is refused.
//
// What it says is English and meant for logs; what a person reads comes from form.h.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall {

// Longer strings are refused before any `pattern` sees them: the time of a match grows with
// the text, and answers are short.
inline constexpr std::size_t pattern_text_bytes_max = 8000;

// A compiled schema. Copies share it. Not for several threads at once.
class Schema {
  public:
    // Fails with `corrupt` if it is no schema, refers to anything outside itself, or has a
    // pattern that pattern.h does not take, which it says in Chinese.
    static Result<Schema> compile(const Json& schema);

    // Fails with `refused` and names the first place that does not fit.
    // REQUIRES: all text is UTF-8, as parse_json() gives it.
    Result<void> check(const Json& value) const;

  private:
    struct Compiled;
    explicit Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
    std::shared_ptr<const Compiled> compiled_;
};

// The schemas of documents by type, from assets/schema/<type>.json.
class DocumentSchemas {
  public:
    // Fails with `not_found` or `corrupt`, naming the file.
    static Result<DocumentSchemas> load(Files& files, const Path& assets);

    // Fails with `refused`. A type that no schema knows passes: a newer county may send
    // what an older kiosk keeps and does not show.
    Result<void> check(std::string_view type, const Json& body) const;

    bool knows(std::string_view type) const;

  private:
    std::vector<std::pair<std::string, Schema>> schemas_;
};

}  // namespace hall
