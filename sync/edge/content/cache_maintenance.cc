// What the cache does for itself while nobody waits: a little at a time, between two rounds.

#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/content/cache_schema.h"
#include "sync/edge/content/document_text.h"
#include "sync/edge/search/search_index.h"

namespace hall {

namespace {

struct ExpiredRow {
    std::int64_t row = 0;
    Document document;
};

Result<std::vector<ExpiredRow>> expired_rows(Database& database, Date today, std::size_t count) {
    Statement select =
        TRY(database.prepare("SELECT row, id, type, body FROM documents WHERE until<>'' AND "
                             "until<?1 ORDER BY until LIMIT ?2"));
    select.bind(1, date_text(today)).bind(2, static_cast<std::int64_t>(count));
    std::vector<ExpiredRow> rows;
    while (TRY(select.step())) {
        ExpiredRow& expired = rows.emplace_back();
        expired.row = select.integer(0);
        expired.document.id = select.text(1);
        expired.document.type = select.text(2);
        expired.document.body = Json::parse(select.text(3), nullptr, false);
    }
    return rows;
}

}  // namespace

Result<std::size_t> Cache::remove_expired(Date today, std::size_t documents_max) {
    const std::vector<ExpiredRow> rows = TRY(expired_rows(database_, today, documents_max));
    if (rows.empty()) return std::size_t{0};
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement remove_blob_names = TRY(database_.prepare("DELETE FROM blob_names WHERE document=?"));
    Statement remove = TRY(database_.prepare("DELETE FROM documents WHERE row=?"));
    for (const ExpiredRow& expired : rows) {
        TRY(remove_from_index(database_, expired.row, search_text_of(expired.document)));
        TRY(remove_blob_names.bind(1, expired.row).run());
        TRY(remove.bind(1, expired.row).run());
    }
    TRY(database_.run(remove_unnamed_blobs));
    TRY(transaction.commit());
    log_line(LogLevel::info, "expired_removed",
             {{"documents", static_cast<std::int64_t>(rows.size())}});
    return rows.size();
}

Result<bool> Cache::merge_index(int pages_max) {
    return merge_search_index(database_, pages_max);
}

}  // namespace hall
