// Whether a form can be filled in and handed in, before it is published: everything a
// villager would only find out after the last page. Pure.
//
// What a form's schema may say is closed (assets/schema/README.md): with a few keywords all
// of it can be judged, and a form that says more is refused rather than guessed at.

#pragma once

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/rules/finding.h"

namespace hall {

// `form` as it stands in a service document; paths begin with "/form". `today` as in
// Form::check.
Findings check_form(const Json& form, Date today);

}  // namespace hall
