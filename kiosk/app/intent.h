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
                 PanelStored, EngineAnswered, HandwritingKnown, PrintChanged, PrintsDropped>;

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
