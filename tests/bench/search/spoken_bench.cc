// How often a villager's question, as it is said, finds its answer in the demonstration county
// first and within the first three, and the time a question takes. Beside the questions kept
// apart stand those that the search was tuned on.

#include <algorithm>
#include <cstdio>

#include "sync/edge/content/library.h"
#include "sync/edge/device/data_folder.h"
#include "tests/bench/cpu_time.h"
#include "tests/bench/search/spoken_questions.h"
#include "tests/catch.h"
#include "tests/programs/county.h"

using namespace hall;

namespace {

bool answers(const SpokenQuestion& question, const LibraryEntry& entry) {
    return std::any_of(
        question.answers.begin(), question.answers.end(),
        [&](const std::string& part) { return entry.title.find(part) != std::string::npos; });
}

void print_rates(Library& library, const char* name, bool print_misses) {
    constexpr std::size_t looked_at = 3;
    DiskFiles files;
    const std::vector<SpokenQuestion> questions = VALUE(read_spoken_questions(
        files, Path(HALL_SOURCE_DIR) / "tests/bench/search" / (std::string(name) + ".tsv")));
    const Date today = date_at(SystemClock().wall_ms());
    std::size_t first = 0;
    std::size_t within = 0;
    double slowest = 0;
    const double began = cpu_ms();
    for (const SpokenQuestion& question : questions) {
        const double asked = cpu_ms();
        const auto hits = VALUE(library.search(question.say, today, 30));
        slowest = std::max(slowest, cpu_ms() - asked);
        REQUIRE_FALSE(hits.empty());
        std::size_t at = 0;
        while (at < std::min(looked_at, hits.size()) && !answers(question, hits[at])) ++at;
        if (at == 0) ++first;
        if (at < std::min(looked_at, hits.size())) {
            ++within;
        } else if (print_misses) {
            std::printf("  not found: %s -> %s\n", question.say.c_str(), hits[0].title.c_str());
        }
    }
    const auto count = static_cast<double>(questions.size());
    std::printf(
        "%s: %zu questions, %.1f %% first, %.1f %% within three, %.2f ms each (slowest %.2f)\n",
        name, questions.size(), 100 * static_cast<double>(first) / count,
        100 * static_cast<double>(within) / count, (cpu_ms() - began) / count, slowest);
}

}  // namespace

TEST_CASE("how often a question as it is said finds its answer") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    Library library = VALUE(Library::open(DataFolder(county.device()).cache()));
    print_rates(library, "questions_tuning", false);
    print_rates(library, "questions_kept_apart", true);
}
