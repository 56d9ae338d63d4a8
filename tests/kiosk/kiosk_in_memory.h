// The whole kiosk on a screen of memory: app, widgets, canvas and a finger that finds
// things by what is written on them.

#pragma once

#include "kiosk/app/app.h"
#include "kiosk/app/stage.h"
#include "kiosk/canvas/memory_presenter.h"
#include "tests/catch.h"
#include "tests/tour/ui_driver.h"

namespace hall::kiosk {

class KioskInMemory {
  public:
    // `app` is the board's, opened; `files` must outlive the kiosk.
    KioskInMemory(App app, Files& files, canvas::Size size = {1080, 1920},
                  const std::string& theme = "standard", const std::string& language = "zh-CN")
        : app_(std::move(app)),
          ui_(VALUE(ui::Ui::create(
              files, {.assets = HALL_SOURCE_DIR "/assets", .theme = theme, .language = language}))),
          presenter_(size),
          stage_(app_, ui_, presenter_, pointer_),
          driver_(stage_) {
        stage_.set_px_per_mm(usual_px_per_mm(size));
        settle();
    }

    void settle() { REQUIRE_OK(driver_.settle()); }
    void tap(std::string_view label) { REQUIRE_OK(driver_.tap(label)); }
    void tap_word(std::string_view key) { tap(app_.strings()[key]); }
    void type(std::string_view text) { REQUIRE_OK(driver_.type(text)); }
    bool shows(std::string_view text) const { return driver_.shows(text); }

    App& app() { return app_; }
    Stage& stage() { return stage_; }
    UiDriver& driver() { return driver_; }
    canvas::MemoryPresenter& presenter() { return presenter_; }
    const canvas::GlyphSheet& sheet() { return ui_.sheet(); }

    template <typename T>
    const T& top() const {
        const T* screen = std::get_if<T>(&app_.model().top());
        REQUIRE(screen != nullptr);
        return *screen;
    }

  private:
    App app_;
    ui::Ui ui_;
    canvas::MemoryPresenter presenter_;
    PointerQueue pointer_;
    Stage stage_;
    UiDriver driver_;
};

}  // namespace hall::kiosk
