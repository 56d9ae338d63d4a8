// What the model of a screen is made from. Loading reads only.

#pragma once

#include <string_view>

#include "kiosk/ui/text/ui_strings.h"
#include "sync/core/clock.h"
#include "sync/edge/content/library.h"

namespace hall::kiosk {

struct LoaderDependencies {
    Library& library;
    const ui::UiStrings& strings;
    Date today;
    std::string_view town;     // this kiosk's: first where towns are listed
    std::string_view village;  // this kiosk's: offered before all others
};

}  // namespace hall::kiosk
