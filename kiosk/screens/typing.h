// Turns the keys of the keyboard and of the input panel into intents.

#pragma once

#include <optional>
#include <string>
#include <utility>

#include "kiosk/screens/common_intents.h"
#include "kiosk/ui/widgets/input_panel.h"
#include "kiosk/ui/widgets/keyboard.h"

namespace hall::kiosk {

inline void send_keys(const std::optional<KeyPress>& key, CommonIntents& intents) {
    if (!key) return;
    if (key->character != 0) intents.send(Typed{std::string(1, key->character)});
    if (key->erase) intents.send(Erased{});
    if (key->clear) intents.send(Cleared{});
    if (key->done) intents.send(TypingDone{});
}

inline void send_press(std::optional<PanelPress> press, CommonIntents& intents) {
    if (!press) return;
    if (press->mode) intents.send(ChangeInputMode{*press->mode});
    if (press->candidate) intents.send(ChooseCandidate{*press->candidate});
    if (press->ink) intents.send(WroteInk{std::move(*press->ink)});
    if (press->page) intents.send(ShowCandidates{*press->page});
    if (press->character != 0) intents.send(Typed{std::string(1, press->character)});
    if (press->letter != 0) intents.send(ComposeKey{static_cast<char32_t>(press->letter)});
    if (press->erase) intents.send(Erased{});
    if (press->clear) intents.send(Cleared{});
    if (press->give_up) intents.send(ClearComposition{});
    if (press->done) intents.send(TypingDone{});
}

// The panel of this frame: draws it and sends what was meant.
inline void write_with_panel(const Chrome& chrome, ui::Frame& frame, CommonIntents& intents) {
    static const Composition nothing;  // where a screen is drawn by itself
    const Composition& composition = chrome.composition != nullptr ? *chrome.composition : nothing;
    send_press(input_panel(frame, {composition, chrome.handwriting}), intents);
}

}  // namespace hall::kiosk
