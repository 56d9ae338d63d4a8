#include "sync/edge/tokenizer.h"

#include <sqlite3.h>

#include "sync/core/utf8.h"

namespace hall {

namespace {

// Full-width ASCII (U+FF01 to U+FF5E) stands for its plain twin; letters in lower case.
char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    return c;
}

bool is_word_character(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    // Letters of other scripts; punctuation and symbols of Chinese text part words.
    const bool punctuation = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
                             (c >= 0xFE10 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFFEF) ||
                             (c >= 0x80 && c <= 0xBF) || c == 0xD7 || c == 0xF7 ||
                             c == replacement_character;
    return !punctuation;
}

enum class Class { gap, word, han };

Class class_of(char32_t c) {
    if (is_han(c)) return Class::han;
    return is_word_character(c) ? Class::word : Class::gap;
}

// Calls run(class, start, end, offsets of its characters) for each run of one class.
template <typename Run>
int for_each_run(std::string_view text, Run&& run) {
    std::string_view rest = text;
    std::vector<int> offsets;
    Class open = Class::gap;
    const auto close = [&](int end) {
        if (open == Class::gap || offsets.empty()) return SQLITE_OK;
        offsets.push_back(end);
        const int result = run(open, offsets);
        offsets.clear();
        return result;
    };
    while (!rest.empty()) {
        const int offset = static_cast<int>(text.size() - rest.size());
        const Class now = class_of(folded(next_character(rest)));
        if (now != open) {
            if (const int result = close(offset); result != SQLITE_OK) return result;
            open = now;
        }
        if (now != Class::gap) offsets.push_back(offset);
    }
    return close(static_cast<int>(text.size()));
}

std::string folded_text(std::string_view text) {
    std::string plain;
    while (!text.empty()) append_utf8(plain, folded(next_character(text)));
    return plain;
}

using TokenFunction = int (*)(void*, int, const char*, int, int, int);

int tokenize(Fts5Tokenizer*, void* context, int flags, const char* bytes, int length,
             TokenFunction emit) {
    const std::string_view text(bytes, static_cast<std::size_t>(length));
    const bool query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    return for_each_run(text, [&](Class kind, const std::vector<int>& offsets) {
        const auto token = [&](int from, int to) {
            return emit(context, 0, bytes + from, to - from, from, to);
        };
        if (kind == Class::word) {
            const std::string word = folded_text(
                text.substr(static_cast<std::size_t>(offsets.front()),
                            static_cast<std::size_t>(offsets.back() - offsets.front())));
            return emit(context, 0, word.data(), static_cast<int>(word.size()), offsets.front(),
                        offsets.back());
        }
        const std::size_t characters = offsets.size() - 1;
        for (std::size_t i = 0; i + 1 < characters; ++i) {
            if (const int result = token(offsets[i], offsets[i + 2]); result != SQLITE_OK) {
                return result;
            }
        }
        // The last character alone lets a query of one character find it; in a query of
        // several it would only get in the way of the phrase.
        if (query && characters > 1) return SQLITE_OK;
        return token(offsets[characters - 1], offsets[characters]);
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
    return {};
}

std::vector<QueryRun> runs_of(std::string_view query) {
    std::vector<QueryRun> runs;
    for_each_run(query, [&](Class kind, const std::vector<int>& offsets) {
        const std::string_view text =
            query.substr(static_cast<std::size_t>(offsets.front()),
                         static_cast<std::size_t>(offsets.back() - offsets.front()));
        runs.push_back({folded_text(text), kind == Class::han, offsets.size() - 1});
        return SQLITE_OK;
    });
    return runs;
}

}  // namespace hall
