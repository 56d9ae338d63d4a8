// Every fuzz entry without libFuzzer: over its seeds, over what once crashed it, and over
// some thousand inputs made of both. A promise that is broken ends the program, as in
// production, and what Catch2 then prints names the input.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "sync/core/encoding.h"
#include "tests/catch.h"
#include "tests/fuzz/entry.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/seeds.h"

using namespace hall;

namespace {

namespace fs = std::filesystem;

const fs::path crash_folder = fs::path(HALL_SOURCE_DIR) / "tests/fuzz/crashes";

void run(const fuzz::Entry& entry, const std::string& input) {
    constexpr std::size_t shown_bytes_max = 6000;
    INFO(entry.name << ", input in base64: "
                    << base64_of(std::string_view(input).substr(0, shown_bytes_max)));
    REQUIRE(entry.run(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()) == 0);
}

// What once crashed the entry, sorted by file.
std::vector<std::string> crashes_of(const std::string& entry) {
    std::vector<std::string> crashes;
    if (!fs::exists(crash_folder / entry)) return crashes;
    std::set<fs::path> files;
    for (const auto& file : fs::directory_iterator(crash_folder / entry)) files.insert(file.path());
    for (const fs::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        std::stringstream bytes;
        bytes << in.rdbuf();
        crashes.push_back(bytes.str());
    }
    return crashes;
}

std::uint64_t number_in(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_CASE("every entry has seeds, the same each time, and holds for them") {
    REQUIRE(fuzz::entries().size() >= 20);
    for (const fuzz::Entry& entry : fuzz::entries()) {
        const std::vector<std::string> seeds = fuzz::seeds_of(entry.name);
        INFO(entry.name);
        REQUIRE_FALSE(seeds.empty());
        REQUIRE(seeds == fuzz::seeds_of(entry.name));
        for (const std::string& seed : seeds) run(entry, seed);
    }
    REQUIRE(fuzz::seeds_of("no entry").empty());
}

TEST_CASE("what once crashed an entry does so no more") {
    std::set<std::string> names;
    for (const fuzz::Entry& entry : fuzz::entries()) {
        names.insert(entry.name);
        for (const std::string& crash : crashes_of(entry.name)) run(entry, crash);
    }
    // A folder of another name would never be read.
    if (!fs::exists(crash_folder)) return;
    for (const auto& folder : fs::directory_iterator(crash_folder)) {
        INFO(folder.path());
        REQUIRE(names.count(folder.path().filename().string()) == 1);
    }
}

TEST_CASE("every entry holds for what is made of its seeds") {
    constexpr std::size_t bytes_max = 4 << 20;  // of one entry's inputs: large seeds are slow
    const std::uint64_t seed = number_in("HALL_FUZZ_SEED", 1);
    const std::uint64_t inputs_max = number_in("HALL_FUZZ_INPUTS", 2000);
    std::cout << "fuzz: HALL_FUZZ_SEED=" << seed << " HALL_FUZZ_INPUTS=" << inputs_max << std::endl;
    for (const fuzz::Entry& entry : fuzz::entries()) {
        std::vector<std::string> inputs = fuzz::seeds_of(entry.name);
        for (std::string& crash : crashes_of(entry.name)) inputs.push_back(std::move(crash));
        fuzz::Mutation mutation(seed);
        std::size_t bytes = 0;
        for (std::uint64_t i = 0; i < inputs_max && bytes < bytes_max; ++i) {
            const std::string input = mutation.next(inputs);
            bytes += input.size();
            run(entry, input);
        }
    }
}

TEST_CASE("the same number makes the same inputs, another makes others") {
    const std::vector<std::string> inputs = fuzz::seeds_of("event");
    fuzz::Mutation one(7);
    fuzz::Mutation same(7);
    fuzz::Mutation other(8);
    std::size_t alike = 0;
    for (int i = 0; i < 100; ++i) {
        const std::string made = one.next(inputs);
        REQUIRE(made == same.next(inputs));
        alike += made == other.next(inputs);
    }
    REQUIRE(alike < 50);
}
