#include <cstdio>
#include <vector>

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/voice/voice.h"
#include "kiosk/ui/widgets/live_widgets.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

using VoiceStep = VoiceModel::Step;

constexpr float voice_way_weights[] = {1, 1.7F};
constexpr int voice_minutes_max = 3;

// "1:07"
std::string clock_of(int elapsed_ms) {
    const int seconds = elapsed_ms / 1'000;
    char text[16];
    std::snprintf(text, sizeof text, "%d:%02d", seconds / 60, seconds % 60);
    return text;
}

std::vector<ui::Button> voice_ways(const VoiceModel& model, const ui::UiStrings& strings) {
    const auto plain = [&](std::string_view key) {
        return ui::Button{strings[key], ui::ButtonStyle::plain, model.accent};
    };
    const auto primary = [&](std::string_view key, bool enabled = true) {
        return ui::Button{strings[key], ui::ButtonStyle::primary, model.accent, enabled};
    };
    switch (model.step) {
        case VoiceStep::asking:
            return {plain("voice.leave"), primary("voice.start")};
        case VoiceStep::recording:
            return {plain("voice.leave"), primary("voice.stop")};
        case VoiceStep::ending:
            return {plain("voice.leave"), primary("voice.stop", false)};
        case VoiceStep::judging:
            break;
    }
    return {plain("voice.again"), primary("voice.keep")};
}

void draw_voice_recording(const VoiceModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    ui::on_sign(frame, strings["recorder.recording"]);
    ui::big_number(frame, strings.with("voice.time", {std::to_string(voice_minutes_max)}),
                   clock_of(model.elapsed_ms), model.accent);
    ui::level_meter(frame, strings["voice.level"], model.level);
}

void draw_voice_note(const Chrome& chrome, const VoiceModel& model, ui::Frame& frame,
                     VoiceIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    ui::check_line(frame, strings["voice.recorded"], ui::Tone::good);
    ui::big_number(frame, strings["voice.length"], clock_of(model.elapsed_ms), model.accent);
    if (!chrome.can_hear) return;
    if (model.mute) {
        ui::check_line(frame, strings["voice.no_sound"], ui::Tone::warn);
        return;
    }
    const std::string_view hear = strings[model.playing ? "voice.hush" : "voice.hear"];
    if (ui::button(frame, {hear, ui::ButtonStyle::plain, model.accent})) intents.send(HearVoice{});
}

void send_voice_way(const VoiceModel& model, std::size_t way, VoiceIntents& intents) {
    switch (model.step) {
        case VoiceStep::asking:
            way == 0 ? intents.send(Back{}) : intents.send(StartRecording{});
            break;
        case VoiceStep::recording:
        case VoiceStep::ending:
            way == 0 ? intents.send(Back{}) : intents.send(StopRecording{});
            break;
        case VoiceStep::judging:
            way == 0 ? intents.send(StartRecording{}) : intents.send(KeepVoice{});
            break;
    }
}

}  // namespace

void draw_screen(const Chrome& chrome, const VoiceModel& model, ui::Frame& frame,
                 VoiceIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["voice.title"], model.label, model.accent}, frame, intents);
    const std::vector<ui::Button> ways = voice_ways(model, strings);
    const float below = ui::button_row_height(frame, ways, voice_way_weights);
    ui::begin_scroll(frame, "voice", below);
    if (!model.said.empty()) ui::check_line(frame, strings[model.said], ui::Tone::warn);
    switch (model.step) {
        case VoiceStep::asking:
            ui::heading(frame, model.label);
            ui::paragraph(frame, strings["voice.how"]);
            break;
        case VoiceStep::recording:
        case VoiceStep::ending:
            draw_voice_recording(model, frame);
            break;
        case VoiceStep::judging:
            draw_voice_note(chrome, model, frame, intents);
            break;
    }
    ui::end_scroll(frame);
    if (const auto way = ui::button_row(frame, ways, voice_way_weights))
        send_voice_way(model, *way, intents);
}

}  // namespace hall::kiosk
