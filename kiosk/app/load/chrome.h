// The frame around every screen: the place, the time, and how fresh the content is.

#pragma once

#include "kiosk/app/content_state.h"
#include "kiosk/app/model.h"

namespace hall::kiosk {

Chrome load_chrome(const ContentState& content, const ui::UiStrings& strings);

}  // namespace hall::kiosk
