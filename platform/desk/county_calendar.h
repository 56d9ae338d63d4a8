// The working days of the county, from what it published.

#pragma once

#include <string>

#include "platform/desk/working_days.h"
#include "platform/store/store.h"

namespace hall::platform {

// From the documents calendar-⟨year⟩ of the county channel, published or waiting.
Result<WorkCalendar> calendar_of_county(Store& store);

// What the console and the log say when an announcement is missing; empty if none is.
std::string calendar_warning(const WorkCalendar& calendar, Date today);

}  // namespace hall::platform
