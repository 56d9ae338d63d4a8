#include "sync/edge/search/tokenizer.h"

#include <sqlite3.h>

#include "sync/edge/search/han_folding.h"
#include "sync/edge/search/search_rank.h"
#include "sync/edge/search/tokens.h"

namespace hall {

namespace {

using TokenFunction = int (*)(void*, int, const char*, int, int, int);

int tokenize(Fts5Tokenizer*, void* context, int flags, const char* bytes, int length,
             TokenFunction emit) {
    std::string room;
    const std::string_view text =
        simplified(std::string_view(bytes, static_cast<std::size_t>(length)), room);
    const bool query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    return for_each_token(text, query, [&](const Token& token) {
        return emit(context, 0, token.bytes.data(), static_cast<int>(token.bytes.size()),
                    static_cast<int>(token.begin), static_cast<int>(token.end));
    });
}

int create_tokenizer(void*, const char**, int, Fts5Tokenizer** out) {
    static char none = 0;  // the tokenizer has no state; FTS5 wants an address
    *out = reinterpret_cast<Fts5Tokenizer*>(&none);
    return SQLITE_OK;
}

void delete_tokenizer(Fts5Tokenizer*) {}

}  // namespace

Result<void> register_tokenizer(Database& database) {
    // The documented way to FTS5's interface: https://www.sqlite.org/fts5.html#extending_fts5
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    sqlite3* handle = database.handle();
    if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    if (api == nullptr) return Error(Errc::unavailable, "SQLite without FTS5");
    fts5_tokenizer tokenizer{create_tokenizer, delete_tokenizer, tokenize};
    if (api->xCreateTokenizer(api, "hall_bigram", nullptr, &tokenizer, nullptr) != SQLITE_OK) {
        return Error(Errc::unavailable, "FTS5 refused the tokenizer");
    }
    if (!create_rank_function(*api)) {
        return Error(Errc::unavailable, "FTS5 refused the ranking");
    }
    return {};
}

std::vector<QueryRun> runs_of(std::string_view query) {
    std::string room;
    query = simplified(query, room);
    std::vector<QueryRun> runs;
    CharacterClass open = CharacterClass::gap;
    while (!query.empty()) {
        const char32_t character = folded(next_character(query));
        const CharacterClass now = class_of(character);
        if (now != open && now != CharacterClass::gap) {
            runs.push_back({.han = now == CharacterClass::han});
        }
        open = now;
        if (now == CharacterClass::gap) continue;
        append_utf8(runs.back().text, character);
        ++runs.back().characters;
    }
    return runs;
}

}  // namespace hall
