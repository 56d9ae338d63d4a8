// A new kiosk and an old one, over a real platform: bytes and requests on the wire, and
// the CPU and memory of hall-sync.

#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <fstream>

#include "tests/bench/texts.h"
#include "tests/catch.h"
#include "tests/process/county.h"

namespace {

using namespace hall;

struct Cost {
    double wall_s = 0;
    double cpu_s = 0;
    double peak_mib = 0;
    std::uint64_t down = 0;
    std::uint64_t up = 0;
};

Cost sync_cost(County& county) {
    rusage before{};
    getrusage(RUSAGE_CHILDREN, &before);
    const std::uint64_t down = county.road().bytes_down();
    const std::uint64_t up = county.road().bytes_up();
    const auto begun = std::chrono::steady_clock::now();
    const Finished done = run("hall-sync", {"once", "--data", county.board()}, 300);
    if (done.code != 0) std::printf("failed: %s\n", done.err.c_str());
    const auto ended = std::chrono::steady_clock::now();
    rusage after{};
    getrusage(RUSAGE_CHILDREN, &after);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return {std::chrono::duration<double>(ended - begun).count(),
            seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) -
                seconds(before.ru_stime),
            static_cast<double>(after.ru_maxrss) / 1024, county.road().bytes_down() - down,
            county.road().bytes_up() - up};
}

void import(County& county, const std::vector<std::string>& lines) {
    const std::string file = county.folder() + "/load.jsonl";
    {
        std::ofstream out(file);
        for (const std::string& line : lines) out << line << "\n";
    }
    const auto begun = std::chrono::steady_clock::now();
    const Finished done =
        run("hall-platform",
            {"import", "documents", "--data", county.data(), "--channel", "county", file}, 600);
    if (done.code != 0) std::printf("failed: %s %s\n", done.out.c_str(), done.err.c_str());
    std::printf("publish %zu documents: %.1f s\n", lines.size(),
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
}

void print(const char* what, const Cost& cost) {
    std::printf("%-34s %9llu bytes down %6llu up  %6.2f s wall %6.2f s CPU  peak %5.1f MiB\n", what,
                static_cast<unsigned long long>(cost.down),
                static_cast<unsigned long long>(cost.up), cost.wall_s, cost.cpu_s, cost.peak_mib);
}

}  // namespace

TEST_CASE("a new kiosk and an old one synchronise 20,000 documents") {
    constexpr int count = 20'000;
    County county;
    county.enrol(county.board());
    std::vector<std::string> lines = document_lines(count, 1);
    std::size_t plain = 0;
    for (const std::string& line : lines) plain += line.size() + 1;
    std::printf("sync: %d documents, %.1f MB plain\n", count, static_cast<double>(plain) / 1e6);
    import(county, lines);
    print("first synchronisation", sync_cost(county));
    print("nothing changed", sync_cost(county));
    const std::vector<std::string> changed = document_lines(200, 2, count / 2);
    std::vector<std::string> again;
    for (std::string line : changed) {
        const std::size_t at = line.find("\"rev\":1");
        line.replace(at, 7, "\"rev\":2");
        again.push_back(line);
    }
    import(county, again);
    print("200 documents changed", sync_cost(county));
}
