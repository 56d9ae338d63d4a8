// OpusNotePlayer: the NotePlayer over libopusfile and the loudspeaker; the one home of that
// library. A thread for each note that is played.

#pragma once

#include <memory>
#include <string>
#include <thread>

#include "kiosk/devices/recorder/note_player.h"
#include "kiosk/devices/speech/audio_out.h"

namespace hall::kiosk {

class OpusNotePlayer final : public NotePlayer {
  public:
    explicit OpusNotePlayer(std::unique_ptr<AudioOut> out);
    ~OpusNotePlayer() override;

    void play(std::string ogg, OnEnd on_end) override;
    void stop() override;

  private:
    Result<void> play_all(const std::stop_token& stop);

    const std::unique_ptr<AudioOut> out_;
    std::string ogg_;  // of thread_ while it runs
    std::jthread thread_;
};

// "alsa:NAME" is a loudspeaker; anything else a WAV file in place of one. `files` must outlive it.
std::unique_ptr<AudioOut> loudspeaker_named(const std::string& name, Files& files);

}  // namespace hall::kiosk
