// ScreenReader: between the stage and what is read aloud. It knows the finger, the keys and the
// access tree: any touch and any key breaks the reading off, what was asked for is taken from the
// screen as it stands, and whoever uses keys hears what they mean.
//
// One thread.

#pragma once

#include <cstdint>
#include <optional>

#include "kiosk/app/app.h"
#include "kiosk/input/key_queue.h"
#include "kiosk/input/pointer_queue.h"
#include "kiosk/ui/access/access.h"

namespace hall::kiosk {

// What came in with one frame.
struct FrameInput {
    PointerSample finger;
    bool finger_was_down = false;
    std::optional<KeyStroke> key;
};

class ScreenReader {
  public:
    // Before a frame: whether what stands on the screen was asked for already.
    void begin(const Model& model) { asked_ = model.speech.asked; }

    // After it, with its tree and with all that was meant by it done.
    void end(const ui::AccessTree& tree, const FrameInput& input, App& app);

    // The session ended.
    void forget() { *this = ScreenReader(); }

  private:
    void follow_focus(const ui::AccessTree& tree, App& app);

    bool asked_ = false;
    bool by_keys_ = false;     // they were used last, not a finger
    std::uint64_t focus_ = 0;  // what was last said of the keys
    std::uint64_t title_ = 0;  // of the screen it was said on
};

}  // namespace hall::kiosk
