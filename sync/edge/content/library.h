// Library: reads what the cache holds, for the screens. Opens cache.db read-only; the
// writer may commit at any time between two calls.
//
// One thread. Every list has a limit. `today` hides what has run out (Placed::until).

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/database.h"
#include "sync/core/result.h"
#include "sync/edge/device/device_time.h"
#include "sync/edge/search/search_index.h"
#include "sync/edge/search/snippet.h"
#include "sync/edge/search/title_spellings.h"
#include "sync/wire/content.h"
#include "sync/wire/document.h"
#include "sync/wire/document_types.h"
#include "sync/wire/receipt.h"
#include "sync/wire/reply.h"

namespace hall {

// What a list shows of a document.
struct LibraryEntry {
    std::string channel;
    std::string id;
    std::string type;
    std::string board;
    std::string column;
    std::string title;
    std::string date;
    std::string line;
    bool pinned = false;
    bool has_form = false;  // a service that can be filled in here
    // Of a search; else nothing.
    double score = 0;
    Snippet found_in;                    // where in the text
    std::vector<TextRange> title_marks;  // where in the title
};

// A piece of a list. Lists go on by the key of the last entry seen, so that a long one is
// never read twice, and nothing is left out or comes again when content changed meanwhile.
struct Page {
    std::size_t count = 50;             // at most 200
    std::optional<LibraryEntry> after;  // nothing: from the beginning
    bool forms_first = false;           // what can be filled in stands before all else
};

// The periods of a series on both sides of one.
struct Neighbours {
    std::optional<LibraryEntry> earlier;
    std::optional<LibraryEntry> later;
};

struct LibraryStatus {
    std::string last_contact;  // UTC: the content is as of then; or empty
    std::string last_change;   // UTC, when content last changed; or empty
    std::string last_error;    // the code of the last failure since then; or empty
    std::string last_reason;   // the same in words, for staff and the log; or empty
    std::int64_t documents = 0;
    std::int64_t refused = 0;
    std::int64_t county_version = 0;
    std::int64_t village_version = 0;
    TimeFacts time;
};

class Library {
  public:
    // Fails with `not_found` before the first synchronisation, `corrupt` if the file is
    // damaged: hall-sync will set it aside, and a later try succeeds. `vfs` is a test's own
    // SQLite file system, or empty.
    static Result<Library> open(const Path& cache_file, const std::string& vfs = {});

    // In the order they stand on the home screen.
    Result<std::vector<Board>> boards();

    // Pinned first, then newest. An empty `column` means all of the board; `page.after` must
    // come from a list of the same order.
    Result<std::vector<LibraryEntry>> entries(std::string_view board, std::string_view column,
                                              Date today, Page page = {});

    // The newest of a board, for the line under its tile; a table of `column` before all else,
    // unless it is empty.
    Result<std::optional<LibraryEntry>> newest(std::string_view board, Date today,
                                               std::string_view column = {});

    // How many of a board are dated from `since` to `today`, and how many are of this type.
    Result<std::int64_t> count_since(std::string_view board, Date since, Date today);
    Result<std::int64_t> count_of_type(std::string_view board, DocumentType type, Date today);

    Result<Document> document(std::string_view channel, std::string_view id);

    // The service whose form is of this kind (question, objection), if there is one.
    Result<std::optional<LibraryEntry>> form_of_kind(std::string_view kind);

    // Words that farming questions are about, the commonest first: what search offers to
    // those who cannot type.
    Result<std::vector<std::string>> question_words(std::size_t count);

    // The periods before and after this one of a disclosure's series in its channel.
    Result<Neighbours> neighbours(std::string_view channel, std::string_view table,
                                  const Period& period, std::string_view id);

    // Disclosures whose notice period runs on `today`, the nearest end first.
    Result<std::vector<LibraryEntry>> notices(Date today, std::size_t count);

    // Best first: by words (search_index.h) and, of Latin letters, by sounds (title_spellings.h).
    // At most 200.
    Result<std::vector<LibraryEntry>> search(std::string_view query, Date today,
                                             std::size_t hits_max = 30);

    // Empty if the county published none.
    Result<SpokenWords> spoken_words();

    // `not_found` until the county channel arrived.
    Result<Settings> settings();
    Result<Places> places();

    // Everything the county said about a slip, oldest first; of more than 1000 the newest.
    Result<std::vector<Reply>> replies(std::string_view slip);
    Result<Receipt> receipt_of_slip(std::string_view slip);

    // Receipts of these events, so that the outbox can drop them.
    Result<std::vector<Receipt>> receipts(const std::vector<std::string>& events);

    // The first so many digits of the hashes of all events that the county answered for.
    Result<std::set<std::string>> receipt_marks(std::size_t digits);

    // Attachments among these that the county signed for, so that the outbox can drop them.
    Result<std::vector<AttachmentName>> stored_attachments(
        const std::vector<AttachmentName>& waiting);

    // Why the county did not take events and attachments, a sentence each, oldest first;
    // at most `count`.
    Result<std::vector<std::string>> parked_reasons(std::size_t count);
    Result<std::int64_t> parked_count();

    // True if the county asked this kiosk to enrol again since it last did: two boards
    // speak with its key.
    Result<bool> must_enrol_again(std::string_view kiosk, std::int64_t epoch);

    // Who may log in at this kiosk. Empty if the county sent nobody.
    Result<std::vector<StaffMember>> roster();

    Result<LibraryStatus> status(std::string_view village);

    // Changes whenever the writer committed something.
    Result<std::int64_t> change_counter();

  private:
    explicit Library(Database database) : database_(std::move(database)) {}

    Result<void> learn_spellings();
    Result<std::vector<SearchHit>> hits_of(std::string_view query, std::string_view today,
                                           const SpokenWords& spoken, std::size_t hits_max);
    Result<std::vector<LibraryEntry>> list(Statement& select);
    Result<std::optional<LibraryEntry>> first(Statement& select);

    Database database_;
    TitleSpellings spellings_;       // once letters were searched for
    std::int64_t spellings_of_ = 0;  // the change counter they were made at
};

}  // namespace hall
