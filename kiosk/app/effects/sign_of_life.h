// SignOfLife: tells the county now and then what this kiosk really shows. No screen asks for it;
// time does.
//
// One thread.

#pragma once

#include <cstdint>

#include "kiosk/app/content_state.h"
#include "sync/core/random.h"
#include "sync/edge/events/outbox.h"

namespace hall::kiosk {

// All must outlive SignOfLife.
struct SignOfLifeDependencies {
    Files& files;
    const Clock& clock;
    Random& random;
    const DataFolder& folder;
};

class SignOfLife {
  public:
    SignOfLife(ContentState& content, Outbox& outbox, SignOfLifeDependencies dependencies)
        : content_(content), outbox_(outbox), dependencies_(dependencies) {}

    // Puts one into the outbox if it is time and none waits there.
    void beat();

  private:
    ContentState& content_;
    Outbox& outbox_;
    SignOfLifeDependencies dependencies_;
    std::int64_t next_mono_ms_ = 0;
};

}  // namespace hall::kiosk
