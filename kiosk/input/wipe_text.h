// Overwriting of what people typed, which the compiler may not leave out. Any thread.

#pragma once

#include <string>

namespace hall::kiosk {

// Overwrites all of the string's memory (its capacity, not only its length) and empties it.
void wipe_text(std::string& text);

}  // namespace hall::kiosk
