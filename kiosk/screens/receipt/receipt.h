// Receipt: number and code of what was handed in, shown once.

#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/screen.h"

namespace hall::kiosk {

// --- Its intents
// From the world
struct SlipReceived {
    std::string number;
};  // the county signed for it

using ReceiptIntent = std::variant<SlipReceived>;

// --- Its model
struct ReceiptModel {
    using OwnIntent = ReceiptIntent;
    static constexpr std::string_view screen_name = "slip";  // as a call for help names it

    std::string title;
    std::string number;
    std::string code;
    std::string next;       // what happens now
    bool received = false;  // the county has signed for it
};                          // left only after it was asked whether number and code were copied

using ReceiptIntents = IntentsOf<ReceiptIntent>;

void draw_screen(const Chrome&, const ReceiptModel&, ui::Frame&, ReceiptIntents&);
void update_screen(ReceiptModel&, ReceiptIntent&, UpdateStep&);

}  // namespace hall::kiosk
