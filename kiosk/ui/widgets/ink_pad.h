// The writing square: ink that follows the finger. What is written in it is kept here and
// nowhere else in the user interface; Ui::forget() wipes it.
//
// A character is as many strokes as are written without a pause: the stroke that begins a second
// after the last one ended begins the next character, once the one before could be read.

#pragma once

#include "kiosk/input/handwriting/ink.h"
#include "kiosk/ui/access/access.h"

namespace hall::kiosk::ui {

class Frame;

struct InkPad {
    Ink ink;
    bool down = false;  // a stroke is being written
    bool told = false;  // some of it was handed on
    double began_s = 0;
    double ended_s = 0;  // of the last stroke
};

struct InkStep {
    bool next_character = false;  // the character before is done with; came first
    bool stroke = false;          // one more stroke is there
};

// The square as it is now, and what the finger did in it. `strokes_known`: of what was handed
// on; 0 once it was taken over or given up: then the square is empty again. `readable`: something
// was read, so that the next character may begin.
InkStep ink_pad(Frame& frame, const Box& square, std::size_t strokes_known, bool readable);

// "擦掉": the last stroke.
void remove_last_stroke(Frame& frame);

}  // namespace hall::kiosk::ui
