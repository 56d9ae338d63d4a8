// InputEngines: the engines of text input, one a mode, as far as this machine has them. Where it
// has none, keys write themselves.
//
// One thread.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/input/input_engine.h"

namespace hall::kiosk {

class InputEngines {
  public:
    void set(InputMode mode, std::unique_ptr<InputEngine> engine);

    // What the engine of the mode made of it. Begins anew when the number is another one than
    // before: what was composed then was cleared.
    std::vector<Intent> feed(const FeedEngine& request);

    // Forgets what is being composed.
    void clear();

  private:
    std::map<InputMode, std::unique_ptr<InputEngine>> engines_;
    std::uint64_t number_ = 0;
};

}  // namespace hall::kiosk
