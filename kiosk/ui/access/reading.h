// Reading: what is read aloud of a screen, in order, as parts that are marked while they are
// heard. Made from the access tree, so that whatever is drawn can be heard.
//
// The title comes first, then the content as it stands, and of a screen with a dialog on it the
// dialog alone. A row of a table is one sentence, each figure after the name of its column, also
// where the table's columns page. Things to choose among are counted. The bars and what only helps
// to use the screen (keys, turning pages) are not read; what the keys mean is (reading_of_focus).
//
// What a person wrote or chose, and what is theirs alone, becomes parts of its own that are
// secret: into a headset only. What a secret field holds is never part of it.
//
// Pure; any thread.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/ui/access/access.h"
#include "kiosk/ui/text/ui_strings.h"

namespace hall::kiosk::ui {

struct ReadingPart {
    std::uint64_t id = 0;  // the same in each frame in which the part stands on the screen; never 0
    std::string text;      // as on the screen; never empty
    bool is_secret = false;
    Box box;                 // what is marked, as laid out; empty: nothing, as of a title
    std::uint64_t area = 0;  // the scroll area it lies in; 0: none
};

std::vector<ReadingPart> reading_of(const AccessTree& tree, const UiStrings& strings);

// What the keys mean, and what it is: one or two parts. Nothing without a focus. Keys that write
// into a secret field are secret themselves.
std::vector<ReadingPart> reading_of_focus(const AccessTree& tree, const UiStrings& strings);

}  // namespace hall::kiosk::ui
