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
#include <iostream>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include "kiosk/app.h"
#include "kiosk/blob_pictures.h"
#include "kiosk/forgetting.h"
#include "kiosk/stage.h"
#include "kiosk/start_log.h"
#include "kiosk/tour.h"
#include "kiosk/walk_script.h"
#include "kiosk/window.h"
#include "sync/core/assets.h"
#include "sync/core/log.h"
#include "sync/core/number.h"
#include "sync/edge/file_watch.h"

namespace hall {
namespace {

constexpr const char* usage = R"(usage: hall-kiosk --data DIR [options]

  --theme NAME         standard or contrast
  --language TAG       zh-CN or en
  --px-per-mm N        pixels a millimetre, where the display does not say
  --size WxH           a window of this size in place of the whole screen
  --developer          a window that can be closed and resized; F11 switches

A tour or a walk needs no display; --size gives the size of its screen (1080x1920).

  --tour DIR           walk through every screen, write PNGs and audit.json, and end
  --text PERCENT       the size of text on the tour: 100, 150 or 200
  --offline            a tour that leaves out what the county would have to answer
  --walk               take steps from standard input; see kiosk/walk_script.h
  --display            tour or walk on the display, to be looked at

exit: 0 done, 1 it failed (the reason is on standard error), 2 wrong arguments,
      69 the display went away or does not answer: start it again
)";

struct Options {
    Path data;
    std::string theme = "standard";
    std::string language = "zh-CN";
    float px_per_mm = 0;  // 0: ask the display
    int text_step = 0;
    canvas::Size size{0, 0};  // 0: the whole screen
    bool developer = false;
    Path tour;
    bool offline = false;
    bool walk = false;
    bool display = false;
};

// "1080x1920"
bool parse_size(std::string_view text, canvas::Size& size) {
    const std::size_t cross = text.find('x');
    if (cross == std::string_view::npos) return false;
    const auto number = [](std::string_view part, int& value) {
        value = parse_number<int>(part).value_or(0);
        return value >= 320 && value <= 8192;
    };
    return number(text.substr(0, cross), size.width) && number(text.substr(cross + 1), size.height);
}

bool parse_text_step(std::string_view text, int& step) {
    constexpr std::string_view percents[] = {"100", "150", "200"};
    const auto found = std::find(std::begin(percents), std::end(percents), text);
    step = static_cast<int>(found - std::begin(percents));
    return found != std::end(percents);
}

bool* switch_of(std::string_view name, Options& options) {
    if (name == "--developer") return &options.developer;
    if (name == "--offline") return &options.offline;
    if (name == "--walk") return &options.walk;
    if (name == "--display") return &options.display;
    return nullptr;
}

bool parse(const std::vector<std::string_view>& arguments, Options& options) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (bool* given = switch_of(name, options)) {
            *given = true;
            continue;
        }
        if (i + 1 == arguments.size()) return false;
        const std::string value(arguments[++i]);
        if (name == "--data")
            options.data = value;
        else if (name == "--theme")
            options.theme = value;
        else if (name == "--language")
            options.language = value;
        else if (name == "--tour")
            options.tour = value;
        else if (name == "--size") {
            if (!parse_size(value, options.size)) return false;
        } else if (name == "--text") {
            if (!parse_text_step(value, options.text_step)) return false;
        } else if (name == "--px-per-mm") {
            char* rest = nullptr;
            options.px_per_mm = std::strtof(value.c_str(), &rest);
            // Asked so that what is no number is refused, too.
            const bool density = options.px_per_mm >= 1 && options.px_per_mm <= 40;
            if (!density || *rest != '\0') return false;
        } else {
            return false;
        }
    }
    return !options.data.empty();
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
        thread_ = std::thread([this, &window,
                               watch = FileWatch::open(folder, "cache.db")]() mutable {
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

struct World {
    explicit World(const Path& data) : pictures(files, DataFolder(data).blobs()) {}

    DiskFiles files;
    SystemClock clock;
    SystemRandom random;
    BlobPictures pictures;
};

class WindowChime final : public Chime {
  public:
    explicit WindowChime(Window& window) : window_(&window) {}
    void ring() override { window_->ring(); }

  private:
    Window* window_;
};

Result<App> open_app(World& world, const Options& options, Chime* chime = nullptr,
                     Background* background = nullptr) {
    ui::Words words = TRY(ui::Words::load(world.files, assets_folder(), options.language));
    return App::open({world.files, world.clock, world.random, {}, chime, background},
                     DataFolder(options.data),
                     std::move(words));
}

Result<ui::Ui> open_ui(World& world, const Options& options) {
    ui::Ui ui =
        TRY(ui::Ui::create(world.files, {assets_folder(), options.theme, options.language}));
    ui.set_pictures(&world.pictures);
    return ui;
}

Result<Window> open_window(const World& world, const Options& options) {
    WindowOptions window;
    window.full_screen = options.size.width == 0;
    if (!window.full_screen) window.size = options.size;
    window.developer = options.developer;
    window.hide_cursor = !options.developer;
    return Window::open(window, world.clock);
}

float density(const Options& options, const std::optional<float>& display, canvas::Size size) {
    if (options.px_per_mm > 0) return options.px_per_mm;
    return display.value_or(usual_px_per_mm(size));
}

// A display that hesitates once must not cost somebody what they have typed; one that does not
// answer three times in a row needs the supervisor.
constexpr int failures_max = 3;

Result<void> run(World& world, const Options& options) {
    StartLog start;
    block_stop_signals();
    Window window = TRY(open_window(world, options));
    start.done("window");
    WindowChime chime(window);
    BackgroundThread background([&window] { window.post_wakeup(); });
    App app = TRY(open_app(world, options, &chime, &background));
    start.done("board");
    ui::Ui ui = TRY(open_ui(world, options));
    start.done("widgets");
    Stage stage(app, ui, window.presenter(), window.pointer());
    stage.set_keys(window.keys());
    stage.set_px_per_mm(density(options, window.px_per_mm(), window.size()));
    Watch watch(options.data, window);
    canvas::FramePacer pacer;
    bool starting = true;
    int failures = 0;
    while (!window.close_requested() && !watch.stop_asked()) {
        const canvas::Pace pace = pacer.next(now_s(), stage.animating());
        const auto until_tick_ms =
            std::max<std::int64_t>(app.next_tick_ms() - world.clock.mono_ms(), 0);
        if (window.follow(pace, static_cast<double>(until_tick_ms) / 1000)) pacer.wake();
        if (watch.take_changed()) {
            app.content_changed();
            pacer.wake();
        }
        if (app.take_done()) pacer.wake();
        if (world.clock.mono_ms() >= app.next_tick_ms()) {
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

Camera window_camera(const Window& window) {
    return [&window]() -> Result<Picture> {
        std::vector<std::uint32_t> pixels = TRY(window.pixels());
        return Picture{window.size(), std::move(pixels)};
    };
}

// The tour or the walk, on whatever screen.
Result<void> guided(Stage& stage, const Camera& camera, World& world, const Options& options) {
    if (options.walk) return walk_script(stage, camera, std::cin, std::cout);
    return walk_tour(stage, camera, {options.tour, options.text_step, options.offline},
                     world.files);
}

Result<void> guided(World& world, const Options& options) {
    if (options.display) {
        Window window = TRY(open_window(world, options));
        App app = TRY(open_app(world, options));
        ui::Ui ui = TRY(open_ui(world, options));
        Stage stage(app, ui, window.presenter(), window.pointer());
        stage.set_px_per_mm(density(options, std::nullopt, window.size()));
        return guided(stage, window_camera(window), world, options);
    }
    App app = TRY(open_app(world, options));
    ui::Ui ui = TRY(open_ui(world, options));
    const canvas::Size size = options.size.width > 0 ? options.size : canvas::Size{1080, 1920};
    canvas::MemoryPresenter presenter(size);
    PointerQueue pointer;
    Stage stage(app, ui, presenter, pointer);
    stage.set_px_per_mm(density(options, std::nullopt, size));
    return guided(stage, memory_camera(presenter), world, options);
}

}  // namespace
}  // namespace hall

int main(int argc, char** argv) {
    using namespace hall;
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
    World world(options.data);
    const bool is_guided = options.walk || !options.tour.empty();
    const Result<void> done = is_guided ? guided(world, options) : run(world, options);
    if (done.ok()) return 0;
    std::cerr << "hall-kiosk: " << done.error().text() << "\n";
    return 1;
}
