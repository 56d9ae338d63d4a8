// The one place that knows ALSA's mixer.

#include <alsa/asoundlib.h>

#include "kiosk/devices/speech/headset_switch.h"
#include "sync/core/log.h"

namespace hall::kiosk {

void switch_alsa_loudspeaker(const std::string& card, bool on) {
    snd_mixer_t* mixer = nullptr;
    if (snd_mixer_open(&mixer, 0) < 0) return;
    const bool open = snd_mixer_attach(mixer, card.c_str()) >= 0 &&
                      snd_mixer_selem_register(mixer, nullptr, nullptr) >= 0 &&
                      snd_mixer_load(mixer) >= 0;
    snd_mixer_selem_id_t* id = nullptr;
    snd_mixer_selem_id_alloca(&id);
    for (const char* name : {"Speaker", "Speakers", "Line Out"}) {
        if (!open) break;
        snd_mixer_selem_id_set_index(id, 0);
        snd_mixer_selem_id_set_name(id, name);
        snd_mixer_elem_t* element = snd_mixer_find_selem(mixer, id);
        if (element == nullptr || snd_mixer_selem_has_playback_switch(element) == 0) continue;
        if (snd_mixer_selem_set_playback_switch_all(element, on ? 1 : 0) < 0)
            log_line(LogLevel::warning, "loudspeaker_not_switched", {{"control", name}});
        break;
    }
    snd_mixer_close(mixer);
}

}  // namespace hall::kiosk
