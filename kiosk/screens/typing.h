// Turns the keyboard's keys into intents.

#pragma once

#include <optional>
#include <string>

#include "kiosk/screens/common_intents.h"
#include "kiosk/ui/widgets/keyboard.h"

namespace hall::kiosk {

inline void send_keys(const std::optional<KeyPress>& key, CommonIntents& intents) {
    if (!key) return;
    if (key->character != 0) intents.send(Typed{std::string(1, key->character)});
    if (key->erase) intents.send(Erased{});
    if (key->clear) intents.send(Cleared{});
    if (key->done) intents.send(TypingDone{});
}

}  // namespace hall::kiosk
