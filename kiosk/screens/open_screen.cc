#include "kiosk/screens/open_screen.h"

#include "kiosk/ui/widgets/voice_strip.h"

namespace hall::kiosk {

namespace {

void draw_staff_line(const Chrome& chrome, std::string_view accent, ui::Frame& frame,
                     CommonIntents& intents) {
    const std::string way =
        chrome.staff_desk ? chrome.staff : frame.strings().with("staff.strip_back", {chrome.staff});
    if (ui::strip(frame, {way, accent, !chrome.staff_desk})) intents.send(BackToDesk{});
}

void draw_voice_strip(const Chrome& chrome, ui::Frame& frame, CommonIntents& intents) {
    if (!chrome.speaking) return;
    const auto tapped = ui::voice_strip(
        frame, {chrome.can_slower, chrome.can_faster, chrome.can_softer, chrome.can_louder});
    if (!tapped) return;
    switch (*tapped) {
        case ui::VoiceTap::slower:
            intents.send(ChangeVoice{VoiceChange::slower});
            break;
        case ui::VoiceTap::faster:
            intents.send(ChangeVoice{VoiceChange::faster});
            break;
        case ui::VoiceTap::softer:
            intents.send(ChangeVoice{VoiceChange::softer});
            break;
        case ui::VoiceTap::louder:
            intents.send(ChangeVoice{VoiceChange::louder});
            break;
    }
}

}  // namespace

ui::FrameTap open_screen(const Chrome& chrome, const Opening& opening, ui::Frame& frame,
                         CommonIntents& intents) {
    const bool home = opening.foot == Foot::home;
    const bool form = opening.foot == Foot::form;
    ui::ScreenFrame bars;
    bars.title = opening.title;
    bars.subtitle = opening.subtitle;
    bars.accent = opening.accent;
    bars.first = form ? opening.next : frame(home ? "bar.search" : "bar.back");
    bars.second = form ? opening.previous : frame(home ? "bar.my_requests" : "bar.home");
    bars.first_primary = home || form;
    bars.first_goes_back = !home && !form;
    bars.second_goes_back = form;
    bars.read_aloud = chrome.can_speak;
    bars.speaking = chrome.speaking;
    // Whoever is logged in stands on every screen, with the way back to the desk. A wide screen
    // is low: there both stand where something stands anyway, but in a form, whose places are the
    // way through it.
    const bool staff = !chrome.staff.empty();
    const bool in_bars = staff && frame.view().landscape() && !form;
    const bool to_desk = in_bars && !chrome.staff_desk;
    if (in_bars) bars.subtitle = chrome.staff;
    if (to_desk) bars.second = frame("bar.desk");
    const ui::FrameTap tap = ui::screen_frame(frame, bars);
    draw_voice_strip(chrome, frame, intents);
    if (staff && !in_bars) draw_staff_line(chrome, opening.accent, frame, intents);
    if (form && (tap == ui::FrameTap::first || tap == ui::FrameTap::second)) return tap;
    if (to_desk && tap == ui::FrameTap::second) {
        intents.send(BackToDesk{});
        return ui::FrameTap::none;
    }
    switch (tap) {
        case ui::FrameTap::none:
            break;
        case ui::FrameTap::bigger:
            intents.send(OpenDisplay{});
            break;
        case ui::FrameTap::read_aloud:
            intents.send(ReadAloud{});
            break;
        case ui::FrameTap::stop:
            intents.send(StopReading{});
            break;
        case ui::FrameTap::first:
            home ? intents.send(OpenSearch{}) : intents.send(Back{});
            break;
        case ui::FrameTap::second:
            home ? intents.send(OpenProgress{}) : intents.send(GoHome{});
            break;
        case ui::FrameTap::help:
            intents.send(AskHelp{});
            break;
        case ui::FrameTap::finish:
            intents.send(Finish{});
            break;
    }
    return ui::FrameTap::none;
}

void print_button(const Chrome& chrome, std::string_view words, std::string_view accent,
                  ui::Frame& frame, CommonIntents& intents) {
    if (!chrome.can_print) return;
    if (ui::button(frame, {frame(words), ui::ButtonStyle::plain, accent}))
        intents.send(PrintShown{});
}

}  // namespace hall::kiosk
