// Fills in a form's page with an invented person, by touching what is on the screen: for
// tours and tests, whatever the form asks.

#pragma once

#include "sync/core/result.h"
#include "sync/rules/form.h"
#include "tests/tour/ui_driver.h"

namespace hall::kiosk {

// An identity number of an area that belongs to nobody; its check character is right.
std::string nobodys_id_number();

// REQUIRES: a form is shown and not under review. Fails with `not_found` like UiDriver::tap.
Result<void> fill_in_page(UiDriver& driver);

// Types an answer into a field that is typed, and puts the keyboard away.
Result<void> fill_in_field(UiDriver& driver, const FormField& field);

}  // namespace hall::kiosk
