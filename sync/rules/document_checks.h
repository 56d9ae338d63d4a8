// Document checks: what a document of some types must satisfy beside its schema and its reader,
// before it is published. A kiosk does not ask again: what was published with another version
// of these rules is shown. Pure.

#pragma once

#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/wire/document.h"
#include "sync/wire/document_types.h"

namespace hall {

// The day that dates in the document are held against: a far one where it does not say when it
// was published.
Date day_of_publication(const Document& document);

// Fails with `refused` and a sentence in Chinese, or as the type's reader does. Passes a type
// whose row says Judged::by_its_reader.
Result<void> check_by_rules(DocumentType type, const Document& document);

}  // namespace hall
