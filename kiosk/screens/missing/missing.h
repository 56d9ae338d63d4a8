// Missing: a document that is not here any more.

#pragma once

#include <string>
#include <string_view>

#include "kiosk/screens/screen.h"

namespace hall::kiosk {

struct MissingModel {
    using OwnIntent = NoIntent;
    static constexpr std::string_view screen_name = "missing";  // as a call for help names it
};

void draw_screen(const Chrome&, const MissingModel&, ui::Frame&, CommonIntents&);

}  // namespace hall::kiosk
