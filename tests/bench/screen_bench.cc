// The screen beside its peers. Chromium, Qt Quick on GL and in software, and our own bench page
// show the same tiles and rows under X servers of their own; beside them stands the whole
// kiosk on its home screen with the demonstration county. Each is started, tapped, dragged and
// left alone in the same run, because the machine's own speed changes from run to run.
//
// The peers' page lies in ../shared/peers/kiosk or where HALL_PEERS says; without it, or
// without a peer's packages, the rest is measured and the reason printed. HALL_BENCH_RUNS is
// how often each is started (2); the best figure of each counts.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "tests/bench/packages.h"
#include "tests/bench/paint_watch.h"
#include "tests/bench/process_tree.h"
#include "tests/catch.h"
#include "tests/programs/county.h"
#include "tests/window/spot.h"
#include "tests/window/x_server.h"

namespace {

using namespace hall;
using namespace hall::kiosk;
using namespace hall::test;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr double start_s_max = 60;
constexpr int idle_s = 20;
constexpr int taps_count = 20;
constexpr std::uint32_t first_tile = 0x2E7D32;

double ms_since(Clock::time_point begun) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

void rest_ms(double ms) {
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(ms));
}

// Where the page has its first tile and its list, as the peers draw them.
struct Layout {
    canvas::Size size;
    Spot tile_edge;  // of the fill, beside the label
    Spot tile;
    Spot list;
};

constexpr Layout layouts[] = {
    {{1080, 1920}, {60, 240}, {190, 240}, {540, 1700}},
    {{1280, 800}, {30, 240}, {100, 240}, {1000, 650}},
};

struct Contender {
    std::string name;
    std::vector<std::string> words;
    std::map<std::string, std::string> environment;
    bool shows_page = true;  // else the home screen
    bool ours = false;
    std::string missing;  // why it cannot be measured; or empty
    std::vector<std::string> packages;
    double own_mib = 0;  // of files that are in no package
};

struct Figures {
    double start_ms = INFINITY;
    double start_cpu_ms = INFINITY;
    double pss_mib = INFINITY;
    double drag_cpu_ms = INFINITY;
    double tap_ms = INFINITY;
    double idle_cpu_ms = INFINITY;
    std::int64_t idle_switches = -1;
    double disk_mib = INFINITY;
};

std::string peers_folder() {
    const char* named = std::getenv("HALL_PEERS");
    return named != nullptr ? named : HALL_SHARED_DIR "/peers/kiosk";
}

int runs() {
    const char* named = std::getenv("HALL_BENCH_RUNS");
    return named != nullptr ? std::max(1, std::atoi(named)) : 2;
}

bool near(std::uint32_t a, std::uint32_t b) {
    int far = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        far += std::abs(static_cast<int>(a >> shift & 255U) - static_cast<int>(b >> shift & 255U));
    }
    return far < 12;
}

// A program on the screen of an X server, from its start to its end.
class Shown {
  public:
    Shown(const Contender& contender, const XServer& server, const Layout& layout,
          const std::string& folder)
        : contender_(contender), layout_(layout), server_(server), person_(server) {
        person_.move(layout.size.width - 1, layout.size.height - 1);
        for (int i = 0; i < 1000 && !is_black(); ++i) rest_ms(5);
        REQUIRE(is_black());
        std::map<std::string, std::string> environment = contender.environment;
        environment["DISPLAY"] = server.display();
        environment["LANG"] = "C.UTF-8";
        environment["HOME"] = folder;
        environment["XDG_RUNTIME_DIR"] = folder;
        log_ = folder + "/" + contender.name + ".log";
        fs::remove(log_);
        const Clock::time_point begun = Clock::now();
        program_ = std::make_unique<Started>(contender.words, environment, log_);
        while (!is_shown() && ms_since(begun) < start_s_max * 1000) rest_ms(0.5);
        start_ms = ms_since(begun);
        start_cpu_ms = use_of(program_->pid()).cpu_ms;
        INFO(contender.name);
        REQUIRE(is_shown());
    }

    pid_t pid() const { return program_->pid(); }
    const std::string& log() const { return log_; }

    // CPU of four kinetic drags of the list.
    double drag() {
        const double before_ms = use_of(pid()).cpu_ms;
        for (int drag = 0; drag < 4; ++drag) {
            person_.move(layout_.list.x, layout_.list.y);
            person_.finish();
            rest_ms(30);
            person_.press();
            person_.finish();
            for (int step = 1; step <= 30; ++step) {
                person_.move(layout_.list.x, layout_.list.y - 600 * step / 30);
                person_.finish();
                rest_ms(16);
            }
            person_.release();
            person_.finish();
            rest_ms(1000);
        }
        return use_of(pid()).cpu_ms - before_ms;
    }

    // From the release of a finger to the tile's other colour, the median of many.
    double tap() {
        std::vector<double> taken_ms;
        PaintWatch watch(server_);
        person_.move(layout_.tile.x, layout_.tile.y);
        person_.finish();
        rest_ms(300);
        for (int tap = 0; tap < taps_count; ++tap) {
            const std::uint32_t before = person_.pixel(layout_.tile_edge.x, layout_.tile_edge.y);
            person_.press();
            person_.finish();
            rest_ms(40);
            watch.forget();
            const Clock::time_point begun = Clock::now();
            person_.release();
            person_.flush();
            // Looking again and again would keep the server from painting.
            double painted_ms = 0;
            do {
                if (!watch.wait(1500 - ms_since(begun))) break;
                painted_ms = ms_since(begun);
            } while (person_.pixel(layout_.tile_edge.x, layout_.tile_edge.y) == before);
            REQUIRE(painted_ms > 0);
            taken_ms.push_back(painted_ms);
            rest_ms(150);
        }
        std::sort(taken_ms.begin(), taken_ms.end());
        return taken_ms[taken_ms.size() / 2];
    }

    double start_ms = 0;
    double start_cpu_ms = 0;

  private:
    // The page is there with its first tile; the home screen when its last rows are, which
    // are painted last.
    bool is_shown() {
        if (contender_.shows_page) {
            return near(person_.pixel(layout_.tile_edge.x, layout_.tile_edge.y), first_tile);
        }
        return person_.pixel(layout_.size.width / 2, layout_.size.height - 2) != 0;
    }
    bool is_black() {
        return person_.pixel(layout_.tile_edge.x, layout_.tile_edge.y) == 0 &&
               person_.pixel(layout_.size.width / 2, layout_.size.height - 2) == 0;
    }

    const Contender& contender_;
    const Layout& layout_;
    const XServer& server_;
    Person person_;
    std::string log_;
    std::unique_ptr<Started> program_;
};

std::string own_program(const std::string& name) {
    return std::string(HALL_BINARY_DIR) + "/" + name;
}

Contender own(const std::string& name, std::vector<std::string> arguments) {
    Contender contender{.name = name, .words = {own_program(name)}, .ours = true};
    contender.environment["HALL_ASSETS"] = HALL_SOURCE_DIR "/assets";
    contender.words.insert(contender.words.end(), arguments.begin(), arguments.end());
    contender.packages = packages_of_libraries(own_program(name));
    contender.own_mib = mib_on_disk(own_program(name)) + mib_on_disk(HALL_SOURCE_DIR "/assets");
    return contender;
}

std::vector<Contender> peers(const Layout& layout, const std::string& folder) {
    const std::string width = std::to_string(layout.size.width);
    const std::string height = std::to_string(layout.size.height);
    const std::vector<std::string> qt{"/usr/lib/qt6/bin/qml", peers_folder() + "/kiosk.qml"};
    const std::vector<std::string> qt_packages{
        "qml-qt6",           "qml6-module-qtquick",      "qml6-module-qtquick-window",
        "qml6-module-qtqml", "qml6-module-qtqml-models", "qml6-module-qtqml-workerscript"};
    std::vector<Contender> all{
        {.name = "chromium",
         .words = {"/usr/bin/chromium", "--no-sandbox", "--kiosk",
                     "--window-size=" + width + "," + height, "--window-position=0,0",
                     "--disable-quic", "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync", "--disable-default-apps",
                     "--user-data-dir=" + folder + "/profile",
                     "file://" + peers_folder() + "/kiosk.html"},
         .packages = {"chromium"}},
        {.name = "qt quick, gl", .words = qt, .packages = qt_packages},
        {.name = "qt quick, software",
         .words = qt,
         .environment = {{"QT_QUICK_BACKEND", "software"}},
         .packages = qt_packages},
    };
    for (Contender& peer : all) {
        peer.environment["QT_QPA_PLATFORM"] = "xcb";
        for (const std::string& package : packages_missing(peer.packages)) {
            peer.missing += (peer.missing.empty() ? "not installed: " : " ") + package;
        }
    }
    return all;
}

void keep_best(double& best, double now) {
    best = std::min(best, now);
}

void measure(const Contender& contender, const Layout& layout, const XServer& server,
             Figures& figures, bool last) {
    const TempFolder temp;
    Shown shown(contender, server, layout, temp.path().string());
    keep_best(figures.start_ms, shown.start_ms);
    keep_best(figures.start_cpu_ms, shown.start_cpu_ms);
    rest_ms(5000);
    keep_best(figures.pss_mib, pss_mib_of(shown.pid()));
    if (last && contender.ours) {
        std::printf("  %s: start %.1f ms, of which in main():\n", contender.name.c_str(),
                    shown.start_ms);
        std::ifstream log(shown.log());
        for (std::string line; std::getline(log, line);) {
            if (line.find(" started ") != std::string::npos) std::printf("    %s\n", line.c_str());
        }
        std::printf("  %s: memory %.1f MiB, of which\n", contender.name.c_str(),
                    pss_mib_of(shown.pid()));
        std::vector<std::pair<double, std::string>> kinds;
        for (const auto& [kind, mib] : pss_mib_by_kind(shown.pid())) kinds.emplace_back(mib, kind);
        std::sort(kinds.rbegin(), kinds.rend());
        double rest_mib = 0;
        for (const auto& [mib, kind] : kinds) {
            if (mib < 0.05)
                rest_mib += mib;
            else
                std::printf("    %6.2f  %s\n", mib, kind.c_str());
        }
        std::printf("    %6.2f  the rest\n", rest_mib);
    }
    if (!contender.shows_page) return;
    keep_best(figures.tap_ms, shown.tap());
    keep_best(figures.drag_cpu_ms, shown.drag());
}

// All of them at once, each on a screen of its own; a machine that does nothing has room. The
// clock of the kiosk's frame shows minutes: the time is chosen so that none turns.
void measure_idle(const std::vector<Contender>& contenders, const Layout& layout,
                  std::vector<Figures>& figures) {
    std::vector<std::unique_ptr<TempFolder>> folders;
    std::vector<std::unique_ptr<XServer>> servers;
    std::vector<std::unique_ptr<Shown>> shown;
    for (const Contender& contender : contenders) {
        folders.push_back(std::make_unique<TempFolder>());
        servers.push_back(std::make_unique<XServer>(*XServer::start(layout.size)));
        shown.push_back(std::make_unique<Shown>(contender, *servers.back(), layout,
                                                folders.back()->path().string()));
    }
    rest_ms(5000);
    while (std::time(nullptr) % 60 > 60 - idle_s - 5) rest_ms(100);
    std::vector<Use> before;
    for (const auto& program : shown) before.push_back(use_of(program->pid()));
    rest_ms(idle_s * 1000);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const Use after = use_of(shown[i]->pid());
        figures[i].idle_cpu_ms = after.cpu_ms - before[i].cpu_ms;
        figures[i].idle_switches = after.switches - before[i].switches;
    }
    for (std::size_t i = shown.size(); i-- > 0;) {
        shown[i].reset();
        servers[i].reset();
    }
}

void measure_disk(const std::vector<Contender>& contenders, std::vector<Figures>& figures) {
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        const std::optional<Packages> packages = packages_beyond_base(contenders[i].packages);
        if (!packages) {
            std::printf("disk: skipped: apt's package lists are not there\n");
            return;
        }
        figures[i].disk_mib = mib_of(*packages) + contenders[i].own_mib;
        if (!contenders[i].ours) continue;
        std::printf("  %s: disk %.1f MiB: itself and assets %.1f", contenders[i].name.c_str(),
                    figures[i].disk_mib, contenders[i].own_mib);
        for (const auto& [name, mib] : *packages) std::printf(", %s %.1f", name.c_str(), mib);
        std::printf("\n");
    }
}

std::string cell(double value, int digits) {
    char text[32] = "-";
    if (std::isfinite(value)) std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

struct Column {
    const char* title;
    double Figures::*figure;
    int digits;
    double page_goal;  // of the best peer; 0: none
    double home_goal;
};

constexpr Column columns[] = {
    {"start ms", &Figures::start_ms, 1, 0.2, 0.5},
    {"start CPU", &Figures::start_cpu_ms, 1, 0, 0},
    {"PSS MiB", &Figures::pss_mib, 1, 0.15, 0.3},
    {"4 drags CPU", &Figures::drag_cpu_ms, 0, 0.2, 0},
    {"tap ms", &Figures::tap_ms, 2, 0.15, 0},
    {"disk MiB", &Figures::disk_mib, 1, 0.2, 0},
};

void print_table(const std::vector<Contender>& contenders, const std::vector<Figures>& figures) {
    std::printf("%-22s", "");
    for (const Column& column : columns) std::printf("%13s", column.title);
    std::printf("%13s\n", "idle 20 s");
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        std::printf("%-22s", contenders[i].name.c_str());
        for (const Column& column : columns) {
            std::printf("%13s", cell(figures[i].*column.figure, column.digits).c_str());
        }
        std::printf("%7.0f ms, %lld switches\n", figures[i].idle_cpu_ms,
                    static_cast<long long>(figures[i].idle_switches));
    }
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        if (!contenders[i].ours) continue;
        std::printf("%-22s", (contenders[i].name + " ÷ best").c_str());
        for (const Column& column : columns) {
            double best = INFINITY;
            for (std::size_t peer = 0; peer < contenders.size(); ++peer) {
                if (!contenders[peer].ours) best = std::min(best, figures[peer].*column.figure);
            }
            const double goal = contenders[i].shows_page ? column.page_goal : column.home_goal;
            const double ratio = figures[i].*column.figure / best;
            if (!std::isfinite(best) || !std::isfinite(ratio))
                std::printf("%13s", "-");
            else if (goal > 0)
                std::printf("  %5.2f (%.2f)", ratio, goal);
            else
                std::printf("%13.2f", ratio);
        }
        std::printf("\n");
    }
}

}  // namespace

TEST_CASE("the screen beside its peers") {
    if (!XServer::start({320, 240})) {
        std::printf("skipped: Xvfb is not installed\n");
        return;
    }
    const bool page = fs::exists(peers_folder() + "/tiles.txt");
    if (!page) {
        std::printf("skipped: the peers: their page is not in %s\n", peers_folder().c_str());
    }
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    for (const Layout& layout : layouts) {
        std::printf("%d×%d, best of %d starts each\n", layout.size.width, layout.size.height,
                    runs());
        const TempFolder profiles;
        std::vector<Contender> contenders;
        for (Contender& peer : peers(layout, profiles.path().string())) {
            if (!page) break;
            if (peer.missing.empty())
                contenders.push_back(std::move(peer));
            else
                std::printf("skipped: %s: %s\n", peer.name.c_str(), peer.missing.c_str());
        }
        if (page) {
            contenders.push_back(own("hall-kiosk-bench", {"--page", peers_folder() + "/tiles.txt",
                                                          peers_folder() + "/rows.txt"}));
        }
        contenders.push_back(own("hall-kiosk", {"--data", county.device()}));
        contenders.back().shows_page = false;
        std::vector<Figures> figures(contenders.size());
        measure_disk(contenders, figures);
        {
            const XServer server = *XServer::start(layout.size);
            for (int run = 1; run <= runs(); ++run) {
                for (std::size_t i = 0; i < contenders.size(); ++i) {
                    measure(contenders[i], layout, server, figures[i], run == runs());
                }
            }
        }
        measure_idle(contenders, layout, figures);
        print_table(contenders, figures);
        std::printf("(in brackets: the goal)\n\n");
        std::fflush(stdout);
    }
}
