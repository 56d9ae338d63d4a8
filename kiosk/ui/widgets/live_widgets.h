// Widgets for what a device does while somebody looks: the picture of a camera or of a sheet, the
// sign that a camera or a microphone is on, and how loud it is. As those of widgets.h.

#pragma once

#include <string_view>

#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/frame/shown_picture.h"

namespace hall::kiosk::ui {

struct LivePicture {
    const ShownPicture* shown = nullptr;  // null: there is none yet
    std::string_view label;               // what it shows, for those who listen
    std::string_view waiting;             // said in its place while there is none
    float height_max_px = 0;              // of the picture; 0: half of the content area
    bool framed = false;                  // white paper on a pale ground needs an edge
};

// As large as the column and height_max_px allow, in its own proportions; in place of a picture
// that is not there, a box as wide as the column with the sentence.
void live_picture(Frame& frame, const LivePicture& picture);

// A filled red disc and a word: the camera, or the microphone, is on now. Also for those who see
// no colours: it is the only disc that stands before bold text without a sign in it.
void on_sign(Frame& frame, std::string_view text);

// A bar that is longer the louder it is, from 0 to 1, with its name above it.
void level_meter(Frame& frame, std::string_view label, double level);

}  // namespace hall::kiosk::ui
