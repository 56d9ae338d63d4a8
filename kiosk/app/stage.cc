#include "kiosk/app/stage.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

#include "kiosk/app/memory_scrub.h"
#include "kiosk/screens/screens.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

// A frame settles in two or three passes. Many quick taps take more: they are spread over
// frames, so that a person sees what they do.
constexpr int passes_max = 8;

const std::string contrast_theme = "contrast";

}  // namespace

float usual_px_per_mm(canvas::Size size) {
    const int longer = std::max(size.width, size.height);
    const int shorter = std::min(size.width, size.height);
    if (longer <= 800) return 5.2F;
    if (longer <= 1280 && shorter <= 800) return 5.9F;
    return static_cast<float>(shorter) / 268.0F;
}

ui::Viewport Stage::viewport() const {
    constexpr float scales[] = {1.0F, 1.5F, 2.0F};
    ui::Viewport view;
    view.width_px = presenter_->size().width;
    view.height_px = presenter_->size().height;
    const Model& model = app_->model();
    view.px_per_mm = model.panel.px_per_mm > 0 ? model.panel.px_per_mm : px_per_mm_;
    view.text_scale = scales[model.display.text_step];
    if (model.display.low) view.low_top_px = ui::low_top_px(view, model.panel.foot_mm);
    return view;
}

// Nothing that a screen is drawn from has changed since the last frame. A finger that does not
// touch the screen is nowhere.
bool Stage::same_as_before(const PointerSample& finger) const {
    return !unfinished_ && !ui_->animating() && !finger.down && !finger_.down &&
           !pointer_->pending() && !(keys_ != nullptr && keys_->pending()) &&
           app_->version() == shown_version_ && viewport() == shown_view_;
}

// Theme and language, as the model has them now.
void Stage::apply_theme_and_language() {
    const std::string& theme = app_->model().display.high_contrast ? contrast_theme : theme_;
    if (theme != ui_->theme_name() && theme != theme_wanted_) {
        theme_wanted_ = theme;
        const Result<void> changed = ui_->set_theme(theme);
        if (!changed.ok()) log_line(LogLevel::error, "no_theme", {{"name", theme}});
    }
    if (theme == ui_->theme_name()) theme_wanted_.clear();
    const std::string& language = app_->strings().language();
    if (language != ui_->language() && language != language_wanted_) {
        language_wanted_ = language;
        const Result<void> changed = ui_->set_language(language);
        if (!changed.ok()) log_line(LogLevel::error, "no_words", {{"name", language}});
    }
    if (language == ui_->language()) language_wanted_.clear();
}

// Draws the model once. True if it must be drawn again.
bool Stage::pass(const PointerSample& finger, double now_s) {
    if (finger.down != finger_.down) app_->touched();
    const bool was_down = std::exchange(finger_, finger).down;
    const std::optional<KeyStroke> key = keys_ != nullptr ? keys_->next() : std::nullopt;
    if (key) app_->touched();
    reader_.begin(app_->model());
    ui_->set_spoken(app_->model().speech.now);
    apply_theme_and_language();
    ui::Frame frame = ui_->begin(viewport(), finger, now_s, key);
    patch_base_ = frame.theme().background;
    draw(app_->model(), frame, intents_);
    ui_->end();
    const std::uint64_t before = app_->version();
    for (Intent& intent : intents_.sent()) app_->send(std::move(intent));
    intents_.sent().clear();
    reader_.end(ui_->access(), {finger, was_down, key}, *app_);
    const bool changed = app_->version() != before;
    if (app_->take_wipe()) forget();
    const bool keys_wait = keys_ != nullptr && keys_->pending();
    return changed || ui_->again() || pointer_->pending() || keys_wait;
}

// What a session left in the buffers that are kept from frame to frame.
void Stage::forget() {
    ui_->forget();
    reader_.forget();
    canvas_.forget();
    pointer_->clear();
    if (keys_ != nullptr) keys_->clear();
    intents_ = {};
    forgetting_ = true;
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
        shown_view_ = viewport();
    }
    if (std::exchange(forgetting_, false)) scrub_stack();
    return canvas_.show(
        {.drawn = *ImGui::GetDrawData(), .sheet = ui_->sheet(), .background = patch_base_},
        *presenter_);
}

}  // namespace hall::kiosk
