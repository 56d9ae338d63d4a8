// Walk script: drives the real program from standard input, a line a step, by what is
// written on the screen. For checking from outside and for tests of the whole system.
//
//     tap LABEL          touch it, turning pages until it is in sight
//     type TEXT          touch keys of the keyboard on the screen
//     wait SECONDS TEXT  until the text is in sight
//     shows TEXT         is it in sight now?
//     screen             everything on the screen, a line each
//     picture FILE.png   what the screen shows
//     answer             fill in the page of a form that is shown with anything allowed
//     end
//
// Answers each line with "ok", "no REASON", or, to `screen`, the lines and then "ok".

#pragma once

#include <iosfwd>

#include "tests/tour/screenshot_tour.h"

namespace hall::kiosk {

// Reads until "end" or the end of the input. Fails only if the screen does not answer.
Result<void> run_ui_script(Stage& stage, const ScreenCamera& camera, std::istream& in, std::ostream& out);

}  // namespace hall::kiosk
