// Stage: brings app, widgets, canvas and finger together, one frame at a time. The
// window's loop, the tour and the tests all drive the kiosk through it.
//
// One thread. Nothing here knows whether the pixels go to a window or to memory.

#pragma once

#include "kiosk/app/app.h"
#include "kiosk/app/screen_reader.h"
#include "kiosk/canvas/canvas.h"
#include "kiosk/canvas/presenter.h"
#include "kiosk/input/key_queue.h"
#include "kiosk/input/pointer_queue.h"
#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk {

class Stage {
  public:
    // All must outlive the stage.
    Stage(App& app, ui::Ui& ui, canvas::Presenter& presenter, PointerQueue& pointer)
        : app_(&app),
          ui_(&ui),
          presenter_(&presenter),
          pointer_(&pointer),
          theme_(ui.theme_name()) {}

    // Keys of a plugged keypad; they must outlive the stage. Without them there are none.
    void set_keys(KeyQueue& keys) { keys_ = &keys; }

    // Sizes come from the presenter, how a person wants the screen from the model. What
    // staff measured comes before this.
    void set_px_per_mm(float px_per_mm) { px_per_mm_ = px_per_mm; }

    // Takes in the finger, lets the model change until it is at rest, and paints what is
    // different. True if something was painted. Fails with `unavailable` if the screen
    // does not answer.
    //
    // Screens are functions of what they are given: where nothing of it changed since the
    // frame before, they are not asked again, and the frame allocates nothing.
    Result<bool> frame(double now_s);

    // Something moves by itself: another frame is wanted at the next frame time.
    bool animating() const { return ui_->animating(); }

    // The last frame left something undone, such as the rest of many quick taps: draw
    // again without waiting for an event.
    bool unfinished() const { return unfinished_; }

    ui::Viewport viewport() const;
    const ui::AccessTree& access() const { return ui_->access(); }
    App& app() { return *app_; }
    PointerQueue& pointer() { return *pointer_; }

  private:
    bool same_as_before(const PointerSample& finger) const;
    bool pass(const PointerSample& finger, double now_s);
    void forget();
    void apply_theme_and_language();

    App* app_;
    ui::Ui* ui_;
    canvas::Presenter* presenter_;
    PointerQueue* pointer_;
    KeyQueue* keys_ = nullptr;
    canvas::Canvas canvas_;
    Intents intents_;
    std::string theme_;         // that the kiosk was started with
    std::string theme_wanted_;  // last asked for, so that a failure is not tried for ever
    std::string language_wanted_;
    float px_per_mm_ = 4.03F;
    ui::Colour patch_base_ = 0;
    PointerSample finger_;
    ScreenReader reader_;
    bool unfinished_ = true;
    // What the last frame showed.
    std::uint64_t shown_version_ = 0;
    ui::Viewport shown_view_;
    bool forgetting_ = false;  // a session ended in this frame
};

// Pixels a millimetre for a screen that does not say: the kiosk's own panels by their
// resolution (21.5 inch upright at 1080×1920, 10.1 inch at 1280×800, 7 inch at 800×480).
float usual_px_per_mm(canvas::Size size);

}  // namespace hall::kiosk
