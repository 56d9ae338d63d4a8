// Writes the seeds of entries into a folder each, for libFuzzer.
//
// usage: fuzz_seeds FOLDER ENTRY…

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/fuzz/seeds.h"

int main(int argc, char** argv) {
    for (int i = 2; i < argc; ++i) {
        const std::vector<std::string> seeds = hall::fuzz::seeds_of(argv[i]);
        if (seeds.empty()) {
            std::fprintf(stderr, "fuzz_seeds: no seeds for %s\n", argv[i]);
            return 1;
        }
        const std::filesystem::path folder = std::filesystem::path(argv[1]) / argv[i];
        std::filesystem::create_directories(folder);
        for (std::size_t number = 0; number < seeds.size(); ++number) {
            const std::string name = "seed-" + std::to_string(number);
            std::ofstream file(folder / name, std::ios::binary);
            file << seeds[number];
            if (!file.flush()) return 1;
        }
    }
    return 0;
}
