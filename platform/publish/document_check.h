// What a document must satisfy before it is published: its schema, what the kiosk needs
// to show it, the column it stands in, for disclosures that the account balances, for forms
// that they can be handed in, and that nobody's personal data stands in it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/store/store.h"
#include "sync/core/result.h"
#include "sync/rules/schema.h"
#include "sync/wire/content.h"
#include "sync/wire/document.h"

namespace hall::platform {

// A column by the ids that documents use.
struct Placement {
    std::string board;
    std::string column;
};

// One thread, because a Schema is.
class DocumentCheck {
  public:
    // With the boards the county channel has now, published or waiting.
    static Result<DocumentCheck> load(Store& store, const DocumentSchemas& schemas);

    // From now on personal data that somebody has looked at is let through, and each document
    // that has any is logged with the reason. Without a reason nothing is.
    void accept_personal_data(std::string reason) { privacy_reason_ = std::move(reason); }

    // Fails with `refused` and a sentence in Chinese.
    Result<void> check(std::string_view channel, const Document& document) const;

    // A column by its name or id: "农技指导/植保", "farming/protect".
    //   not_found  in Chinese, with the columns there are
    Result<Placement> find_column(std::string_view name) const;

  private:
    DocumentCheck(const DocumentSchemas& schemas, std::vector<Board> boards)
        : schemas_(&schemas), boards_(std::move(boards)) {}

    Result<void> check_placed(const Json& body) const;
    Result<void> check_personal_data(std::string_view channel, const Document& document) const;

    const DocumentSchemas* schemas_;
    std::vector<Board> boards_;
    std::string privacy_reason_;
};

// Keeps the document as the next revision of its id, unless it says the same as the
// newest one. True if it is new. `document.rev` is not looked at. A table is kept as
// judged_table() gives it, and what new places move is moved.
//   refused  in Chinese: a published table would change in silence, or places would leave
//            somebody behind
Result<bool> keep_document(Store& store, std::string_view channel, Document document);

}  // namespace hall::platform
