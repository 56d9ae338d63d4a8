#include "kiosk/ui/frame/spoken.h"

#include <utility>

#include "kiosk/ui/frame/ui_state.h"

namespace hall::kiosk::ui {

SpokenScope::SpokenScope(Frame& frame, SpokenAs spoken)
    : state_(&frame.state()), before_(std::exchange(state_->pass.spoken, spoken)) {}

SpokenScope::~SpokenScope() {
    state_->pass.spoken = before_;
}

SpokenAs spoken_as_answer(Frame& frame) {
    const SpokenAs now = frame.state().pass.spoken;
    return now == SpokenAs::answers ? SpokenAs::personal : now;
}

}  // namespace hall::kiosk::ui
