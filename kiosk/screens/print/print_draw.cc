#include <span>
#include <string>
#include <vector>

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/print/print_screen.h"
#include "kiosk/ui/widgets/live_widgets.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

using PrintStep = PrintModel::Step;

constexpr float print_way_weights[] = {1, 1.7F};
constexpr float sheet_height_share = 0.62F;  // of the screen's height
constexpr float low_sheet_height_share = 0.42F;

bool has_sheet(const PrintModel& model) {
    return model.picture != nullptr;
}

std::vector<ui::Button> print_ways(const PrintModel& model, const ui::UiStrings& strings) {
    const ui::Button back{strings["print.back"], ui::ButtonStyle::plain, model.accent};
    switch (model.step) {
        case PrintStep::preparing:
            return {back};
        case PrintStep::ready:
            return {back, {strings["print.start"], ui::ButtonStyle::primary, model.accent}};
        case PrintStep::printing:
            return {back, {strings["print.stop"], ui::ButtonStyle::plain, model.accent}};
        case PrintStep::printed:
            return {back, {strings["print.again"], ui::ButtonStyle::plain, model.accent}};
        case PrintStep::failed:
            break;
    }
    if (!has_sheet(model)) return {back};
    return {back, {strings["print.again"], ui::ButtonStyle::primary, model.accent}};
}

void draw_said(const PrintModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    if (model.step == PrintStep::ready) ui::paragraph(frame, strings["print.look"]);
    if (model.step == PrintStep::preparing) ui::paragraph(frame, strings["print.preparing"]);
    if (!model.said.empty()) {
        const bool good = model.step == PrintStep::printed;
        const bool wrong = model.step == PrintStep::failed || model.said != "print.printing";
        ui::check_line(frame, strings[model.said],
                       good || !wrong ? ui::Tone::good : ui::Tone::warn);
    }
    if (model.missing_characters > 0) {
        ui::check_line(
            frame,
            strings.with("print.characters_missing", {std::to_string(model.missing_characters)}),
            ui::Tone::warn);
    }
}

void draw_sheets(const PrintModel& model, ui::Frame& frame, PrintIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const auto height = static_cast<float>(frame.view().height_px);
    const float share = frame.view().landscape() ? low_sheet_height_share : sheet_height_share;
    ui::live_picture(frame, {.shown = model.picture.get(),
                             .label = model.title,
                             .height_max_px = height * share,
                             .framed = true});
    if (model.sheets < 2) return;
    const std::string now = strings.with(
        "print.sheet_of", {std::to_string(model.sheet + 1), std::to_string(model.sheets)});
    ui::small_print(frame, now);
    const ui::Button turns[] = {
        {strings["print.sheet_before"], ui::ButtonStyle::plain, model.accent, model.sheet > 0},
        {strings["print.sheet_after"], ui::ButtonStyle::plain, model.accent,
         model.sheet + 1 < model.sheets}};
    if (const auto turned = ui::button_row(frame, turns))
        intents.send(TurnSheet{model.sheet + (*turned == 0 ? -1 : 1)});
}

}  // namespace

void draw_screen(const Chrome& chrome, const PrintModel& model, ui::Frame& frame,
                 PrintIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["print.title"], model.title, model.accent}, frame, intents);
    const std::vector<ui::Button> ways = print_ways(model, strings);
    const std::span<const float> weights =
        ways.size() == 2 ? std::span<const float>(print_way_weights) : std::span<const float>();
    const float below = ui::button_row_height(frame, ways, weights);
    ui::begin_scroll(frame, "print-" + std::to_string(model.page), below);
    draw_said(model, frame);
    if (has_sheet(model)) draw_sheets(model, frame, intents);
    ui::end_scroll(frame);
    const auto way = ui::button_row(frame, ways, weights);
    if (!way) return;
    if (*way == 0)
        intents.send(Back{});
    else if (model.step == PrintStep::printing)
        intents.send(StopPrint{});
    else
        intents.send(StartPrint{});
}

}  // namespace hall::kiosk
