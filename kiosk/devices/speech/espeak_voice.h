// The voice of libespeak-ng, in this process: Mandarin from tone-numbered pinyin (voice
// cmn-latn-pinyin, readings of pinyin_readings.h), Latin letters and words in its English voice.
// Some 30 times faster than speech on one core of a small board.

#pragma once

#include <memory>

#include "kiosk/devices/speech/voice.h"

namespace hall::kiosk {

// libespeak-ng keeps its state in globals, so a process has one of these at a time, used by the
// thread that opened it.
//
//   refused      another one lives
//   unavailable  its data (package espeak-ng-data) is not there
Result<std::unique_ptr<Voice>> open_espeak_voice();

}  // namespace hall::kiosk
