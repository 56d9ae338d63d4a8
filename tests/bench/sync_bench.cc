// A new kiosk and an old one, over a real platform: bytes and requests on the wire, and
// the CPU and memory of hall-sync, beside what zstd and gzip make of the same documents.
//
// With HALL_BENCH_FOLDER set, the documents are left there for tests/bench/sync/peers.mjs,
// which measures other systems with them.

#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>

#include "sync/core/json.h"
#include "sync/core/random.h"
#include "sync/edge/agent/agent.h"
#include "tests/bench/texts.h"
#include "tests/catch.h"
#include "tests/programs/county.h"

namespace {

using namespace hall;

struct Cost {
    double wall_s = 0;
    double cpu_s = 0;         // of hall-sync
    double server_cpu_s = 0;  // of the county meanwhile
    double peak_mib = 0;
    std::uint64_t down = 0;
    std::uint64_t up = 0;
    int requests = 0;
};

struct Meter {
    explicit Meter(FaultProxy& proxy)
        : line(proxy), down(proxy.bytes_down()), up(proxy.bytes_up()), requests(proxy.requests()) {}
    void read(Cost& cost) const {
        cost.down = line.bytes_down() - down;
        cost.up = line.bytes_up() - up;
        cost.requests = line.requests() - requests;
    }
    FaultProxy& line;
    std::uint64_t down;
    std::uint64_t up;
    int requests;
};

// The most memory that hall-sync had so far; 0 before it has begun. (What the kernel
// reports at its end counts the program it was forked from, too.)
double peak_mib_of(pid_t pid) {
    std::error_code error;
    const Path program =
        std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe", error);
    if (program.filename() != "hall-sync") return 0;
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
    }
    return 0;
}

// Seconds of CPU that a process has used so far, its own and the kernel's for it; proc(5).
double cpu_s_of(pid_t pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(stat, text);
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// hall-sync once, its memory looked at every two milliseconds.
Cost sync_cost(County& county) {
    const Meter meter(county.line());
    Cost cost;
    const double server_before_s = cpu_s_of(county.server_pid());
    const auto begun = std::chrono::steady_clock::now();
    Program sync("hall-sync", {"once", "--data", county.device()});
    int code = -1;
    while (code < 0) {
        cost.peak_mib = std::max(cost.peak_mib, peak_mib_of(sync.pid()));
        code = sync.wait(0.002);
        const auto now = std::chrono::steady_clock::now();
        cost.wall_s = std::chrono::duration<double>(now - begun).count();
        if (cost.wall_s > 300) break;
    }
    REQUIRE(code == 0);
    cost.cpu_s = sync.cpu_s();
    cost.server_cpu_s = cpu_s_of(county.server_pid()) - server_before_s;
    meter.read(cost);
    return cost;
}

// A round of an agent that has been running and finds nothing new. `asked` is what it asks
// for content.
Cost unchanged_round(County& county) {
    DiskFiles files;
    SystemClock clock;
    SystemRandom random;
    const DataFolder folder{Path(county.device())};
    const Identity identity = VALUE(load_identity(files, folder));
    HttpTransport transport(identity.server);
    Agent agent = VALUE(Agent::open({files, clock, random, transport}, {.folder = folder}));
    Cost cost;
    for (int round = 0; round < 3; ++round) {
        const Meter meter(county.line());
        while (!agent.step()) {
        }
        REQUIRE(agent.round().reached);
        REQUIRE(agent.round().installed == 0);
        meter.read(cost);
    }
    return cost;
}

std::string text_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

void write(const std::string& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

void import(County& county, const std::vector<std::string>& lines) {
    const std::string file = county.folder() + "/load.jsonl";
    write(file, text_of(lines));
    const auto begun = std::chrono::steady_clock::now();
    const Finished done =
        run("hall-platform",
            {"import", "documents", "--data", county.data(), "--channel", "county",
             // Sentences made of words by chance: one in a thousand reads like somebody's illness.
             "--privacy-reviewed", "made by chance, about nobody", file},
            600);
    INFO(done.err);
    REQUIRE(done.code == 0);
    std::printf("%-36s %6.1f s\n", ("publish " + std::to_string(lines.size())).c_str(),
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
}

void print(const char* what, const Cost& cost) {
    std::printf(
        "%-36s %9llu bytes down %6llu up %4d requests %6.2f s wall %6.2f s CPU %6.2f s server's  "
        "peak %5.1f MiB\n",
        what, static_cast<unsigned long long>(cost.down), static_cast<unsigned long long>(cost.up),
        cost.requests, cost.wall_s, cost.cpu_s, cost.server_cpu_s, cost.peak_mib);
}

// A row of the table in tests/bench/sync/peers.mjs.
Json row_of(const char* what, const Cost& cost) {
    return {{"name", "hall-sync"},         {"what", what},
            {"down", cost.down},           {"up", cost.up},
            {"requests", cost.requests},   {"cpu", cost.cpu_s},
            {"server", cost.server_cpu_s}, {"wall", cost.wall_s}};
}

void print_bytes(const char* what, std::size_t bytes) {
    std::printf("%-36s %9zu bytes\n", what, bytes);
}

std::size_t zstd_bytes(const std::string& text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    return ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 19);
}

std::size_t gzip_bytes(const std::string& text) {
    uLongf bytes = compressBound(static_cast<uLong>(text.size()));
    std::string packed(bytes, '\0');
    REQUIRE(compress2(reinterpret_cast<Bytef*>(packed.data()), &bytes,
                      reinterpret_cast<const Bytef*>(text.data()), static_cast<uLong>(text.size()),
                      9) == Z_OK);
    return bytes;
}

void print_goal(const char* what, double figure, double goal) {
    std::printf("%-36s %9.2f  goal %.2f: %s\n", what, figure, goal,
                figure <= goal ? "met" : "missed");
}

}  // namespace

TEST_CASE("a new kiosk and an old one synchronise 20,000 documents") {
    constexpr int count = 20'000;
    constexpr int changed = 200;
    County county;
    county.enrol(county.device());
    const std::vector<std::string> lines = document_lines(count, 1);
    const std::vector<std::string> some(lines.begin() + count / 2,
                                        lines.begin() + count / 2 + changed);
    const std::vector<std::string> edited = edited_lines(some, 2);
    const std::vector<std::string> fresh = document_lines(changed, 3, count / 4);
    const std::string whole = text_of(lines);
    std::printf("sync: %d documents, %.1f MB plain\n", count,
                static_cast<double>(whole.size()) / 1e6);
    import(county, lines);
    const Cost first = sync_cost(county);
    print("first synchronisation", first);
    print("unchanged round", unchanged_round(county));
    const Cost unchanged = sync_cost(county);
    print("started, and nothing new", unchanged);
    import(county, edited);
    const Cost edits = sync_cost(county);
    print("200 documents edited", edits);
    import(county, fresh);
    const Cost rewritten = sync_cost(county);
    print("200 documents written anew", rewritten);

    const std::size_t complete_zstd = zstd_bytes(whole);
    const std::size_t edited_zstd = zstd_bytes(text_of(edited));
    const std::size_t fresh_zstd = zstd_bytes(text_of(fresh));
    print_bytes("zstd -19 of the whole", complete_zstd);
    print_bytes("gzip -9 of the whole", gzip_bytes(whole));
    print_bytes("zstd -19 of the edited", edited_zstd);
    print_bytes("zstd -19 of those written anew", fresh_zstd);
    const auto ratio = [](std::uint64_t bytes, std::size_t to) {
        return static_cast<double>(bytes) / static_cast<double>(to);
    };
    print_goal("first, times zstd -19", ratio(first.down, complete_zstd), 1.35);
    print_goal("first, s CPU", first.cpu_s, 0.5);
    print_goal("first, MiB at most", first.peak_mib, 24);
    print_goal("edited, KB", static_cast<double>(edits.down) / 1024, 16);
    print_goal("written anew, times zstd -19", ratio(rewritten.down, fresh_zstd), 1.1);

    if (const char* folder = std::getenv("HALL_BENCH_FOLDER")) {
        write(std::string(folder) + "/whole.jsonl", whole);
        write(std::string(folder) + "/edited.jsonl", text_of(edited));
        write(std::string(folder) + "/ours.json",
              Json::array({row_of("first", first), row_of("unchanged", unchanged),
                           row_of("200 edited", edits)})
                  .dump());
    }
}
