// Picture: one of an article, looked at closely.

#pragma once

#include <string>
#include <string_view>

#include "kiosk/screens/screen.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// One picture of an article, looked at closely.
struct PictureModel {
    using OwnIntent = NoIntent;
    static constexpr std::string_view screen_name = "picture";  // as a call for help names it

    std::string accent;
    std::string title;
    BlobRef picture;
};

void draw_screen(const Chrome&, const PictureModel&, ui::Frame&, CommonIntents&);

}  // namespace hall::kiosk
