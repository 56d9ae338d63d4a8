// IntentQueue: takes what happened to the kiosk through update(), one intent after the other,
// with everything that effects answer to them. Nothing that was put in is ever left out.
//
// One thread.

#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/app/model.h"

namespace hall::kiosk {

// Does an effect in the world and says what the world answered.
using Act = std::function<std::vector<Intent>(Effect&)>;

class IntentQueue {
  public:
    void add(Intent intent) { due_.push_back(std::move(intent)); }

    // Works until nothing is due, but not beyond so many intents: effects that answered each
    // other for ever would keep the screen from being drawn. What is left then waits, in
    // order, for the next call. True if something does.
    bool work(Model& model, const Act& act, std::size_t intents_max = 1000);

    bool empty() const { return due_.empty(); }

    // Forgets what waits: the session ended.
    void clear() { due_ = {}; }  // with its memory

  private:
    std::deque<Intent> due_;
};

}  // namespace hall::kiosk
