// Publishing desk: what an officer writes at the console for everybody to read: articles, answered
// farming questions, diary entries and listings, each in the channel of the writer's own office.
// Nothing is published that document_check.h refuses, personal data before all. What was published
// is corrected by a new revision and withdrawn by name; earlier revisions stay in the store.
//
// One thread: the store's, through the executor.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/publish/document_check.h"
#include "platform/store/people.h"
#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/random.h"
#include "sync/rules/schema.h"
#include "sync/wire/document_types.h"

namespace hall::platform {

// Where this user publishes: county, town-⟨code⟩, village-⟨code⟩; nothing for who does not.
std::optional<std::string> publishing_channel(const User& user);

// What can be written by hand; tables come by import (sync/sheets).
inline constexpr DocumentType written_types[] = {DocumentType::article, DocumentType::question,
                                                 DocumentType::diary, DocumentType::listing};

struct WritableColumn {
    std::string board;
    std::string board_name;
    std::string column;
    std::string column_name;
    DocumentType type{};  // what is written there
};

// What was written, as the page sends it.
struct Writing {
    std::string id;        // of what is corrected; empty: it is new
    std::int64_t rev = 0;  // that was read before it was changed; 0: it is new
    std::string type;
    Json body;
};

struct Published {
    std::string channel;
    std::string title;
    std::string id;
    std::int64_t rev = 0;
};

class PublishingDesk {
  public:
    // All must outlive it.
    PublishingDesk(const Clock& clock, Random& random, const DocumentSchemas& schemas)
        : clock_(clock), random_(random), schemas_(schemas) {}

    // Columns this user may write in, in the order of the boards.
    Result<std::vector<WritableColumn>> columns(Store& store, const User& user) const;

    // What this user's office has published and not withdrawn, the newest first. A department
    // sees what it wrote itself.
    Result<std::vector<Document>> written(Store& store, const User& user) const;
    Result<Document> one(Store& store, const User& user, std::string_view id) const;  // not_found

    // The document as it would be published; nothing is kept.
    //   untrusted  the user publishes nothing, or not there, or not this
    //   refused    in Chinese: what must be changed first
    //   not_found  what should be corrected is not there
    Result<Document> draft(Store& store, const User& user, const Writing& writing) const;

    // The same, and keeps it, to be published (Publisher::publish).
    Result<Published> keep(Store& store, const User& user, const Writing& writing) const;

    // Takes it from everybody's screens. `rev` as in Writing.
    Result<Published> withdraw(Store& store, const User& user, std::string_view id,
                               std::int64_t rev) const;

  private:
    Result<Document> newest_of(Store& store, const User& user, std::string_view id,
                               std::int64_t rev) const;

    const Clock& clock_;
    Random& random_;
    const DocumentSchemas& schemas_;
};

}  // namespace hall::platform
