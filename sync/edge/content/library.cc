#include "sync/edge/content/library.h"

#include <algorithm>

#include "sync/core/json.h"
#include "sync/edge/content/cache_schema.h"
#include "sync/edge/content/library_rows.h"
#include "sync/edge/search/tokenizer.h"
#include "sync/rules/disclosure.h"

namespace hall {

namespace {

#define SHOWN_TODAY "(until='' OR until>=?2)"

// Pinned first, then newest; id and channel make the order total, so that a list can go on
// behind any entry.
std::string sql_of_page(const Page& page) {
    std::string sql = "SELECT " HALL_ENTRY_COLUMNS " FROM documents WHERE board=?1 AND " SHOWN_TODAY
                      " AND (?3='' OR col=?3)";
    if (page.after) {
        const std::string behind =
            "(pinned<?5 OR (pinned=?5 AND (date<?6 OR (date=?6 AND (id>?7 OR (id=?7 AND "
            "channel>?8))))))";
        sql += page.forms_first
                   ? " AND (" HALL_HAS_FORM "<?9 OR (" HALL_HAS_FORM "=?9 AND " + behind + "))"
                   : " AND " + behind;
    }
    sql += page.forms_first ? " ORDER BY " HALL_HAS_FORM " DESC, " : " ORDER BY ";
    return sql + "pinned DESC, date DESC, id, channel LIMIT ?4";
}

Document document_of(const Statement& row) {
    Document document;
    document.id = row.text(0);
    document.type = row.text(1);
    document.rev = row.integer(2);
    document.at = row.text(3);
    document.body = Json::parse(row.text(4), nullptr, false);
    return document;
}

Receipt receipt_of(const Statement& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
}

}  // namespace

Result<Library> Library::open(const Path& cache_file, const std::string& vfs) {
    Database database = TRY_IN(
        "library",
        Database::open(cache_file,
                       {.mode = OpenMode::read, .vfs = vfs, .extension = register_tokenizer}));
    const FileFormat format = file_format_of(TRY_IN("library", database.version()));
    // A file that the writer has only just created has no tables yet.
    if (format.version == 0) return Error(Errc::not_found, "an empty cache");
    // The agent of other software wrote it; ours will put its own in its place.
    if (!is_usable(format, cache_format.version))
        return Error(Errc::not_found, "a cache of format " + std::to_string(format.version));
    return Library(std::move(database));
}

Result<std::vector<Board>> Library::boards() {
    Statement select = TRY(
        database_.prepare("SELECT body FROM documents WHERE type='board' AND channel='county'"));
    std::vector<Board> boards;
    while (TRY(select.step())) {
        Result<Board> board = board_of(Json::parse(select.text(0), nullptr, false));
        if (board.ok()) boards.push_back(std::move(board).value());
    }
    std::sort(boards.begin(), boards.end(), [](const Board& a, const Board& b) {
        return std::pair(a.order, a.id) < std::pair(b.order, b.id);
    });
    return boards;
}

Result<std::vector<LibraryEntry>> Library::list(Statement& select) {
    std::vector<LibraryEntry> entries;
    while (TRY(select.step())) entries.push_back(entry_of(select));
    return entries;
}

Result<std::optional<LibraryEntry>> Library::first(Statement& select) {
    if (!TRY(select.step())) return std::optional<LibraryEntry>();
    return std::optional(entry_of(select));
}

Result<std::vector<LibraryEntry>> Library::entries(std::string_view board, std::string_view column,
                                                   Date today, Page page) {
    Statement select = TRY(database_.prepare(sql_of_page(page).c_str()));
    select.bind(1, board)
        .bind(2, date_text(today))
        .bind(3, column)
        .bind(4, static_cast<std::int64_t>(std::min(page.count, page_max)));
    if (page.after) {
        select.bind(5, std::int64_t{page.after->pinned})
            .bind(6, page.after->date)
            .bind(7, page.after->id)
            .bind(8, page.after->channel);
        if (page.forms_first) select.bind(9, std::int64_t{page.after->has_form});
    }
    return list(select);
}

Result<std::optional<LibraryEntry>> Library::newest(std::string_view board, Date today,
                                                    std::string_view column) {
    Statement select = TRY(database_.prepare(
        "SELECT " HALL_ENTRY_COLUMNS " FROM documents WHERE board=?1 AND " SHOWN_TODAY
        " ORDER BY (type='disclosure' AND col=?3 AND ?3<>'') DESC, "
        "date DESC, id LIMIT 1"));
    select.bind(1, board).bind(2, date_text(today)).bind(3, column);
    return first(select);
}

Result<std::int64_t> Library::count_since(std::string_view board, Date since, Date today) {
    Statement select =
        TRY(database_.prepare("SELECT count(*) FROM documents WHERE board=?1 AND " SHOWN_TODAY
                              " AND date>=?3 AND date<=?2"));
    TRY(select.bind(1, board).bind(2, date_text(today)).bind(3, date_text(since)).step());
    return select.integer(0);
}

Result<std::int64_t> Library::count_of_type(std::string_view board, DocumentType type, Date today) {
    Statement select = TRY(database_.prepare(
        "SELECT count(*) FROM documents WHERE board=?1 AND " SHOWN_TODAY " AND type=?3"));
    TRY(select.bind(1, board).bind(2, date_text(today)).bind(3, name_of(type)).step());
    return select.integer(0);
}

Result<Document> Library::document(std::string_view channel, std::string_view id) {
    Statement select = TRY(database_.prepare(
        "SELECT id, type, rev, at, body FROM documents WHERE channel=? AND id=?"));
    if (!TRY(select.bind(1, channel).bind(2, id).step())) {
        return Error(Errc::not_found, std::string(id));
    }
    return document_of(select);
}

Result<std::optional<LibraryEntry>> Library::form_of_kind(std::string_view kind) {
    Statement select = TRY(
        database_.prepare("SELECT " HALL_ENTRY_COLUMNS " FROM documents WHERE type='service' AND "
                          "json_extract(body,'$.form.kind')=? ORDER BY id LIMIT 1"));
    return first(select.bind(1, kind));
}

Result<std::vector<std::string>> Library::question_words(std::size_t count) {
    Statement select = TRY(database_.prepare(
        "SELECT json_extract(body,'$.subject') AS word, count(*) AS uses FROM documents "
        "WHERE type='question' AND word<>'' GROUP BY word "
        "UNION ALL SELECT value, count(*) FROM documents, json_each(body,'$.words') "
        "WHERE documents.type='question' AND value<>'' GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?"));
    select.bind(1, static_cast<std::int64_t>(count * 2));
    std::vector<std::string> words;
    while (words.size() < count && TRY(select.step())) {
        std::string word = select.text(0);
        if (std::find(words.begin(), words.end(), word) == words.end())
            words.push_back(std::move(word));
    }
    return words;
}

Result<Neighbours> Library::neighbours(std::string_view channel, std::string_view table,
                                       const Period& period, std::string_view id) {
    const std::string year = "json_extract(body,'$.period.year')";
    const std::string index = "coalesce(json_extract(body,'$.period.index'),0)";
    const auto side = [&](const char* beyond,
                          const char* order) -> Result<std::optional<LibraryEntry>> {
        const std::string sql =
            "SELECT " HALL_ENTRY_COLUMNS
            " FROM documents WHERE channel=?1 AND series=?2 AND series<>'' AND (" +
            year + ", " + index + ", id) " + beyond + " (?3, ?4, ?5) ORDER BY " + year + order +
            ", " + index + order + ", id" + order + " LIMIT 1";
        Statement select = TRY(database_.prepare(sql.c_str()));
        select.bind(1, channel)
            .bind(2, table)
            .bind(3, std::int64_t{period.year})
            .bind(4, std::int64_t{period.index})
            .bind(5, id);
        return first(select);
    };
    Neighbours neighbours;
    neighbours.earlier = TRY(side("<", " DESC"));
    neighbours.later = TRY(side(">", ""));
    return neighbours;
}

Result<std::vector<LibraryEntry>> Library::notices(Date today, std::size_t count) {
    Statement select = TRY(database_.prepare(
        "SELECT " HALL_ENTRY_COLUMNS
        " FROM documents WHERE type='disclosure' AND "
        "json_extract(body,'$.notice_until')>=?1 ORDER BY json_extract(body,'$.notice_until'), id "
        "LIMIT ?2"));
    return list(select.bind(1, date_text(today)).bind(2, static_cast<std::int64_t>(count)));
}

Result<SpokenWords> Library::spoken_words() {
    const Result<Document> document = this->document("county", "spoken-words");
    if (document.ok()) return spoken_words_of(document.value().body);
    if (document.error().code() == Errc::not_found) return SpokenWords{};
    return document.error();
}

Result<Settings> Library::settings() {
    const Document document = TRY(this->document("county", "settings"));
    return settings_of(document.body);
}

Result<Places> Library::places() {
    const Document document = TRY(this->document("county", "places"));
    return places_of(document.body);
}

Result<std::vector<Reply>> Library::replies(std::string_view slip) {
    Statement select = TRY(database_.prepare(
        "SELECT * FROM (SELECT seq, village, slip, state, line, at, sealed FROM replies "
        "WHERE slip=? AND slip<>'' ORDER BY seq DESC LIMIT 1000) ORDER BY seq"));
    select.bind(1, slip);
    std::vector<Reply> replies;
    while (TRY(select.step())) {
        Reply reply;
        reply.seq = select.integer(0);
        reply.village = select.text(1);
        reply.kind = "state";
        reply.slip = select.text(2);
        reply.state = select.text(3);
        reply.line = select.text(4);
        reply.at = select.text(5);
        reply.sealed = select.blob(6);
        replies.push_back(std::move(reply));
    }
    return replies;
}

Result<Receipt> Library::receipt_of_slip(std::string_view slip) {
    Statement select =
        TRY(database_.prepare("SELECT event, sha256, state, number, at, reason FROM receipts WHERE "
                              "number=? AND number<>''"));
    if (!TRY(select.bind(1, slip).step()))
        return Error(Errc::not_found, "no receipt for this slip");
    return receipt_of(select);
}

Result<std::vector<Receipt>> Library::receipts(const std::vector<std::string>& events) {
    Statement select = TRY(database_.prepare(
        "SELECT event, sha256, state, number, at, reason FROM receipts WHERE event=?"));
    std::vector<Receipt> receipts;
    for (const std::string& event : events) {
        if (TRY(select.bind(1, event).step())) receipts.push_back(receipt_of(select));
        select.reset();
    }
    return receipts;
}

Result<std::set<std::string>> Library::receipt_marks(std::size_t digits) {
    Statement select = TRY(database_.prepare("SELECT substr(sha256,1,?) FROM receipts"));
    select.bind(1, static_cast<std::int64_t>(digits));
    std::set<std::string> marks;
    while (TRY(select.step())) marks.insert(select.text(0));
    return marks;
}

Result<std::vector<AttachmentName>> Library::stored_attachments(
    const std::vector<AttachmentName>& waiting) {
    Statement select =
        TRY(database_.prepare("SELECT 1 FROM attachments WHERE sha256=? AND bytes=?"));
    std::vector<AttachmentName> stored;
    for (const AttachmentName& name : waiting) {
        if (TRY(select.bind(1, name.sha256).bind(2, name.bytes).step())) stored.push_back(name);
        select.reset();
    }
    return stored;
}

Result<std::vector<std::string>> Library::parked_reasons(std::size_t count) {
    Statement select =
        TRY(database_.prepare("SELECT reason FROM parked ORDER BY since, id LIMIT ?"));
    select.bind(1, static_cast<std::int64_t>(count));
    std::vector<std::string> reasons;
    while (TRY(select.step())) reasons.push_back(select.text(0));
    return reasons;
}

Result<std::int64_t> Library::parked_count() {
    Statement count = TRY(database_.prepare("SELECT count(*) FROM parked"));
    TRY(count.step());
    return count.integer(0);
}

Result<bool> Library::must_enrol_again(std::string_view kiosk, std::int64_t epoch) {
    Statement select = TRY(database_.prepare("SELECT body FROM device_messages WHERE name=?"));
    if (!TRY(select.bind(1, enrol_again_message).step())) return false;
    const EnrolAgain asked = TRY(enrol_again_of(Json::parse(select.text(0), nullptr, false)));
    return asked.kiosk == kiosk && asked.epoch >= epoch;
}

Result<std::vector<StaffMember>> Library::roster() {
    Statement select =
        TRY(database_.prepare("SELECT body FROM device_messages WHERE name='roster'"));
    if (!TRY(select.step())) return std::vector<StaffMember>{};
    return roster_of(Json::parse(select.text(0), nullptr, false));
}

Result<LibraryStatus> Library::status(std::string_view village) {
    LibraryStatus status;
    std::string time_floor;
    std::string time_told;
    const std::pair<std::string_view, std::string*> known[] = {
        {"last_contact", &status.last_contact},
        {"last_change", &status.last_change},
        {"last_error", &status.last_error},
        {"last_reason", &status.last_reason},
        {"time_floor", &time_floor},
        {"time_told", &time_told}};
    Statement facts = TRY(database_.prepare("SELECT name, value FROM facts"));
    while (TRY(facts.step())) {
        const std::string name = facts.text(0);
        for (const auto& [fact, value] : known) {
            if (fact == name) *value = facts.text(1);
        }
    }
    status.time = time_facts_of(time_floor, time_told);
    Statement counts = TRY(database_.prepare(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM refused), "
        "(SELECT version FROM channels WHERE name='county'), "
        "(SELECT version FROM channels WHERE name=?)"));
    TRY(counts.bind(1, village_channel(village)).step());
    status.documents = counts.integer(0);
    status.refused = counts.integer(1);
    status.county_version = counts.integer(2);
    status.village_version = counts.integer(3);
    return status;
}

Result<std::int64_t> Library::change_counter() {
    Statement read = TRY(database_.prepare("PRAGMA data_version"));
    TRY(read.step());
    return read.integer(0);
}

}  // namespace hall
