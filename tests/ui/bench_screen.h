// A screen on the bench: the widgets with a finger and a clock of the test's own, and no
// window.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <imgui.h>

#include "kiosk/canvas/canvas.h"
#include "kiosk/canvas/memory_presenter.h"
#include "kiosk/ui/access/audit.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/widgets/widgets.h"
#include "sync/core/files.h"
#include "tests/catch.h"
#include "tests/ui/drawn_pictures.h"

namespace hall::kiosk {

inline constexpr ui::Viewport upright_viewport = {1080, 1920, 4.03F, 1};
inline constexpr ui::Viewport wide_viewport = {1280, 800, 5.9F, 1};
inline constexpr ui::Viewport small_viewport = {800, 480, 5.2F, 1};
// The low layout at its tightest: the screen hangs so high that two fifths of it are left.
inline constexpr ui::Viewport low_viewport = {1080, 1920, 4.03F, 1, 1152};

class BenchScreen {
  public:
    using Draw = std::function<void(ui::Frame&)>;

    explicit BenchScreen(ui::Viewport view = upright_viewport, std::string theme = "standard",
                         std::string language = "zh-CN")
        : view_(view),
          ui_(VALUE(ui::Ui::create(files_, {.assets = HALL_SOURCE_DIR "/assets",
                                            .theme = std::move(theme),
                                            .language = std::move(language)}))) {
        ui_.set_pictures(&pictures_);
    }

    // What is drawn from now on.
    void show(Draw draw) { draw_ = std::move(draw); }

    // One frame with the finger as it is.
    void frame(std::optional<KeyStroke> key = std::nullopt) {
        now_s_ += 1.0 / 60;
        ui::Frame frame = ui_.begin(view_, finger_, now_s_, key);
        draw_(frame);
        ui_.end();
        ++frames_;
    }

    // Frames until nothing changes any more. A frame that always wants another is a
    // defect, so is one that moves for ever.
    void settle() {
        int left = 600;
        do {
            frame();
            REQUIRE(--left > 0);
        } while (ui_.again() || ui_.animating());
    }

    void press(float x, float y) { move(x, y, true); }
    void drag(float x, float y) { move(x, y, true); }
    void release() {
        finger_.down = false;
        frame();
        settle();
    }
    void tap(float x, float y) {
        press(x, y);
        release();
    }

    void press(Key key, int digit = 0) {
        frame(KeyStroke{key, digit});
        settle();
    }

    // What keys mean now; nothing before the first key and while the finger is used.
    std::optional<ui::AccessNode> focused() const {
        for (const ui::AccessNode& node : ui_.access().nodes()) {
            if (node.focused) return node;
        }
        return std::nullopt;
    }

    // Walks with one of two buttons until this has the focus. False if it never has.
    bool walk_to(std::string_view label) {
        constexpr int steps_max = 200;
        for (int i = 0; i < steps_max; ++i) {
            if (focused() && focused()->label == label) return true;
            press(Key::tab);
        }
        return false;
    }

    // Taps the middle of what is seen of it. False if nothing with this label can be
    // tapped.
    bool tap(std::string_view label, int nth = 0) {
        const auto node = ui_.access().tappable(label, nth);
        if (!node) return false;
        const ui::Box seen = node->visible;
        tap((seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2);
        return true;
    }

    std::vector<ui::Finding> audit() const {
        return ui::audit(ui_.access(), screen(), audit_limits());
    }
    // Several screens of this size and text step, one after the other.
    ui::ScreenAuditor auditor() const { return {screen(), audit_limits()}; }

    // The screen as a picture file (PPM).
    std::string picture() { return painted().ppm(); }

    // Row after row, 0x00RRGGBB.
    std::vector<std::uint32_t> pixels() { return painted().pixels(); }

    ui::Box screen() const {
        return {0, 0, static_cast<float>(view_.width_px), static_cast<float>(view_.height_px)};
    }
    ui::Viewport& view() { return view_; }
    ui::Ui& ui() { return ui_; }
    const ui::AccessTree& access() const { return ui_.access(); }
    int frames() const { return frames_; }
    DrawnPictures& pictures() { return pictures_; }
    void pass_time(double seconds) { now_s_ += seconds; }

  private:
    ui::AuditLimits audit_limits() const {
        return {.px_per_mm = view_.px_per_mm, .reach_top_px = static_cast<float>(view_.low_top_px)};
    }

    void move(float x, float y, bool down) {
        finger_ = {x, y, down};
        frame();
    }

    canvas::MemoryPresenter painted() {
        canvas::MemoryPresenter presenter({view_.width_px, view_.height_px});
        canvas::Canvas canvas;
        VALUE(canvas.show({.drawn = *ImGui::GetDrawData(), .sheet = ui_.sheet()}, presenter));
        return presenter;
    }

    DiskFiles files_;
    DrawnPictures pictures_;
    ui::Viewport view_;
    ui::Ui ui_;
    Draw draw_ = [](ui::Frame&) {};
    PointerSample finger_;
    double now_s_ = 0;
    int frames_ = 0;
};

// The findings as lines, for INFO.
inline std::string text_of(const std::vector<ui::Finding>& findings) {
    std::string text;
    for (const ui::Finding& finding : findings) {
        text += finding.rule + " \"" + finding.label + "\": " + finding.what + "\n";
    }
    return text;
}

}  // namespace hall::kiosk
