// A headset in the jack switches the loudspeaker off, so that one person's ears are enough.
//
// Many sound cards do so by themselves; this is for those that leave it to the program.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/devices/speech/audio_out.h"
#include "kiosk/devices/speech/jack_watch.h"

namespace hall::kiosk {

// Plays through `out`, and before each sound and while it is heard tells `switch_loudspeaker`
// whether it is to be on: once at first, then when that changes. Within the sound's thread.
std::unique_ptr<AudioOut> with_headset_switch(std::unique_ptr<AudioOut> out,
                                              std::shared_ptr<JackWatch> jack,
                                              std::function<void(bool on)> switch_loudspeaker);

// The switch "Speaker", "Speakers" or "Line Out" of a sound card's mixer by ALSA; a card without
// one is left as it is. `card`: "default", "hw:0".
void switch_alsa_loudspeaker(const std::string& card, bool on);

}  // namespace hall::kiosk
