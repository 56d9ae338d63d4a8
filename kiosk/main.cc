// hall-kiosk: what a person sees and touches. `hall-kiosk --help` lists the options.

#include <malloc.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "kiosk/app/app.h"
#include "kiosk/app/machine.h"
#include "kiosk/app/memory_scrub.h"
#include "kiosk/app/stage.h"
#include "kiosk/devices/open_devices.h"
#include "kiosk/devices/speech/speaker_choice.h"
#include "kiosk/window/start_log.h"
#include "kiosk/window/window.h"
#include "sync/core/assets.h"
#include "sync/core/log.h"
#include "sync/edge/device/file_watch.h"

namespace hall::kiosk {
namespace {

constexpr const char* usage = R"(usage: hall-kiosk --data DIR [options]

  --theme NAME         standard or contrast
  --language TAG       zh-CN or en
  --px-per-mm N        pixels a millimetre, where the display does not say
  --size WxH           a window of this size in place of the whole screen
  --speaker WHERE      alsa, the sound card; FILE.wav; none: alsa unless told
  --printer ADDRESS    ipp://HOST/PATH, escpos:/dev/usb/lp0, tcp://HOST:PORT, file:PATH.pwg or
                       file:PATH.escpos
  --camera NAME        /dev/video0, or picture files joined by commas
  --microphone NAME    alsa:default, or a WAV file
  --loudspeaker NAME   of voice notes: alsa:default, or a WAV file that is written
  --developer          a window that can be closed and resized; F11 switches

exit: 0 done, 1 it failed (the reason is on standard error), 2 wrong arguments,
      69 the display went away or does not answer: start it again
)";

struct Options {
    ScreenOptions screen;
    std::string speaker = "alsa";
    DeviceOptions devices;
    bool developer = false;
};

bool parse(const std::vector<std::string_view>& arguments, Options& options) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (name == "--developer") {
            options.developer = true;
            continue;
        }
        if (i + 1 == arguments.size()) return false;
        const std::string value(arguments[++i]);
        if (name == "--speaker") {
            if (!is_speaker_name(value)) return false;
            options.speaker = value;
            continue;
        }
        if (const auto taken = take_device_option(name, value, options.devices)) {
            if (!*taken) return false;
            continue;
        }
        if (!take_screen_option(name, value, options.screen).value_or(false)) return false;
    }
    return !options.screen.data.empty();
}

double now_s() {
    using namespace std::chrono;
    return duration<double>(steady_clock::now().time_since_epoch()).count();
}

// Sees the agent's commits and the wish to stop, from a thread of its own, and wakes the
// window.
class Watch {
  public:
    // REQUIRES: SIGTERM and SIGINT are blocked in this thread.
    Watch(const Path& folder, Window& window) {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        stop_ = signalfd(-1, &signals, SFD_CLOEXEC);
        CHECK(stop_ >= 0);
        thread_ =
            std::thread([this, &window, watch = FileWatch::open(folder, "cache.db")]() mutable {
                while (!stop_asked()) {
                    if (watch.wait(-1, stop_)) changed_ = true;
                    window.post_wakeup();
                }
            });
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() {
        if (thread_.joinable()) {
            // The thread waits for a signal: this one.
            if (!stop_asked()) pthread_kill(thread_.native_handle(), SIGTERM);
            thread_.join();
        }
        ::close(stop_);
    }

    bool take_changed() { return changed_.exchange(false); }

    bool stop_asked() const {
        pollfd descriptor{stop_, POLLIN, 0};
        return ::poll(&descriptor, 1, 0) > 0;
    }

  private:
    int stop_ = -1;
    std::atomic<bool> changed_ = false;
    std::thread thread_;
};

// Before any thread is started, so that all of them leave the signals to the watch.
void block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

// Where the build put them, Opus decoded; elsewhere they come with the assets.
Path prompts_folder() {
#ifdef HALL_PROMPTS
    if (std::getenv("HALL_ASSETS") == nullptr) return HALL_PROMPTS;
#endif
    return assets_folder() / "prompts";
}

class WindowChime final : public Chime {
  public:
    explicit WindowChime(Window& window) : window_(&window) {}
    void ring() override { window_->ring(); }

  private:
    Window* window_;
};

Result<Window> open_window(const Machine& machine, const Options& options) {
    WindowOptions window;
    window.full_screen = options.screen.size.width == 0;
    if (!window.full_screen) window.size = options.screen.size;
    window.developer = options.developer;
    window.hide_cursor = !options.developer;
    return Window::open(window, machine.clock);
}

// A display that hesitates once must not cost somebody what they have typed; one that does not
// answer three times in a row needs the supervisor.
constexpr int failures_max = 3;

Result<void> run(Machine& machine, const Options& options) {
    StartLog start;
    block_stop_signals();
    Window window = TRY(open_window(machine, options));
    start.done("window");
    DeviceBundle devices;
    devices.chime = std::make_unique<WindowChime>(window);
    devices.speech = TRY(choose_speaker(machine.files, options.speaker, prompts_folder()));
    CompletionQueue completions([&window] { window.post_wakeup(); });
    open_devices(options.devices, machine.files, options.screen.data / "print.json", devices);
    BackgroundThread background(completions);
    // A printer that hesitates must not hold up what else is done beside the screen.
    BackgroundThread device_background(completions);
    App app = TRY(open_app(machine, options.screen, devices, {&background, &device_background}));
    start.done("board");
    ui::Ui ui = TRY(open_ui(machine, options.screen));
    start.done("widgets");
    Stage stage(app, ui, window.presenter(), window.pointer());
    stage.set_keys(window.keys());
    stage.set_px_per_mm(density(options.screen, window.px_per_mm(), window.size()));
    Watch watch(options.screen.data, window);
    canvas::FramePacer pacer;
    bool starting = true;
    int failures = 0;
    while (!window.close_requested() && !watch.stop_asked()) {
        const canvas::Pace pace = pacer.next(now_s(), stage.animating());
        const auto until_tick_ms =
            std::max<std::int64_t>(app.next_tick_ms() - machine.clock.mono_ms(), 0);
        if (window.follow(pace, static_cast<double>(until_tick_ms) / 1000)) pacer.wake();
        if (watch.take_changed()) {
            app.content_changed();
            pacer.wake();
        }
        if (app.take_done()) pacer.wake();
        if (machine.clock.mono_ms() >= app.next_tick_ms()) {
            app.tick();
            pacer.wake();
        }
        if (pace.kind != canvas::Pace::Kind::draw) continue;
        const double begun_s = now_s();
        const Result<bool> painted = stage.frame(begun_s);
        failures = painted.ok() ? 0 : failures + 1;
        if (failures == failures_max) canvas::end_without_display(painted.error().text());
        pacer.drew(begun_s, !painted.ok() || painted.value());
        if (stage.unfinished() || !painted.ok()) pacer.wake();
        if (std::exchange(starting, false)) {
            start.done("frame");
            start.write();
            // What the start needed and nothing else will.
            malloc_trim(0);
        }
    }
    return {};
}

}  // namespace
}  // namespace hall::kiosk

int main(int argc, char** argv) {
    using namespace hall;
    using namespace hall::kiosk;
    // Who reads the log may go away; the kiosk stays.
    std::signal(SIGPIPE, SIG_IGN);
    // What is not made with rights of its own is the kiosk's alone.
    ::umask(0077);
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const auto given = [&](std::string_view name) {
        return std::find(arguments.begin(), arguments.end(), name) != arguments.end();
    };
    if (given("--help") || given("-h")) {
        std::cout << usage;
        return 0;
    }
    if (given("--version")) {
        std::cout << software_version() << "\n";
        return 0;
    }
    Options options;
    if (!parse(arguments, options)) {
        std::cerr << usage;
        return 2;
    }
    seclude_process();
    Machine machine(options.screen.data);
    const Result<void> done = run(machine, options);
    if (done.ok()) return 0;
    std::cerr << "hall-kiosk: " << done.error().text() << "\n";
    return 1;
}
