// Screen: what the header of every screen needs. A screen is a folder beside this file:
//
//   ⟨name⟩.h          its model (with its OwnIntent and its name), its intents, its functions
//   ⟨name⟩_draw.cc    draw_screen(): from the model to what is drawn and what was meant
//   ⟨name⟩_update.cc  update_screen(): what its own intents change, and what keys write, if
//                     it has any
//
// and a row in screens.h. Drawing keeps no state and knows no files, no clock and no other
// screen. Screens come on top of another by an intent of kiosk/app/intent.h, loaded by
// kiosk/app/load.

#pragma once

#include "kiosk/screens/chrome.h"
#include "kiosk/screens/common_intents.h"
#include "kiosk/screens/text_line.h"

namespace hall::kiosk {

namespace ui {
class Frame;
}

class UpdateStep;  // kiosk/app/update_step.h

}  // namespace hall::kiosk
