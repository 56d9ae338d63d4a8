#include "sync/edge/search/search_rank.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>

#include "sync/edge/search/search_index.h"

namespace hall {

namespace {

// BM25: how soon more of the same stops to count, and how much the length of a text counts.
constexpr double saturation = 0.8;
constexpr double length_share = 0.5;
// Added to the share of what was said that a row has: with 0 half of it would halve the score.
constexpr double share_base = 1;

struct PhraseWeight {
    float weight = 0;
    float said = 0;  // 1 or 0
};

constexpr std::size_t rank_columns = search_columns.size();

// What of a query holds for all its rows.
struct QueryFacts {
    std::vector<double> worth;  // of each phrase: its weight, and how rare it is
    std::vector<bool> said;
    double said_worth = 0;                      // of all that was said
    std::array<double, rank_columns> length{};  // of a column, on average, in tokens
};

int count_row(const Fts5ExtensionApi*, Fts5Context*, void* rows) {
    ++*static_cast<std::int64_t*>(rows);
    return SQLITE_OK;
}

int read_facts(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_value* weights,
               QueryFacts& facts) {
    const auto phrases = static_cast<std::size_t>(api->xPhraseCount(context));
    const auto bytes = static_cast<std::size_t>(sqlite3_value_bytes(weights));
    const void* given = sqlite3_value_blob(weights);
    if (bytes != phrases * sizeof(PhraseWeight) || given == nullptr) return SQLITE_MISUSE;
    std::vector<PhraseWeight> weight_of(phrases);
    std::memcpy(weight_of.data(), given, bytes);
    sqlite3_int64 rows = 0;
    if (const int rc = api->xRowCount(context, &rows); rc != SQLITE_OK) return rc;
    for (std::size_t column = 0; column < rank_columns; ++column) {
        sqlite3_int64 tokens = 0;
        const int rc = api->xColumnTotalSize(context, static_cast<int>(column), &tokens);
        if (rc != SQLITE_OK) return rc;
        facts.length[column] =
            std::max(1.0, static_cast<double>(tokens) /
                              static_cast<double>(std::max<sqlite3_int64>(rows, 1)));
    }
    for (std::size_t i = 0; i < phrases; ++i) {
        std::int64_t having = 0;
        const int rc = api->xQueryPhrase(context, static_cast<int>(i), &having, count_row);
        if (rc != SQLITE_OK) return rc;
        const double rarity = std::log(1 + (static_cast<double>(rows - having) + 0.5) /
                                               (static_cast<double>(having) + 0.5));
        facts.worth.push_back(static_cast<double>(weight_of[i].weight) * std::max(0.05, rarity));
        facts.said.push_back(weight_of[i].said > 0);
        if (facts.said.back() && having > 0) facts.said_worth += facts.worth.back();
    }
    return SQLITE_OK;
}

void delete_facts(void* facts) {
    delete static_cast<QueryFacts*>(facts);
}

int facts_of(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_value* weights,
             const QueryFacts** out) {
    *out = static_cast<const QueryFacts*>(api->xGetAuxdata(context, 0));
    if (*out != nullptr) return SQLITE_OK;
    auto facts = std::make_unique<QueryFacts>();
    if (const int rc = read_facts(api, context, weights, *facts); rc != SQLITE_OK) return rc;
    *out = facts.get();
    return api->xSetAuxdata(context, facts.release(), delete_facts);
}

// Worth of one phrase in the row at hand, by the columns it stands in.
int phrase_score(const Fts5ExtensionApi* api, Fts5Context* context, int phrase,
                 const QueryFacts& facts, const std::array<double, rank_columns>& lengths,
                 double& score) {
    std::array<double, rank_columns> times{};
    Fts5PhraseIter at{};
    int column = -1;
    int offset = -1;
    const int rc = api->xPhraseFirst(context, phrase, &at, &column, &offset);
    if (rc != SQLITE_OK) return rc;
    for (; column >= 0; api->xPhraseNext(context, &at, &column, &offset)) {
        if (static_cast<std::size_t>(column) < rank_columns)
            times[static_cast<std::size_t>(column)] += 1;
    }
    score = 0;
    for (std::size_t i = 0; i < rank_columns; ++i) {
        if (times[i] <= 0) continue;
        const double length = 1 - length_share + length_share * lengths[i] / facts.length[i];
        score += search_columns[i].weight * times[i] * (saturation + 1) /
                 (times[i] + saturation * length);
    }
    return SQLITE_OK;
}

int row_score(const Fts5ExtensionApi* api, Fts5Context* context, const QueryFacts& facts,
              double& score) {
    std::array<double, rank_columns> lengths{};
    for (std::size_t i = 0; i < rank_columns; ++i) {
        int tokens = 0;
        const int rc = api->xColumnSize(context, static_cast<int>(i), &tokens);
        if (rc != SQLITE_OK) return rc;
        lengths[i] = tokens;
    }
    double sum = 0;
    double said = 0;
    for (std::size_t i = 0; i < facts.worth.size(); ++i) {
        double found = 0;
        const int rc = phrase_score(api, context, static_cast<int>(i), facts, lengths, found);
        if (rc != SQLITE_OK) return rc;
        sum += facts.worth[i] * found;
        if (found > 0 && facts.said[i]) said += facts.worth[i];
    }
    const double share = facts.said_worth > 0 ? said / facts.said_worth : 0;
    score = sum * (share_base + share);
    return SQLITE_OK;
}

void rank(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int count,
          sqlite3_value** arguments) {
    const QueryFacts* facts = nullptr;
    double score = 0;
    int rc = count == 1 ? facts_of(api, context, arguments[0], &facts) : SQLITE_MISUSE;
    if (rc == SQLITE_OK) rc = row_score(api, context, *facts, score);
    if (rc != SQLITE_OK) return sqlite3_result_error_code(result, rc);
    sqlite3_result_double(result, score);
}

}  // namespace

bool create_rank_function(fts5_api& api) {
    return api.xCreateFunction(&api, "hall_rank", nullptr, rank, nullptr) == SQLITE_OK;
}

std::string rank_weights(const std::vector<QueryTerm>& terms) {
    std::string bytes;
    for (const QueryTerm& term : terms) {
        const PhraseWeight weight{term.weight, term.said ? 1.0F : 0.0F};
        bytes.append(reinterpret_cast<const char*>(&weight), sizeof weight);
    }
    return bytes;
}

}  // namespace hall
