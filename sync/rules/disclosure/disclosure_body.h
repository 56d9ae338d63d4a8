// From an understood table to what is published: the body of a document of type disclosure
// (assets/schema/disclosure.json). Pure; any thread.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "sync/core/result.h"
#include "sync/rules/disclosure/preview.h"

namespace hall {

struct BodyPlace {
    std::string board;
    std::string column;
    std::string title;  // empty: the table's own
    std::string date;   // of publication, "2026-11-23"
    std::string table;  // the series; empty: the kind
    std::string prepared_by;
    Period period;  // of kind "": the one in the table's title
};

// Amounts become yuan, dates dates; a ledger's opening, total and closing stand in rows of their
// own as sync/rules/disclosure.h wants them. Countersigns are not made here. Fails with
// `refused` and the first sentences if the table could not be published, or has no period.
Result<nlohmann::json> disclosure_body(const DisclosurePreview& preview, const DisclosureKind& kind,
                                       const BodyPlace& place);

}  // namespace hall
