// The catalogue: every screen and every state of it that a person may meet, as models made
// from the demonstration county. Screens are functions of their model, so nothing has to be
// walked to.

#pragma once

#include <string>
#include <vector>

#include "kiosk/app/model.h"
#include "tests/every_screen/demo_device.h"

namespace hall::kiosk {

struct NamedScreen {
    std::string name;  // "board-affairs-finance", "form-svc-letter-3-wrong"
    Model model;
};

// One of each kind and state; the longest texts there are; every page of every form.
std::vector<NamedScreen> catalogue(DemoDevice& board, const ui::UiStrings& strings);

// Every column of every board, and every document.
std::vector<NamedScreen> every_document(DemoDevice& board, const ui::UiStrings& strings);

}  // namespace hall::kiosk
