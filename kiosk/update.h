// update(): the kiosk's behaviour, whole and pure. Given what is shown and what
// happened, it says what is shown next and what to ask of the world.

#pragma once

#include <vector>

#include "kiosk/effect.h"
#include "kiosk/intent.h"
#include "kiosk/model.h"

namespace hall {

struct Updated {
    Model model;
    std::vector<Effect> effects;
};

Updated update(Model model, Intent intent);

}  // namespace hall
