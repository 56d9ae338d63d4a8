// The strip while something is read aloud: how to speak.

#pragma once

#include <optional>

#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk::ui {

enum class VoiceTap { slower, faster, softer, louder };

struct VoiceStrip {
    bool can_slower = true;
    bool can_faster = true;
    bool can_softer = true;
    bool can_louder = true;
};

// Across the top of the content area, right below the bars. It comes and goes: what stands below
// keeps what a finger or the keys mean by it. Nothing while someone types. REQUIRES: after
// screen_frame(), before what else stands in the content.
std::optional<VoiceTap> voice_strip(Frame& frame, const VoiceStrip& strip);

// 读给我听 stands in the frame; else the screen behind 大字 has to offer it.
bool frame_reads_aloud(Frame& frame);

}  // namespace hall::kiosk::ui
