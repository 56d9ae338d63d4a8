// Model: everything the kiosk shows, as plain data. Screens read it, update() makes the
// next one, and nothing else changes it. It never mentions a window, a file or a clock.
//
// What one screen shows stands in kiosk/screens/⟨name⟩/⟨name⟩.h; here is what all share.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/speech_model.h"
#include "kiosk/input/composition.h"
#include "kiosk/screens/display/display.h"
#include "kiosk/screens/screens.h"

namespace hall::kiosk {

// How long nobody may touch the screen before a session is ended.
struct IdleLimits {
    std::int64_t warn_ms = 45'000;
    std::int64_t wipe_ms = 65'000;
};

struct Session {
    std::int64_t touched_ms = 0;  // monotonic, of the last touch
    bool warning = false;
    std::int64_t wipe_in_s = 0;  // shown in the warning
    std::int64_t rung_ms = 0;    // monotonic, of the warning's last sound
    std::string staff;           // number of the staff member logged in; or empty
    std::string staff_name;
    std::string staff_role;  // staff | secretary | committee
    std::int64_t staff_until_ms = 0;
    std::int64_t staff_left_ms = 0;  // as of the last tick
};

// Where a person was going when a form that is not handed in, or a slip that is shown only
// once, stood in the way.
enum class Leaving { no, back, home, desk, finish };

// What is plugged in, as the machine was started: what is not, no screen offers.
struct Fitted {
    bool camera = false;
    bool microphone = false;
    bool printer = false;
    bool loudspeaker = false;
};

struct Model {
    Chrome chrome;
    Fitted fitted;
    std::vector<ScreenModel> stack = {HomeModel{}};  // the last one is shown; the first is home
    Display display;
    bool display_open = false;  // it is being chosen: in place of the screen that is shown
    Panel panel;
    IdleLimits idle;
    Session session;
    Composition composition;               // what is being written into the field in focus
    std::uint64_t composition_number = 0;  // another one whenever it was cleared
    bool handwriting = false;              // this machine can read it
    Leaving leaving = Leaving::no;         // asked: leave the form, the slip, or the printer?
    int printing = 0;                      // jobs that are not printed yet
    std::string toast;                     // words key, or empty
    SpeechModel speech;

    ScreenModel& top() { return stack.back(); }
    const ScreenModel& top() const { return stack.back(); }
};

// In which a session begins to write.
inline InputMode first_input_mode(const Model& model) {
    return model.handwriting ? InputMode::handwriting : InputMode::pinyin;
}

// The form that is being filled in, also when something stands over it: nullptr if none.
template <typename M>
auto* open_form(M& model) {
    decltype(std::get_if<FormModel>(&model.stack.front())) found = nullptr;
    for (auto& screen : model.stack) {
        if (auto* form = std::get_if<FormModel>(&screen)) found = form;
    }
    return found;
}

// A slip is open, whose code nobody can show again.
inline bool has_slip(const Model& model) {
    return std::any_of(model.stack.begin(), model.stack.end(), [](const ScreenModel& screen) {
        return std::holds_alternative<ReceiptModel>(screen);
    });
}

// What waits for the printer is not printed once the session has ended.
inline bool is_printing(const Model& model) {
    return model.printing > 0;
}

// True if it holds something that nobody has handed in yet.
inline bool has_answers(const Model& model) {
    const FormModel* form = open_form(model);
    if (form == nullptr || form->sent) return false;
    return std::any_of(form->answers.begin(), form->answers.end(),
                       [](const auto& answer) { return !answer.second.empty(); });
}

}  // namespace hall::kiosk
