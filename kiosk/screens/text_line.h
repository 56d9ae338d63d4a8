// TextLine: what the keyboard writes into on a screen. A screen with one gives text_line() and
// its companions for its model; kiosk/app/update_typing.cc calls them.

#pragma once

#include <cstddef>
#include <string>

namespace hall::kiosk {

struct TextLine {
    std::string* text = nullptr;  // of the model; null: nothing is written now
    std::size_t characters_max = 40;
};

}  // namespace hall::kiosk
