// What is read aloud, as the screens show it. Nothing of it outlives a session, and none of what is
// said is kept here.

#pragma once

#include <cstdint>

#include "kiosk/ui/frame/spoken.h"

namespace hall::kiosk {

struct SpeechModel {
    bool available = false;  // this machine can speak: 读给我听 stands on every screen
    bool asked = false;      // somebody wants to hear what stands on the screen now
    bool open = false;       // 停 stands in its place, and how to speak can be changed
    bool sounding = false;
    bool by_keys = false;     // keys are used, not a finger: what they mean is read, too
    bool listening = false;   // it was asked for in this session: dialogs are read unasked
    bool told_apart = false;  // in this reading: that private parts need a headset
    int speed_step = usual_speed_step;
    int loudness_step = usual_loudness_step;
    ui::SpokenNow now;

    static constexpr int speeds[] = {130, 160, 200, 240, 290};    // VoiceSettings::speed
    static constexpr int loudnesses[] = {50, 75, 100, 140, 200};  // ::loudness_percent
    static constexpr int steps = 5;
    static constexpr int usual_speed_step = 2;
    static constexpr int usual_loudness_step = 2;
};

}  // namespace hall::kiosk
