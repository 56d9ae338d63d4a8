#include <array>

#include "kiosk/screens/camera/camera_screen.h"
#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/live_widgets.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

constexpr float way_on_weights[] = {1, 1.7F};
constexpr float low_picture_share = 0.42F;  // of a low screen's height

// What can be done now: the way back, and the way on. What is warned about leads rather to
// another photo.
std::array<ui::Button, 2> ways_of(const CameraModel& model, const ui::UiStrings& strings) {
    using Step = CameraModel::Step;
    const ui::Button leave{strings["camera.leave"], ui::ButtonStyle::plain, model.accent};
    if (!model.trouble.empty())
        return {leave, {strings["camera.again"], ui::ButtonStyle::primary, model.accent}};
    if (model.use == CameraModel::Use::slip)
        return {leave, {strings["camera.type_slip"], ui::ButtonStyle::plain, model.accent}};
    if (model.step != Step::judging) {
        const bool ready = model.step == Step::aiming && model.picture != nullptr;
        return {leave, {strings["camera.take"], ui::ButtonStyle::primary, model.accent, ready}};
    }
    if (model.warnings.empty())
        return {ui::Button{strings["camera.another"], ui::ButtonStyle::plain, model.accent},
                ui::Button{strings["camera.keep"], ui::ButtonStyle::primary, model.accent}};
    return {ui::Button{strings["camera.keep_anyway"], ui::ButtonStyle::plain, model.accent},
            ui::Button{strings["camera.another"], ui::ButtonStyle::primary, model.accent}};
}

void send_way(const CameraModel& model, std::size_t way, CameraIntents& intents) {
    if (!model.trouble.empty()) {
        way == 0 ? intents.send(Back{}) : intents.send(TakeAnother{});
    } else if (model.use == CameraModel::Use::slip) {
        intents.send(Back{});
    } else if (model.step != CameraModel::Step::judging) {
        way == 0 ? intents.send(Back{}) : intents.send(TakePhoto{});
    } else {
        const bool keep = (way == 1) == model.warnings.empty();
        keep ? intents.send(KeepPhoto{}) : intents.send(TakeAnother{});
    }
}

void draw_camera_state(const CameraModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    switch (model.step) {
        case CameraModel::Step::aiming:
            ui::on_sign(frame, strings["camera.ready"]);
            break;
        case CameraModel::Step::taking:
            ui::on_sign(frame, strings["camera.taking"]);
            break;
        case CameraModel::Step::judging:
            for (const std::string& warning : model.warnings)
                ui::check_line(frame, strings[warning], ui::Tone::warn);
            if (model.warnings.empty())
                ui::check_line(frame, strings["camera.clear"], ui::Tone::good);
            break;
    }
}

}  // namespace

void draw_screen(const Chrome& chrome, const CameraModel& model, ui::Frame& frame,
                 CameraIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const bool slip = model.use == CameraModel::Use::slip;
    const std::string_view title = strings[slip ? "camera.slip_title" : "camera.title"];
    const std::string_view shown = slip ? strings["camera.slip_line"] : model.label;
    open_screen(chrome, {title, shown, model.accent}, frame, intents);
    const std::array<ui::Button, 2> ways = ways_of(model, strings);
    const float below = ui::button_row_height(frame, ways, way_on_weights);
    ui::begin_scroll(frame, model.step == CameraModel::Step::judging ? "camera-judge" : "camera",
                     below);
    if (!model.trouble.empty()) {
        ui::check_line(frame, strings[model.trouble], ui::Tone::warn);
    } else {
        draw_camera_state(model, frame);
        // On a low screen the picture stands beside the word that the camera is on, not overleaf.
        const bool low = frame.view().landscape();
        const auto height = static_cast<float>(frame.view().height_px);
        ui::live_picture(frame, {.shown = model.picture.get(),
                                 .label = shown,
                                 .waiting = strings["camera.opening"],
                                 .height_max_px = low ? height * low_picture_share : 0});
        if (model.other_code) ui::check_line(frame, strings["camera.other_code"], ui::Tone::warn);
        if (model.step == CameraModel::Step::aiming && !low)
            ui::small_print(frame, strings[slip          ? "camera.aim_slip"
                                           : model.paper ? "camera.aim_paper"
                                                         : "camera.aim_scene"]);
    }
    ui::end_scroll(frame);
    if (const auto way = ui::button_row(frame, ways, way_on_weights))
        send_way(model, *way, intents);
}

}  // namespace hall::kiosk
