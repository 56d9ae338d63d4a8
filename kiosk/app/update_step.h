// UpdateStep: what one intent changes, passed to those who answer it: the model, and what is
// asked of the world.
//
// push(), pop() and those that go somewhere move or end the models on the stack: whoever holds
// one calls them last.

#pragma once

#include <utility>
#include <variant>
#include <vector>

#include "kiosk/app/effect.h"
#include "kiosk/app/model.h"
#include "sync/core/clock.h"

namespace hall::kiosk {

class UpdateStep {
  public:
    UpdateStep(Model& shown, std::vector<Effect>& asked) : model(shown), effects_(asked) {}

    Model& model;

    void ask(Effect effect) { effects_.push_back(std::move(effect)); }

    template <typename ShownModel>
    ShownModel* top_as() {
        return std::get_if<ShownModel>(&model.top());
    }

    // The day the screen shows, by which answers are judged.
    Date today() const;

    // A long walk forgets its middle: never its beginning, and never a form or a slip, whose
    // answers and code nobody asked to throw away.
    void push(ScreenModel screen);

    // Back to what is below; home stays.
    void pop();

    void go_home();

    // Home, which renews itself.
    void leave_for_home();

    // The desk as it was left, or a new one over the home screen.
    void go_to_desk();

    // Out of the form, after a question if it holds answers.
    void leave_form();

    void end_session();

    // Forgets what is being composed, here and in the engines.
    void clear_composition();

  private:
    std::vector<Effect>& effects_;
};

}  // namespace hall::kiosk
