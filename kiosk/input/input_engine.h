// InputEngine: turns keys or strokes into text. One interface for pinyin, handwriting and the
// others, so that the panel of input knows none of them.
//
// An engine keeps a Composition and nothing else of what a person wrote: after clear() nothing
// of it is left in the engine's memory, and no engine writes to a disk or learns. One thread: the
// one that made it.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kiosk/input/composition.h"

namespace hall::kiosk {

class Ink;  // the strokes of the handwriting

struct EngineAnswer {
    bool taken = false;     // false: the input is none of this engine's; nothing changed
    std::string committed;  // UTF-8 to put into the field now; often empty
};

class InputEngine {
  public:
    virtual ~InputEngine() = default;

    // A key of the panel. What no engine wants (a full stop while nothing is composed) is not
    // taken: the caller puts it into the field itself.
    virtual EngineAnswer feed_key(char32_t key) = 0;

    // All strokes of the character that is being written.
    virtual EngineAnswer feed_ink(const Ink& ink) {
        static_cast<void>(ink);
        return {};
    }

    // The candidate at this place of composition().candidates. Past the end: not taken.
    virtual EngineAnswer choose(std::size_t candidate) = 0;

    // Takes back the last step. Not taken while nothing is composed: the caller then deletes in
    // the field.
    virtual EngineAnswer backspace() = 0;

    // What stands before the cursor (UTF-8), as context; an engine may ignore it.
    virtual void set_before(std::string_view before) { static_cast<void>(before); }

    // Forgets everything and overwrites it.
    virtual void clear() = 0;

    // Valid until the next call.
    virtual const Composition& composition() const = 0;

    // Only the place of the page is the caller's to change.
    virtual void show_page(std::size_t page) = 0;
};

}  // namespace hall::kiosk
