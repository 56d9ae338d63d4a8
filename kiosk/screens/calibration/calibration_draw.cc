#include "kiosk/screens/calibration/calibration.h"

#include <algorithm>
#include <cmath>

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

// An identity card or a bank card (ISO/IEC 7810, ID-1).
constexpr float card_long_mm = 85.6F;
constexpr float card_short_mm = 53.98F;

// How wrong the display may be: by so much either way.
constexpr float wrong_most = 1.35F;

constexpr int step_small_px = 1;
constexpr int step_large_px = 10;
constexpr float foot_step_mm = 10;

// The long side, or the short one where the long one might not fit.
float card_mm(ui::Frame& frame) {
    const float widest = card_long_mm * wrong_most * frame.view().px_per_mm;
    return widest <= frame.flow().width() ? card_long_mm : card_short_mm;
}

}  // namespace

void draw_screen(const Chrome& chrome, const CalibrationModel& model, ui::Frame& frame,
                 CalibrationIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["calibration.title"], chrome.place, "services"}, frame, intents);
    const ui::Button save[] = {{strings["calibration.save"], ui::ButtonStyle::primary, "services"}};
    // A wide screen is low: there the way to keep it comes with the rest.
    const bool low = frame.view().landscape();
    ui::begin_scroll(frame, "calibration", low ? 0 : ui::button_row_height(frame, save));
    const float mm = card_mm(frame);
    const float believed = mm * frame.view().px_per_mm;
    const int least = static_cast<int>(std::ceil(believed / wrong_most));
    const int most = static_cast<int>(believed * wrong_most);
    const int shown = model.card_px > 0 ? model.card_px : static_cast<int>(std::lround(believed));
    ui::size_card(frame, static_cast<float>(shown),
                  strings[mm == card_long_mm ? "calibration.long_side" : "calibration.short_side"]);
    const std::string value = std::to_string(shown);
    for (const auto& [key, step] : {std::pair("calibration.much", step_large_px),
                                    std::pair("calibration.little", step_small_px)}) {
        const int moved = ui::stepper(frame, {strings[key], value, shown > least, shown < most});
        if (moved != 0) intents.send(SizeCard{std::clamp(shown + moved * step, least, most)});
    }
    ui::paragraph(frame, strings["calibration.line"]);
    const std::string foot =
        strings.with("calibration.foot_mm", {std::to_string(std::lround(model.foot_mm))});
    const int lifted =
        ui::stepper(frame, {strings["calibration.foot"], foot, model.foot_mm > foot_mm_min,
                            model.foot_mm < foot_mm_max});
    if (lifted != 0)
        intents.send(SetFoot{model.foot_mm + static_cast<float>(lifted) * foot_step_mm});
    ui::small_print(frame, strings["calibration.foot_line"]);
    const auto offer_save = [&] {
        if (ui::button_row(frame, save))
            intents.send(SaveCalibration{{static_cast<float>(shown) / mm, model.foot_mm}});
    };
    if (low) offer_save();
    ui::end_scroll(frame);
    if (!low) offer_save();
}

}  // namespace hall::kiosk
