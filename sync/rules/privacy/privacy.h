// Privacy: personal data in a document that is about to be published for a whole village to
// read. What is personal and what is left alone is said in sync/rules/privacy/personal_data.h; here
// it is looked for in the members of documents, of which some are for telephones and places of
// offices, experts and sellers. Pure.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/rules/finding.h"

namespace hall {

// Codes of the findings: id_number, bank_card, mobile, address, illness, disability, minor. All
// refuse; the suggestion is what may be written instead, with the secret part masked. `today`
// bounds birthdays and ages.
Findings check_privacy(std::string_view type, const Json& body, Date today);

}  // namespace hall
