// Chrome: what stands in the frame of every screen, and how a screen names a document.

#pragma once

#include <string>

#include "kiosk/input/composition.h"

namespace hall::kiosk {

struct Chrome {
    std::string place;      // 松林镇 · 滴水村
    std::string now;        // 11月23日 星期一 上午9:20
    std::string freshness;  // 资料更新于今天8:55
    std::string today;      // 2026-11-23, the day answers are judged by
    bool can_speak = false;
    bool has_camera = false;
    bool has_microphone = false;
    bool can_print = false;
    // While something is read aloud: how it can be changed.
    bool speaking = false;
    bool can_slower = false;
    bool can_faster = false;
    bool can_softer = false;
    bool can_louder = false;
    bool can_hear = false;    // a voice note can be played again
    std::string staff;        // 代办员小陈 · 还剩27分; empty: no staff are logged in
    bool staff_desk = false;  // the desk itself is shown: no way back to it is needed
    // What the input panel shows. The model's, for the time of a frame; elsewhere null.
    const Composition* composition = nullptr;
    bool handwriting = false;  // this machine can read it
};

// A document, by where it stands.
struct DocumentRef {
    std::string channel;
    std::string id;
};

}  // namespace hall::kiosk
