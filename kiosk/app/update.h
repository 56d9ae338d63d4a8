// update(): the kiosk's behaviour, whole and pure. Given what is shown and what
// happened, it says what is shown next and what to ask of the world.

#pragma once

#include <vector>

#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/app/model.h"

namespace hall::kiosk {

struct Updated {
    Model model;
    std::vector<Effect> effects;
};

Updated update(Model model, Intent intent);

// The idle times that hold now. A form takes thinking: its own times if it brings some
// (sync/rules/form.h), else twice the usual ones, also while something stands over it. So does
// copying a slip by hand. The wipe comes at least 20 s after the warning.
IdleLimits idle_limits_now(const Model& model);

}  // namespace hall::kiosk
