// Frame: what a screen draws into, once. It knows the size of the screen, the theme and
// the words; widgets (widgets.h) flow down its content area and record themselves in
// the access tree.
//
// One thread. Nothing in here lives longer than the frame; what must (scroll places, a
// finger that is down) is in Ui, under the widget's id.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/canvas/glyph_sheet.h"
#include "kiosk/input/key_queue.h"
#include "kiosk/input/pointer_queue.h"
#include "kiosk/ui/access/access.h"
#include "kiosk/ui/frame/theme.h"
#include "kiosk/ui/text/ui_strings.h"
#include "sync/core/result.h"

namespace hall::kiosk::ui {

struct Viewport {
    int width_px = 1080;
    int height_px = 1920;
    float px_per_mm = 4.03F;  // 1080 px over 268 mm: a 21.5-inch screen, upright
    float text_scale = 1;     // 1, 1.5 or 2: 大字
    // The low layout, for those who sit: everything stands below this line of an upright
    // screen. 0: it is off.
    int low_top_px = 0;

    bool landscape() const { return width_px > height_px; }
    bool operator==(const Viewport&) const = default;
};

// How high above the floor a hand reaches from a wheelchair (ADA Standards 2010, 308.2.1).
inline constexpr float reach_mm = 1220;

// Where the low layout begins on this screen, whose lower edge hangs `foot_mm` above the
// floor. At least two fifths of the screen stay, however high it hangs. 0 if all of it can
// be reached, and on a wide screen, which has no upper part to leave out.
int low_top_px(const Viewport& view, float foot_mm);

class Fonts;          // fonts.h
class PictureSource;  // pictures.h
struct UiState;       // ui_state.h
struct SpokenNow;     // spoken.h

// Where the next widget goes: the content area and how much of it is used.
struct Flow {
    float x0 = 0;
    float x1 = 0;
    float y = 0;
    float width() const { return x1 - x0; }
};

class Frame {
  public:
    const Viewport& view() const;
    const Theme& theme() const;
    const UiStrings& strings() const;
    std::string_view operator()(std::string_view key) const { return strings()[key]; }

    // Millimetres to whole pixels, upwards.
    float px(float mm) const;
    // An em height of the theme to whole pixels: grows with the text step, and on a small
    // screen shrinks towards 6 mm.
    float text_px(float mm) const;

    Flow& flow();
    AccessTree& access();
    Fonts& fonts();
    UiState& state();

    // Seconds since some start, for scrolling and nothing else.
    double now_s() const;

  private:
    friend class Ui;
    explicit Frame(UiState& state) : state_(&state) {}
    UiState* state_;
};

struct UiOptions {
    Path assets;
    std::string theme = "standard";  // or "contrast"
    std::string language = "zh-CN";  // or "en"
};

class Ui {
  public:
    // Loads theme, words and fonts and makes the ImGui context. One at a time.
    static Result<Ui> create(Files& files, const UiOptions& options);
    Ui(Ui&&) noexcept;
    Ui& operator=(Ui&&) noexcept;
    ~Ui();

    // Where pictures come from; must outlive this. Without one all of them are still coming.
    void set_pictures(PictureSource* source);

    // On failure the old one stays.
    Result<void> set_theme(std::string_view name);
    Result<void> set_language(std::string_view language);
    const std::string& theme_name() const;
    const std::string& language() const;

    // Starts a frame (ImGui::NewFrame) with the finger as it is now and the key that was
    // pressed, one a frame.
    Frame begin(const Viewport& view, const PointerSample& finger, double now_s,
                std::optional<KeyStroke> key = std::nullopt);

    // What is being read aloud: it is marked, and stays in sight, until this changes.
    void set_spoken(const SpokenNow& spoken);

    // Ends it (ImGui::Render). ImGui::GetDrawData() then holds what to paint.
    void end();

    const AccessTree& access() const;
    canvas::GlyphSheet& sheet();

    // True while something moves by itself (a list running out after a flick): draw
    // again at the next frame time. False: sleep.
    bool animating() const;

    // True when the last frame changed something that the next one must show (a sheet
    // that was emptied, a content height first measured now).
    bool again() const;

    // The session ended: forgets scroll places, a pressed finger, all text held.
    void forget();

  private:
    explicit Ui(std::unique_ptr<UiState> state);
    std::unique_ptr<UiState> state_;
};

}  // namespace hall::kiosk::ui
