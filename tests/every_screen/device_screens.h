// The screens of camera, microphone and printer in every state, for the catalogue.

#pragma once

#include <functional>
#include <vector>

#include "tests/every_screen/catalogue.h"

namespace hall::kiosk {

// Something to look at, all of one grey.
ui::PictureHandle grey_picture(int width, int height);

// `over_home`: the screen over the home screen, as all of the catalogue are.
std::vector<NamedScreen> device_screens(const std::function<Model(ScreenModel)>& over_home);

}  // namespace hall::kiosk
