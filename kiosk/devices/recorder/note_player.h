// NotePlayer: a voice note, heard again by whoever recorded it.

#pragma once

#include <functional>
#include <string>

namespace hall::kiosk {

class NotePlayer {
  public:
    // How it ended: true if it was heard to its end.
    using OnEnd = std::function<void(bool heard)>;

    virtual ~NotePlayer() = default;

    // Plays Ogg Opus; what was played before is stopped. Returns at once: the end is told to
    // `on_end` on a thread of the player's, once, unless stop() comes before. One thread, not the
    // screen's.
    virtual void play(std::string ogg, OnEnd on_end) = 0;

    // Silent when it returns, and `on_end` is not called any more. The same thread as play().
    virtual void stop() = 0;
};

// In place of a loudspeaker that is not there.
class NoNotePlayer final : public NotePlayer {
  public:
    void play(std::string, OnEnd on_end) override { on_end(false); }
    void stop() override {}
};

}  // namespace hall::kiosk
