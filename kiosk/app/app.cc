#include "kiosk/app/app.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "kiosk/app/content_state.h"
#include "kiosk/app/effect_routing.h"
#include "kiosk/app/effects/camera_effects.h"
#include "kiosk/app/effects/content_effects.h"
#include "kiosk/app/effects/device_effects.h"
#include "kiosk/app/effects/display_effects.h"
#include "kiosk/app/effects/help_effects.h"
#include "kiosk/app/effects/input_effects.h"
#include "kiosk/app/effects/panel_file.h"
#include "kiosk/app/effects/print_effects.h"
#include "kiosk/app/effects/progress_effects.h"
#include "kiosk/app/effects/sign_of_life.h"
#include "kiosk/app/effects/speech_effects.h"
#include "kiosk/app/effects/staff_effects.h"
#include "kiosk/app/effects/submission_effects.h"
#include "kiosk/app/effects/voice_effects.h"
#include "kiosk/app/intent_queue.h"
#include "kiosk/app/update.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

// The clock in the frame shows minutes.
constexpr std::int64_t ms_a_minute = 60'000;

}  // namespace

struct App::State {
    State(AppDependencies app_dependencies, DataFolder data_folder, ui::UiStrings app_strings,
          FileLock file_lock, ContentState content_state, Outbox app_outbox)
        : dependencies(app_dependencies),
          folder(std::move(data_folder)),
          strings(std::move(app_strings)),
          lock(std::move(file_lock)),
          content(std::move(content_state)),
          outbox(std::move(app_outbox)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    AppDependencies dependencies;
    DataFolder folder;
    ui::UiStrings strings;
    FileLock lock;
    ContentState content;
    Outbox outbox;
    Model model;
    IntentQueue intents;
    CompletionQueue own_completions;
    InlineBackground inline_background{own_completions};
    Background& background =
        dependencies.background != nullptr ? *dependencies.background : inline_background;
    Background& device_background =
        dependencies.device_background != nullptr ? *dependencies.device_background : background;
    std::uint64_t version = 0;
    bool wipe_due = false;
    std::int64_t next_tick_ms = 0;
    std::int64_t next_minute_ms = 0;  // the part of it that does not wait for a device

    // --- Who does which effect

    ContentEffects content_effects{model, content, outbox, strings};
    SubmissionEffects submission_effects{model, content, outbox, dependencies.random};
    ProgressEffects progress_effects{model, content, outbox, background};
    HelpEffects help_effects{
        model,
        content,
        outbox,
        {dependencies.clock, dependencies.random, dependencies.devices, strings}};
    StaffEffects staff_effects{content,
                               outbox,
                               help_effects,
                               {dependencies.files, dependencies.clock, folder, background}};
    DisplayEffects display_effects{dependencies.files, folder.panel(), strings, content_effects};
    DeviceEffects device_effects{dependencies.devices};
    CameraEffects camera_effects{model, dependencies.devices, device_background};
    SpeechEffects speech_effects{dependencies.devices, background.completions(), strings};
    PrintEffects print_effects{model, dependencies.devices, device_background, strings};
    VoiceEffects voice_effects{model, dependencies.devices, device_background};
    InputEffects input_effects{dependencies.files, background, dependencies.handwriting};
    SignOfLife sign_of_life{
        content, outbox, {dependencies.files, dependencies.clock, dependencies.random, folder}};

    auto subjects() {
        return std::tie(content_effects, submission_effects, progress_effects, help_effects,
                        staff_effects, display_effects, device_effects, camera_effects,
                        speech_effects, print_effects, voice_effects, input_effects);
    }

    // What is being done beside the screen comes to its end before what it works for goes.
    ~State() {
        forget_in_each(subjects());
        device_background.finish();
        background.finish();
    }

    template <typename E>
    std::vector<Intent> act(E& effect) {
        return act_by_subject(effect, subjects());
    }

    // The end of a session is everybody's.
    std::vector<Intent> act(WipeSession&) {
        wipe_due = true;
        background.completions().end_session();
        forget_in_each(subjects());
        if (print_effects.take_dropped() > 0) return {PrintsDropped{}};
        return {};
    }

    // --- Intents in, effects out

    void send(Intent intent) {
        ++version;
        intents.add(std::move(intent));
        work();
        take_done();
    }

    void send_all(std::vector<Intent> answers) {
        for (Intent& answer : answers) send(std::move(answer));
    }

    // What is left over is worked on at the next tick, which is due then.
    void work() {
        const Act act_on = [this](Effect& effect) {
            return std::visit([this](auto& e) { return act(e); }, effect);
        };
        intents.work(model, act_on);
        follow_devices();
        if (!intents.empty()) intents.work(model, act_on);
    }

    // What the screen that is shown asks of devices is on, and nothing else.
    void follow_devices() {
        camera_effects.follow(dependencies.clock.mono_ms());
        for (Intent& answer : voice_effects.follow()) intents.add(std::move(answer));
    }

    bool take_done() {
        bool any = false;
        while (std::optional<std::vector<Intent>> answers = background.completions().take()) {
            for (Intent& answer : *answers) intents.add(std::move(answer));
            any = true;
            ++version;
            work();
        }
        return any;
    }

    // --- Time

    void plan_tick() {
        next_minute_ms = minute_due_ms();
        plan_devices();
    }

    void plan_devices() { next_tick_ms = std::min(next_minute_ms, camera_effects.next_ms()); }

    std::int64_t minute_due_ms() const {
        const std::int64_t mono = dependencies.clock.mono_ms();
        if (!intents.empty()) return mono;
        std::int64_t due = mono + ms_a_minute - content.now_ms() % ms_a_minute;
        if (staff_effects.wait_s() > 0 && std::holds_alternative<LoginModel>(model.top()))
            due = std::min(due, mono + 1000);
        if (model.stack.size() == 1 && model.display == Display{} && !model.speech.listening)
            return due;
        // While the warning counts down, every second; else when it is due.
        const std::int64_t warn = model.session.touched_ms + idle_limits_now(model).warn_ms;
        return std::min(due, model.session.warning ? mono + 1000 : std::max(warn, mono + 1000));
    }
};

App::App(std::unique_ptr<State> state) : state_(std::move(state)) {}
App::App(App&&) noexcept = default;
App& App::operator=(App&&) noexcept = default;
App::~App() = default;

Result<App> App::open(AppDependencies dependencies, const DataFolder& folder,
                      ui::UiStrings strings) {
    ContentState content = TRY(ContentState::open(dependencies.files, dependencies.clock, folder));
    FileLock lock = TRY_IN("another kiosk runs here", FileLock::take(folder.kiosk_lock()));
    if (dependencies.outbox.machine.empty())
        dependencies.outbox.machine = machine_id(dependencies.files);
    Result<Outbox> opened = Outbox::open(dependencies.files, folder, dependencies.outbox);
    if (!opened.ok() && opened.error().code() == Errc::refused) {
        // Newer software wrote it. People can read content while that comes back.
        log_line(LogLevel::error, "outbox_refused", {{"reason", opened.error().text()}});
        opened = Outbox::closed(dependencies.files, folder, dependencies.outbox);
    }
    Outbox outbox = TRY(std::move(opened));
    App app(std::make_unique<State>(dependencies, folder, std::move(strings), std::move(lock),
                                    std::move(content), std::move(outbox)));
    State& state = *app.state_;
    state.model.session.touched_ms = dependencies.clock.mono_ms();
    state.model.panel = load_panel(dependencies.files, folder.panel());
    const DeviceBundle::Fitted& fitted = dependencies.devices.fitted;
    state.model.fitted = {fitted.camera, fitted.microphone, fitted.printer, fitted.loudspeaker};
    state.send(state.input_effects.handwriting());
    state.send(state.speech_effects.known());
    state.send_all(state.content_effects.act(LoadHome{}));
    state.send_all(state.submission_effects.drop_receipted());
    state.sign_of_life.beat();
    state.plan_tick();
    return app;
}

const Model& App::model() const {
    return state_->model;
}

std::uint64_t App::version() const {
    return state_->version;
}

const ui::UiStrings& App::strings() const {
    return state_->strings;
}

void App::send(Intent intent) {
    state_->send(std::move(intent));
    state_->plan_tick();
}

void App::touched() {
    send(Touched{state_->dependencies.clock.mono_ms()});
}

void App::tick() {
    State& state = *state_;
    const std::int64_t mono = state.dependencies.clock.mono_ms();
    // A camera's frames come many times a second; the rest of a tick does not.
    if (state.camera_effects.next_ms() <= mono && mono < state.next_minute_ms) {
        state.follow_devices();
        state.take_done();
        state.plan_devices();
        return;
    }
    state.send(Ticked{state.dependencies.clock.mono_ms(), state.staff_effects.wait_s()});
    state.send(state.content_effects.chrome());
    state.sign_of_life.beat();
    state.plan_tick();
}

void App::content_changed() {
    State& state = *state_;
    state.content.refresh();
    state.send_all(state.submission_effects.drop_receipted());
    // What a person is reading stays under their eyes; the home screen renews itself, and so
    // does the answer about a slip, which they are waiting for.
    if (state.model.stack.size() == 1) {
        state.send_all(state.content_effects.act(LoadHome{}));
    } else {
        state.send(state.content_effects.chrome());
        state.send_all(state.progress_effects.renewed());
    }
    state.sign_of_life.beat();
}

bool App::take_done() {
    const bool any = state_->take_done();
    if (any) state_->plan_tick();
    return any;
}

std::int64_t App::next_tick_ms() const {
    return state_->next_tick_ms;
}

bool App::take_wipe() {
    return std::exchange(state_->wipe_due, false);
}

}  // namespace hall::kiosk
