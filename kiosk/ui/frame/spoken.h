// What is read aloud, as a frame draws it: how the next widgets are spoken, and which part of the
// screen is being spoken now.
//
// One thread.

#pragma once

#include <cstddef>
#include <cstdint>

#include "kiosk/ui/access/access.h"
#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk::ui {

// While it lives, what is drawn is read aloud so, unless a widget says otherwise itself.
class SpokenScope {
  public:
    SpokenScope(Frame& frame, SpokenAs spoken);
    SpokenScope(const SpokenScope&) = delete;
    SpokenScope& operator=(const SpokenScope&) = delete;
    ~SpokenScope();

  private:
    UiState* state_;
    SpokenAs before_;
};

// Of a text that shows an answer: personal among answers, else as all that is drawn now.
SpokenAs spoken_as_answer(Frame& frame);

// The part of the screen that is heard now.
struct SpokenNow {
    std::uint64_t part = 0;  // ReadingPart::id; 0: nothing is heard
    // How far into the part's text, as shares of its bytes.
    float begin = 0;
    float end = 0;

    bool operator==(const SpokenNow&) const = default;
};

// For Ui::end(): marks what is heard, and brings it into sight when the voice came to it.
void show_spoken(Frame frame);

}  // namespace hall::kiosk::ui
