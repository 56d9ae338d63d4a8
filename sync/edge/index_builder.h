// Index builder: fills an empty search index with many texts at once. FTS5 takes some
// 300 ns for each of the millions of tokens of a first synchronisation; this takes 50,
// because it gathers, sorts and writes whole leaves itself.
//
// It writes what FTS5 would have written: segments of the format that FTS5's own source
// describes (fts5_index.c, "FTS5 file format", version 4), which every SQLite since 3.9
// reads and merges. FTS5 answers all queries and makes all later changes. What is here
// must give FTS5's own index, hit for hit (tests/edge/index_builder_test.cc).
//
// One thread, inside one transaction; without its commit nothing has happened.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/database.h"
#include "sync/core/result.h"
#include "sync/edge/search_index.h"

namespace hall {

class IndexBuilder {
  public:
    // True if the index holds nothing and is of the format known here. Else texts go in
    // one by one, by add_to_index().
    // REQUIRES: no transaction is open.
    static Result<bool> can_build(Database& database);

    // REQUIRES: can_build(), then a transaction that stays open until finish(). The
    // database outlives the builder.
    static Result<IndexBuilder> begin(Database& database);

    IndexBuilder(IndexBuilder&&) noexcept;
    IndexBuilder& operator=(IndexBuilder&&) noexcept;
    ~IndexBuilder();

    // REQUIRES: rows rise from call to call and stay below 2^32.
    Result<void> add(std::int64_t row, const SearchText& text);

    // Writes what is left. Until then a search finds nothing of it.
    Result<void> finish();

  private:
    struct State;
    explicit IndexBuilder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace hall
