#include "kiosk/app/update_step.h"

#include <algorithm>

#include "sync/core/check.h"
#include "sync/wire/seal.h"

namespace hall::kiosk {

namespace {

constexpr std::size_t stack_max = 12;

}  // namespace

Date UpdateStep::today() const {
    const Result<Date> date = parse_date(model.chrome.today);
    return date.ok() ? date.value() : Date{9999, 12, 31};
}

void UpdateStep::push(ScreenModel screen) {
    auto& stack = model.stack;
    if (stack.size() >= stack_max) {
        const auto oldest = std::find_if(stack.begin() + 1, stack.end(), [](const auto& shown) {
            return !std::holds_alternative<FormModel>(shown) &&
                   !std::holds_alternative<ReceiptModel>(shown);
        });
        CHECK(oldest != stack.end());
        // In memory of its own, as at the end of a session: what stood there goes with the old one.
        std::vector<ScreenModel> fresh;
        fresh.reserve(stack_max);
        for (auto shown = stack.begin(); shown != stack.end(); ++shown) {
            if (shown != oldest) fresh.push_back(std::move(*shown));
        }
        stack.swap(fresh);
    }
    stack.push_back(std::move(screen));
}

void UpdateStep::pop() {
    if (model.stack.size() <= 1) return;
    if (auto* form = top_as<FormModel>()) wipe_answers(form->answers);
    model.stack.pop_back();
}

void UpdateStep::go_home() {
    while (model.stack.size() > 1) pop();
}

void UpdateStep::leave_for_home() {
    go_home();
    ask(LoadHome{});
}

void UpdateStep::go_to_desk() {
    const auto desk = std::find_if(model.stack.begin(), model.stack.end(), [](const auto& screen) {
        return std::holds_alternative<StaffModel>(screen);
    });
    if (desk == model.stack.end()) {
        go_home();
        push(StaffModel{model.session.staff_name, model.session.staff_role, {}});
        return;
    }
    while (!std::holds_alternative<StaffModel>(model.top())) pop();
}

void UpdateStep::leave_form() {
    if (has_answers(model))
        model.leaving = Leaving::back;
    else
        pop();
}

void UpdateStep::end_session() {
    go_home();
    // In memory of its own: what stood in the places above home goes with the old one.
    std::vector<ScreenModel> fresh;
    fresh.push_back(std::move(model.stack.front()));
    model.stack.swap(fresh);
    clear_composition();
    model.composition.mode = first_input_mode(model);
    if (!model.display.language.empty()) ask(UseLanguage{});
    model.display = {};
    model.display_open = false;
    model.leaving = Leaving::no;
    model.printing = 0;
    model.toast.clear();
    // What is being spoken ends with WipeSession.
    model.speech = SpeechModel{.available = model.speech.available};
    const std::int64_t touched = model.session.touched_ms;
    hall::wipe(model.session.staff);
    hall::wipe(model.session.staff_name);
    model.session = Session{.touched_ms = touched};
    ask(LoadHome{});
    ask(WipeSession{});
}

void UpdateStep::clear_composition() {
    const bool composing = !model.composition.empty();
    wipe_composition(model.composition);
    ++model.composition_number;
    if (composing) ask(ClearEngines{});
}

}  // namespace hall::kiosk
