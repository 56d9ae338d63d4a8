// The catalogue: every screen and every state of it that a person may meet, as models made
// from the demonstration county. Screens are functions of their model, so nothing has to be
// walked to.

#pragma once

#include <string>
#include <vector>

#include "kiosk/model.h"
#include "tests/every_screen/demo_board.h"

namespace hall {

struct NamedScreen {
    std::string name;  // "board-affairs-finance", "form-svc-letter-3-wrong"
    Model model;
};

// One of each kind and state; the longest texts there are; every page of every form.
std::vector<NamedScreen> catalogue(DemoBoard& board, const ui::Words& words);

// Every column of every board, and every document.
std::vector<NamedScreen> every_document(DemoBoard& board, const ui::Words& words);

}  // namespace hall
