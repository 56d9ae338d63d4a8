#include "kiosk/app/update.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "kiosk/app/update_speech.h"
#include "kiosk/app/update_step.h"
#include "kiosk/app/update_typing.h"
#include "sync/wire/seal.h"

namespace hall::kiosk {

namespace {

constexpr std::int64_t warning_least_ms = 20'000;  // from the warning to the wipe
constexpr std::int64_t rings_apart_ms = 5'000;
constexpr std::int64_t usual_form_factor = 2;
constexpr std::int64_t voice_note_ms_max = 180'000;
constexpr std::int64_t staff_warning_ms = 60'000;  // before half an hour is over

bool session_active(const Model& model) {
    return model.stack.size() > 1 || model.display_open || !(model.display == Display{}) ||
           !model.session.staff.empty() || model.speech.listening;
}

// The kind of a screen, as a call for help names it: nothing of what is on it.
std::string_view name_of_screen(const ScreenModel& screen) {
    return std::visit([](const auto& shown) { return shown.screen_name; }, screen);
}

// The functions below answer one intent each; the name says which.
struct CommonUpdater {
    UpdateStep& step;

    // In a form it leads to the question before. An unfinished form is asked about; nobody
    // loses it by one touch.
    void operator()(const Back&) {
        if (step.model.display_open) {
            step.model.display_open = false;
            return;
        }
        auto* form = step.top_as<FormModel>();
        if (step.top_as<ReceiptModel>() != nullptr) {
            step.model.leaving = Leaving::back;
        } else if (form == nullptr) {
            step.pop();
        } else if (!form->focused.empty()) {
            form->focused.clear();
        } else if (!step_back(*form)) {
            step.leave_form();
        }
    }

    void operator()(const GoHome&) {
        step.model.display_open = false;
        if (has_answers(step.model) || has_slip(step.model))
            step.model.leaving = Leaving::home;
        else
            step.leave_for_home();
    }

    void operator()(const BackToDesk&) {
        if (step.model.session.staff.empty()) return;
        step.model.display_open = false;
        if (has_answers(step.model) || has_slip(step.model))
            step.model.leaving = Leaving::desk;
        else
            step.go_to_desk();
    }

    void operator()(const Finish&) {
        if (has_answers(step.model) || has_slip(step.model) || is_printing(step.model))
            step.model.leaving = Leaving::finish;
        else
            step.end_session();
    }

    void operator()(const OpenDisplay&) { step.model.display_open = true; }

    void operator()(const AskHelp&) {
        step.model.display_open = false;
        if (std::holds_alternative<StaffDoorModel>(step.model.top())) step.pop();
        step.ask(CallForHelp{std::string(name_of_screen(step.model.top()))});
    }

    void operator()(const ReadAloud& intent) { update_speech(intent, step); }
    void operator()(const StopReading& intent) { update_speech(intent, step); }
    void operator()(const ChangeVoice& intent) { update_speech(intent, step); }
    void operator()(const PrintShown&) {
        if (step.model.fitted.printer) step.ask(MakePrintPage{});
    }

    void operator()(const StayHere&) {
        step.model.session.warning = false;
        step.model.leaving = Leaving::no;
    }

    void operator()(const LeaveForm&) {
        switch (std::exchange(step.model.leaving, Leaving::no)) {
            case Leaving::no:
                return;
            case Leaving::back:
                step.pop();
                step.ask(WipeSession{});
                break;
            case Leaving::home:
                step.leave_for_home();
                step.ask(WipeSession{});
                break;
            case Leaving::desk:
                step.go_to_desk();
                step.ask(WipeSession{});
                break;
            case Leaving::finish:
                step.end_session();
                break;
        }
    }

    // --- Ways to other screens

    void operator()(const OpenSearch&) { step.ask(LoadSearch{}); }
    void operator()(const OpenProgress&) { step.ask(LoadProgress{}); }
    void operator()(const OpenLogin&) { step.ask(LoadLogin{}); }
    void operator()(const OpenStatus&) { step.ask(LoadStatus{}); }
    void operator()(const OpenCalibration&) {
        if (step.model.session.staff.empty()) return;
        step.push(CalibrationModel{0, step.model.panel.foot_mm});
    }
    void operator()(const OpenBoard& intent) { step.ask(LoadBoard{intent.board, 0, false}); }
    void operator()(const OpenDocument& intent) { step.ask(LoadDocument{intent.document, false}); }

    // --- Typing and composing
    template <typename KeyIntent>
    void operator()(const KeyIntent& intent) {
        update_typing(intent, step);
    }
};

struct DisplayUpdater {
    UpdateStep& step;

    void operator()(const CloseDisplay&) { step.model.display_open = false; }

    void operator()(ChangeDisplay& intent) {
        Display& wanted = intent.display;
        wanted.text_step = std::clamp(wanted.text_step, 0, 2);
        if (wanted.language != step.model.display.language) step.ask(UseLanguage{wanted.language});
        step.model.display = std::move(wanted);
    }
};

struct WorldUpdater {
    UpdateStep& step;

    void operator()(const Touched& intent) {
        step.model.session.touched_ms = intent.mono_ms;
        step.model.toast.clear();
    }

    void operator()(const Ticked& intent) {
        if (auto* login = step.top_as<LoginModel>()) login->wait_s = intent.pin_wait_s;
        if (!session_active(step.model)) return;
        Session& session = step.model.session;
        if (is_being_read_to(step.model)) session.touched_ms = intent.mono_ms;
        const IdleLimits limits = idle_limits_now(step.model);
        const std::int64_t idle_ms = intent.mono_ms - session.touched_ms;
        const std::int64_t staff_left_ms = session.staff_until_ms - intent.mono_ms;
        session.staff_left_ms = std::max<std::int64_t>(staff_left_ms, 0);
        if (idle_ms >= limits.wipe_ms || (!session.staff.empty() && staff_left_ms <= 0)) {
            step.end_session();
            return;
        }
        if (!session.staff.empty() && staff_left_ms <= staff_warning_ms)
            step.model.toast = "staff.soon_over";
        if (idle_ms < limits.warn_ms) {
            session.warning = false;
            return;
        }
        if (!session.warning || intent.mono_ms - session.rung_ms >= rings_apart_ms) {
            session.rung_ms = intent.mono_ms;
            step.ask(Ring{});
        }
        session.warning = true;
        session.wipe_in_s = (limits.wipe_ms - idle_ms + 999) / 1000;
    }

    void operator()(ChromeChanged& intent) { step.model.chrome = std::move(intent.chrome); }
    void operator()(const IdleLimitsChanged& intent) { step.model.idle = intent.idle; }
    void operator()(Loaded& intent) { step.push(std::move(intent.screen)); }

    void operator()(Replaced& intent) {
        // What was asked for a screen that is gone comes too late.
        if (intent.screen.index() == step.model.top().index())
            step.model.top() = std::move(intent.screen);
    }

    void operator()(HomeLoaded& intent) { step.model.stack.front() = std::move(intent.home); }

    void operator()(const PanelStored& intent) {
        step.model.toast = intent.failed ? "calibration.failed" : "calibration.saved";
        if (intent.failed) return;
        step.model.panel = intent.panel;
        // The card is now as wide as the panel says.
        if (auto* calibration = step.top_as<CalibrationModel>()) calibration->card_px = 0;
    }

    // The page may be covered by now, or left: what became of it is said all the same.
    void operator()(PrintChanged& intent) {
        step.model.printing = intent.unfinished;
        for (ScreenModel& screen : step.model.stack) {
            auto* const print = std::get_if<PrintModel>(&screen);
            if (print == nullptr || print->job != intent.job) continue;
            take_print_change(*print, intent.said, intent.end != PrintEnd::not_yet,
                              intent.end == PrintEnd::printed);
            if (&screen == &step.model.top()) return;
        }
        if (intent.end != PrintEnd::not_yet) step.model.toast = intent.said;
    }

    void operator()(const PrintsDropped&) { step.model.toast = "print.dropped"; }

    void operator()(EngineAnswered& intent) { update_typing(intent, step); }
    void operator()(const HandwritingKnown& intent) { update_typing(intent, step); }

    // --- Reading aloud
    template <typename SpeechIntent>
    requires requires(SpeechIntent& intent, UpdateStep& s) { update_speech(intent, s); }
    void operator()(SpeechIntent& intent) { update_speech(intent, step); }
};

// What is meant on one screen is answered by that screen (kiosk/screens/⟨name⟩); where another
// one is on top it comes too late.
template <typename OwnIntent>
void update_shown(OwnIntent& intent, UpdateStep& step) {
    std::visit(
        [&](auto& shown) {
            using Shown = std::decay_t<decltype(shown)>;
            if constexpr (std::is_same_v<typename Shown::OwnIntent, OwnIntent>)
                update_screen(shown, intent, step);
        },
        step.model.top());
}

struct Updater {
    UpdateStep& step;

    void operator()(CommonIntent& intent) { std::visit(CommonUpdater{step}, intent); }
    void operator()(WorldIntent& intent) { std::visit(WorldUpdater{step}, intent); }
    void operator()(DisplayIntent& intent) { std::visit(DisplayUpdater{step}, intent); }
    void operator()(ScreenIntent& intent) {
        std::visit([this](auto& own) { update_shown(own, step); }, intent);
    }
};

}  // namespace

IdleLimits idle_limits_now(const Model& model) {
    IdleLimits limits = model.idle;
    if (const FormModel* form = open_form(model); form != nullptr && form->form) {
        if (const auto own = form->form->idle_times()) {
            limits = {own->warn_s * std::int64_t{1000}, own->wipe_s * std::int64_t{1000}};
        } else {
            limits.warn_ms *= usual_form_factor;
            limits.wipe_ms *= usual_form_factor;
        }
    } else if (has_slip(model)) {
        limits.warn_ms *= usual_form_factor;
        limits.wipe_ms *= usual_form_factor;
    }
    // Who speaks does not touch the screen.
    if (const auto* voice = std::get_if<VoiceModel>(&model.top());
        voice != nullptr && microphone_wanted(*voice)) {
        limits.warn_ms += voice_note_ms_max;
        limits.wipe_ms += voice_note_ms_max;
    }
    limits.wipe_ms = std::max(limits.wipe_ms, limits.warn_ms + warning_least_ms);
    return limits;
}

Updated update(Model model, Intent intent) {
    Updated updated{std::move(model), {}};
    UpdateStep step(updated.model, updated.effects);
    const std::string place = place_of_typing(updated.model);
    const ShownScreen shown = shown_screen(updated.model);
    std::visit(Updater{step}, intent);
    follow_screen(shown, step);
    // What was composed belongs to the field it was begun in, and so does what an engine has
    // yet to answer.
    if (place_of_typing(updated.model) != place) step.clear_composition();
    return updated;
}

}  // namespace hall::kiosk
