#include "kiosk/input/wipe_text.h"

#include <string.h>

namespace hall::kiosk {

void wipe_text(std::string& text) {
    // Behind the length lies what was deleted before: writing needs it to be part of the text.
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

}  // namespace hall::kiosk
