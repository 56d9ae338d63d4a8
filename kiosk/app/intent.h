// Intents: what can happen to the kiosk. A screen sends those that a person means; the
// app sends what the world answers (Loaded…, Ticked). Those of every screen stand in
// kiosk/screens/common_intents.h, those of one screen beside it.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/app/model.h"
#include "kiosk/devices/speech/speech_device.h"
#include "kiosk/ui/access/reading.h"

namespace hall::kiosk {

// --- From the world
struct Ticked {
    std::int64_t mono_ms = 0;
    std::int64_t pin_wait_s = 0;  // until the next try to log in is allowed
};
struct Touched {
    std::int64_t mono_ms = 0;
};
struct ChromeChanged {
    Chrome chrome;
};
struct IdleLimitsChanged {
    IdleLimits idle;
};
struct Loaded {
    ScreenModel screen;
};  // put on top
struct Replaced {
    ScreenModel screen;
};  // in place of the top, if it is of the same kind
struct HomeLoaded {
    HomeModel home;
};  // the bottom of the stack
struct PanelStored {
    Panel panel;
    bool failed = false;
};
// What an input engine made of what it was fed (FeedEngine in kiosk/app/effect.h).
struct EngineAnswered {
    std::uint64_t number = 0;  // Model::composition_number when it was fed
    Composition composition;
    std::string committed;  // UTF-8 that goes into the field now
};

// Whether this machine can read handwriting: its models may be missing or damaged.
struct HandwritingKnown {
    bool available = false;
};

// --- Reading aloud (screen_reader.h sends these, and speech_effects.h what is heard)

// 读给我听 is about to be asked for: a finger lies on it.
struct ReadingNear {};
// What stands on the screen, as it was asked for.
struct ScreenRead {
    std::vector<ui::ReadingPart> parts;
    bool by_keys = false;
};
// What the keys mean now.
struct FocusRead {
    std::vector<ui::ReadingPart> parts;
};
// A finger came down, or a key was pressed: silence.
struct ReadingBroken {};
// The finger left: it meant something else than to listen.
struct ReadingLeft {};
struct SpeechTold {
    enum class Kind { heard, withheld, failed, silent };
    Kind kind = Kind::silent;
    ui::SpokenNow now;  // heard: what is
    SpeechFailure failure = SpeechFailure::no_loudspeaker;
};
struct SpeechKnown {
    bool available = false;
};

// What the printer says of a job.
enum class PrintEnd { not_yet, printed, failed };
struct PrintChanged {
    std::uint64_t job = 0;
    std::string said;  // key of a sentence
    PrintEnd end = PrintEnd::not_yet;
    int unfinished = 0;  // jobs that are not printed yet
};
struct PrintsDropped {};  // what the session that ended had not printed

using WorldIntent =
    std::variant<Ticked, Touched, ChromeChanged, IdleLimitsChanged, Loaded, Replaced, HomeLoaded,
                 PanelStored, EngineAnswered, HandwritingKnown, ReadingNear, ScreenRead, FocusRead,
                 ReadingBroken, ReadingLeft, SpeechTold, SpeechKnown, PrintChanged, PrintsDropped>;

using Intent = std::variant<CommonIntent, WorldIntent, DisplayIntent, ScreenIntent>;

// Where screens put what was meant; the app takes it out after the frame.
class Intents {
  public:
    void send(Intent intent) { sent_.push_back(std::move(intent)); }
    std::vector<Intent>& sent() { return sent_; }

  private:
    std::vector<Intent> sent_;
};

}  // namespace hall::kiosk
