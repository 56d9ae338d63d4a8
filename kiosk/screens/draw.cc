#include <string>
#include <type_traits>
#include <utility>

#include "kiosk/app/intent.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

// Hands on what one screen meant.
template <typename OwnIntent>
class SentBy final : public IntentsOf<OwnIntent> {
  public:
    explicit SentBy(Intents& intents) : intents_(intents) {}
    void send(CommonIntent intent) override { intents_.send(std::move(intent)); }
    void send(OwnIntent intent) override {
        if constexpr (!std::is_same_v<OwnIntent, NoIntent>) intents_.send(std::move(intent));
    }

  private:
    Intents& intents_;
};

void draw_top(const Chrome& chrome, const Model& model, ui::Frame& frame, Intents& intents) {
    std::visit(
        [&](const auto& shown) {
            SentBy<typename std::decay_t<decltype(shown)>::OwnIntent> sent(intents);
            draw_screen(chrome, shown, frame, sent);
        },
        model.top());
}

void draw_display_choice(const Chrome& chrome, const Model& model, ui::Frame& frame,
                         Intents& intents) {
    SentBy<DisplayIntent> sent(intents);
    draw_display(chrome, model.display, model.panel, frame, sent);
}

void draw_idle_warning(const Model& model, ui::Frame& frame, Intents& intents) {
    const char* const said = has_answers(model) ? "idle.text_typed"
                             : has_slip(model)  ? "idle.text_slip"
                                                : "idle.text";
    const std::string text = frame.strings().with(said, {std::to_string(model.session.wipe_in_s)});
    const ui::Button buttons[] = {{frame("idle.continue"), ui::ButtonStyle::primary}};
    if (ui::dialog(frame, {frame("idle.title"), text, buttons})) intents.send(StayHere{});
}

void draw_leave_question(ui::Frame& frame, Intents& intents) {
    const ui::Button buttons[] = {{frame("leave.stay"), ui::ButtonStyle::primary},
                                  {frame("leave.go"), ui::ButtonStyle::warn}};
    if (const auto tapped =
            ui::dialog(frame, {frame("leave.title"), frame("leave.text"), buttons})) {
        *tapped == 0 ? intents.send(StayHere{}) : intents.send(LeaveForm{});
    }
}

// Number and code can be shown only once: nobody leaves them by one touch.
void draw_slip_question(ui::Frame& frame, Intents& intents) {
    const ui::Button buttons[] = {{frame("leave.slip_stay"), ui::ButtonStyle::primary},
                                  {frame("leave.slip_go"), ui::ButtonStyle::plain}};
    if (const auto tapped =
            ui::dialog(frame, {frame("leave.slip_title"), frame("leave.slip_text"), buttons})) {
        *tapped == 0 ? intents.send(StayHere{}) : intents.send(LeaveForm{});
    }
}

// What waits for the printer goes with the session.
void draw_print_question(const Model& model, ui::Frame& frame, Intents& intents) {
    const ui::Button buttons[] = {{frame("leave.print_stay"), ui::ButtonStyle::primary},
                                  {frame("leave.print_go"), ui::ButtonStyle::warn}};
    const std::string text =
        frame.strings().with("print.session_end", {std::to_string(model.printing)});
    if (const auto tapped = ui::dialog(frame, {frame("leave.print_title"), text, buttons})) {
        *tapped == 0 ? intents.send(StayHere{}) : intents.send(LeaveForm{});
    }
}

// The frame of this screen: who is logged in belongs to it, and what is being written.
Chrome chrome_of(const Model& model, const ui::UiStrings& strings) {
    Chrome chrome = model.chrome;
    chrome.composition = &model.composition;
    chrome.handwriting = model.handwriting;
    chrome.has_camera = model.fitted.camera;
    chrome.has_microphone = model.fitted.microphone;
    chrome.can_print = model.fitted.printer;
    const SpeechModel& speech = model.speech;
    chrome.can_speak = speech.available;
    chrome.speaking = speech.available && speech.open;
    chrome.can_slower = speech.speed_step > 0;
    chrome.can_faster = speech.speed_step + 1 < SpeechModel::steps;
    chrome.can_softer = speech.loudness_step > 0;
    chrome.can_louder = speech.loudness_step + 1 < SpeechModel::steps;
    chrome.can_hear = model.fitted.loudspeaker;
    const Session& session = model.session;
    if (session.staff.empty()) return chrome;
    constexpr std::int64_t ms_a_minute = 60'000;
    const std::int64_t minutes = (session.staff_left_ms + ms_a_minute - 1) / ms_a_minute;
    // Some rosters write 代办员小陈 for a name: it is not said twice.
    std::string_view role = strings["role." + session.staff_role];
    if (session.staff_name.starts_with(role)) role = {};
    chrome.staff = strings.with("staff.strip", {role, session.staff_name, std::to_string(minutes)});
    chrome.staff_desk = !model.display_open && std::holds_alternative<StaffModel>(model.top());
    return chrome;
}

}  // namespace

void draw(const Model& model, ui::Frame& frame, Intents& intents) {
    const Chrome chrome = chrome_of(model, frame.strings());
    if (model.display_open)
        draw_display_choice(chrome, model, frame, intents);
    else
        draw_top(chrome, model, frame, intents);
    if (!model.toast.empty()) ui::toast(frame, frame(model.toast));
    if (model.session.warning)
        draw_idle_warning(model, frame, intents);
    else if (model.leaving != Leaving::no && has_answers(model))
        draw_leave_question(frame, intents);
    else if (model.leaving != Leaving::no && is_printing(model))
        draw_print_question(model, frame, intents);
    else if (model.leaving != Leaving::no)
        draw_slip_question(frame, intents);
}

}  // namespace hall::kiosk
