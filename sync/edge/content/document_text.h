// What lists and the search index need to know of a document, whatever its type.
// Deterministic: the index is emptied by computing the same text again. Pure.

#pragma once

#include <string>

#include "sync/core/result.h"
#include "sync/edge/search/search_index.h"
#include "sync/wire/document.h"

namespace hall {

struct ListEntry {
    std::string board;
    std::string column;
    std::string title;
    std::string date;
    bool pinned = false;
    std::string until;
    std::string series;  // disclosures: the table they are a period of
    std::string line;    // under the title in a list: source, price, expert
};

// Empty members for documents that stand in no column.
ListEntry list_entry_of(const Document& document);

// Empty for documents that are not searched (boards, places, settings).
SearchText search_text_of(const Document& document);

// True if the body can be read as its type says (sync/wire/content.h). Fails with
// `refused`; a type this software does not know passes.
Result<void> check_readable(const Document& document);

}  // namespace hall
