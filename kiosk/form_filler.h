// Fills in a form's page with an invented person, by touching what is on the screen: for
// tours and tests, whatever the form asks.

#pragma once

#include "kiosk/walker.h"
#include "sync/core/result.h"
#include "sync/rules/form.h"

namespace hall {

// An identity number of an area that belongs to nobody; its check character is right.
std::string nobodys_id_number();

// REQUIRES: a form is shown and not under review. Fails with `not_found` like Walker::tap.
Result<void> fill_in_page(Walker& walker);

// Types an answer into a field that is typed, and puts the keyboard away.
Result<void> fill_in_field(Walker& walker, const FormField& field);

}  // namespace hall
