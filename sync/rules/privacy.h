// Privacy: personal data in a document that is about to be published for a whole village to
// read. A first check, of what can be told for certain or nearly so: identity numbers by
// their check character (GB 11643), bank cards by theirs (ISO/IEC 7812, Luhn), mobile
// numbers, and somebody's illness. Pure.
//
// What is left alone, because it is meant to be read: mobile numbers in members and columns
// that are for telephones of offices, experts and sellers, in address books and behind the
// words of a hotline; numbers behind the words of a voucher, an invoice or a standard;
// names that are masked; illnesses without a person.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/rules/finding.h"

namespace hall {

// Codes of the findings: id_number, bank_card, mobile, illness. All refuse; the suggestion
// is what may be written instead, with the secret part masked. `today` bounds birthdays.
Findings check_privacy(std::string_view type, const Json& body, Date today);

}  // namespace hall
