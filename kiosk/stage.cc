#include "kiosk/stage.h"

#include <imgui.h>

#include <algorithm>

#include "kiosk/screens/screens.h"

namespace hall {

namespace {

// A frame settles in two or three passes. Many quick taps take more: they are spread over
// frames, so that a person sees what they do.
constexpr int passes_max = 8;

}  // namespace

float usual_px_per_mm(canvas::Size size) {
    const int longer = std::max(size.width, size.height);
    const int shorter = std::min(size.width, size.height);
    if (longer <= 800) return 5.2F;
    if (longer <= 1280 && shorter <= 800) return 5.9F;
    return static_cast<float>(shorter) / 268.0F;
}

ui::View Stage::view() const {
    constexpr float scales[] = {1.0F, 1.5F, 2.0F};
    ui::View view;
    view.width_px = presenter_->size().width;
    view.height_px = presenter_->size().height;
    view.px_per_mm = px_per_mm_;
    view.text_scale = scales[app_->model().text_step];
    return view;
}

// Nothing that a screen is drawn from has changed since the last frame. A finger that does not
// touch the screen is nowhere.
bool Stage::same_as_before(const PointerSample& finger) const {
    return !unfinished_ && !ui_->animating() && !finger.down && !finger_.down &&
           !pointer_->pending() && app_->version() == shown_version_ && view() == shown_view_;
}

// Draws the model once. True if it must be drawn again.
bool Stage::pass(const PointerSample& finger, double now_s) {
    if (finger.down != finger_.down) app_->touched();
    finger_ = finger;
    ui::Frame frame = ui_->begin(view(), finger, now_s);
    ground_ = frame.theme().ground;
    draw(app_->model(), frame, intents_);
    ui_->end();
    const bool changed = !intents_.sent().empty();
    for (Intent& intent : intents_.sent()) app_->send(std::move(intent));
    intents_.sent().clear();
    if (app_->take_wipe()) {
        ui_->forget();
        pointer_->clear();
    }
    return changed || ui_->again() || pointer_->pending();
}

Result<bool> Stage::frame(double now_s) {
    PointerSample finger = pointer_->next();
    if (!same_as_before(finger)) {
        unfinished_ = true;
        for (int i = 0; i < passes_max && unfinished_; ++i) {
            if (i > 0) finger = pointer_->next();
            unfinished_ = pass(finger, now_s);
        }
        shown_version_ = app_->version();
        shown_view_ = view();
    }
    return canvas_.show({.drawn = *ImGui::GetDrawData(), .sheet = ui_->sheet(), .ground = ground_},
                        *presenter_);
}

}  // namespace hall
