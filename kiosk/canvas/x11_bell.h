// The bell of the X server: the buzzer of the board, or whatever sounds in its place. The
// one sound there is before a sound card is spoken to.

#pragma once

#include "kiosk/canvas/x11_link.h"

namespace hall::kiosk::canvas {

// Rings as loud as the server lets us, and returns at once. Silent where the machine has
// nothing to sound with: a server does not say.
void ring_bell(const X11Target& target);

}  // namespace hall::kiosk::canvas
