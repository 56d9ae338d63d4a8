// Draws models and nothing else: widgets and screens without an app, a window or pixels. As
// fast as a matrix of every screen at every size wants it.

#pragma once

#include <imgui.h>

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "kiosk/app/stage.h"
#include "kiosk/canvas/canvas.h"
#include "kiosk/canvas/memory_presenter.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/access/audit.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/text/ui_strings.h"
#include "tests/catch.h"
#include "tests/ui/drawn_pictures.h"

namespace hall::kiosk {

struct Combination {
    canvas::Size size;
    std::string theme;
    std::string language;
    int text_step = 0;
    bool low = false;  // the layout for those who sit

    std::string name() const {
        static const char* const percents[] = {"100", "150", "200"};
        return std::to_string(size.width) + "x" + std::to_string(size.height) + " " + theme + " " +
               language + " " + percents[text_step] + "%" + (low ? " low" : "");
    }
};

inline constexpr canvas::Size upright_screen{1080, 1920};
inline constexpr canvas::Size wide_screen{1280, 800};
inline constexpr canvas::Size small_screen{800, 480};

// What was meant, if it is this intent of one screen.
template <typename OwnIntent>
const OwnIntent* intent_of_screen(const Intent& intent) {
    const auto* screen = std::get_if<ScreenIntent>(&intent);
    if (screen == nullptr) return nullptr;
    const auto same = [](const auto& own) -> const OwnIntent* {
        if constexpr (std::is_same_v<std::decay_t<decltype(own)>, OwnIntent>)
            return &own;
        else
            return nullptr;
    };
    return std::visit([&](const auto& of_one) { return std::visit(same, of_one); }, *screen);
}

class ScreenBench {
  public:
    explicit ScreenBench(Combination combination)
        : combination_(std::move(combination)),
          strings_(
              VALUE(ui::UiStrings::load(files_, HALL_SOURCE_DIR "/assets", combination_.language))),
          ui_(VALUE(ui::Ui::create(files_, {.assets = HALL_SOURCE_DIR "/assets",
                                            .theme = combination_.theme,
                                            .language = combination_.language}))) {
        constexpr float scales[] = {1, 1.5F, 2};
        view_ = {combination_.size.width, combination_.size.height,
                 usual_px_per_mm(combination_.size), scales[combination_.text_step]};
        if (combination_.low) view_.low_top_px = ui::low_top_px(view_, Panel{}.foot_mm);
        limits_.px_per_mm = view_.px_per_mm;
        limits_.reach_top_px = static_cast<float>(view_.low_top_px);
        auditor_.emplace(
            ui::Box{0, 0, static_cast<float>(view_.width_px), static_cast<float>(view_.height_px)},
            limits_);
        ui_.set_pictures(&pictures_);
    }

    // Draws it until nothing changes any more.
    void put(const Model& model) {
        model_ = &model;
        settle();
    }

    // The same, from its top.
    void show(const Model& model) {
        put(model);
        // A screen of the same name may have been left further down.
        while (tap(strings_["ui.page_up"])) {
        }
    }

    // Turns a page of what is shown; false at its end.
    bool page_down() { return tap(strings_["ui.page_down"]); }

    // False if nothing with this label can be tapped.
    bool tap(std::string_view label) {
        const auto button = ui_.access().tappable(label);
        if (!button) return false;
        const float x = (button->visible.x0 + button->visible.x1) / 2;
        const float y = (button->visible.y0 + button->visible.y1) / 2;
        finger_ = {x, y, true};
        frame(0.1);
        finger_.down = false;
        frame(0.1);
        settle();
        return true;
    }

    // Of this screen, and against where things stood on those before it.
    std::vector<ui::Finding> audit() { return auditor_->judge(ui_.access()); }

    canvas::MemoryPresenter picture() {
        canvas::MemoryPresenter presenter(combination_.size);
        canvas::Canvas canvas;
        VALUE(canvas.show({.drawn = *ImGui::GetDrawData(), .sheet = ui_.sheet()}, presenter));
        return presenter;
    }

    const ui::AccessTree& access() const { return ui_.access(); }
    const Combination& combination() const { return combination_; }
    // What the screens meant by the finger so far.
    std::vector<Intent>& sent() { return intents_.sent(); }

  private:
    void frame(double passed_s) {
        now_s_ += passed_s;
        ui::Frame drawn = ui_.begin(view_, finger_, now_s_);
        draw(*model_, drawn, intents_);
        ui_.end();
    }

    // Long enough for whatever moves to have arrived. Then short steps: a picture that is
    // still to come is looked for again every few seconds, for ever.
    void settle() {
        int left = 100;
        frame(5);
        while (ui_.again() || ui_.animating()) {
            frame(0.2);
            REQUIRE(--left > 0);
        }
    }

    DiskFiles files_;
    DrawnPictures pictures_;
    ui::AuditLimits limits_;
    std::optional<ui::ScreenAuditor> auditor_;
    Combination combination_;
    ui::UiStrings strings_;
    ui::Ui ui_;
    ui::Viewport view_;
    const Model* model_ = nullptr;
    PointerSample finger_;
    Intents intents_;
    double now_s_ = 0;
};

}  // namespace hall::kiosk
