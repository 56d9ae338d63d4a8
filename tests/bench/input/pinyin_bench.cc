// Pinyin: how often the first candidate is what was meant, over phrases of village life typed
// rightly, and with sounds taken for others as in Sichuan; and what a key costs.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "kiosk/input/pinyin/libpinyin_words.h"
#include "kiosk/input/pinyin/pinyin_engine.h"
#include "kiosk/input/pinyin/village_phrases.h"
#include "sync/core/pinyin_readings.h"
#include "tests/catch.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Phrase {
    std::string text;
    std::string spelling;
};

const Path source = HALL_SOURCE_DIR;

std::vector<Phrase> phrases_of(const char* file) {
    std::vector<Phrase> phrases;
    std::ifstream lines(source / "tests/bench/input" / file);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t tab = line.find('\t');
        if (line.starts_with('#') || tab == std::string::npos) continue;
        phrases.push_back({.text = line.substr(0, tab), .spelling = line.substr(tab + 1)});
    }
    return phrases;
}

// PSS of this process in KiB.
long memory() {
    std::ifstream lines("/proc/self/smaps_rollup");
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("Pss:")) return std::stol(line.substr(4));
    }
    return 0;
}

std::string joined(const std::string& spelling) {
    std::string letters = spelling;
    std::erase(letters, '\'');
    return letters;
}

// The phrase with one syllable in `each` on average (at least one that can be) said as another.
std::string with_wrong_sounds(const std::string& spelling, std::mt19937& random, int each) {
    std::vector<SyllableId> syllables = *syllable_ids(spelling);
    std::string typed;
    std::vector<std::size_t> can;
    for (std::size_t i = 0; i < syllables.size(); ++i) {
        if (meant_by(syllables[i]).size() > 1) can.push_back(i);
    }
    std::set<std::size_t> wrong;
    if (!can.empty()) wrong.insert(can[random() % can.size()]);
    for (const std::size_t i : can) {
        if (random() % static_cast<unsigned>(each) == 0) wrong.insert(i);
    }
    for (std::size_t i = 0; i < syllables.size(); ++i) {
        std::vector<MeantSyllable> meant;
        for (const MeantSyllable& other : meant_by(syllables[i])) {
            if (other.changes < 2) meant.push_back(other);
        }
        const std::size_t which = wrong.contains(i) ? 1 + random() % (meant.size() - 1) : 0;
        typed.append(pinyin_syllables()[meant[which].id]);
    }
    return typed;
}

struct Rates {
    std::size_t first = 0;
    std::size_t three = 0;
    std::size_t ten = 0;
};

// Types each phrase key by key.
Rates type_all(PinyinEngine& engine, const std::vector<Phrase>& wanted,
               const std::vector<std::string>& typed, std::vector<double>& key_ms, bool tell) {
    Rates rates;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        engine.clear();
        for (const char key : typed[i]) {
            const Clock::time_point start = Clock::now();
            engine.feed_key(static_cast<unsigned char>(key));
            key_ms.push_back(ms_since(start));
        }
        const std::vector<std::string>& candidates = engine.composition().candidates;
        const auto place = static_cast<std::size_t>(std::ranges::find(candidates, wanted[i].text) -
                                                    candidates.begin());
        rates.first += place < 1;
        rates.three += place < 3;
        rates.ten += place < 10;
        if (place > 0 && tell)
            std::printf("    %s  %s  first: %s\n", wanted[i].text.c_str(), typed[i].c_str(),
                        candidates.empty() ? "-" : candidates[0].c_str());
    }
    engine.clear();
    return rates;
}

void print(const char* what, const Rates& rates, std::size_t all) {
    const double part = 100.0 / static_cast<double>(all);
    std::printf("  %-34s first %5.1f %%  within three %5.1f %%  within ten %5.1f %%\n", what,
                part * static_cast<double>(rates.first), part * static_cast<double>(rates.three),
                part * static_cast<double>(rates.ten));
}

void measure(PinyinEngine& engine, const char* file, const std::set<std::string>& listed,
             std::vector<double>& key_ms) {
    const std::vector<Phrase> phrases = phrases_of(file);
    REQUIRE(phrases.size() >= 100);
    std::vector<std::string> right;
    std::vector<std::string> wrong;
    std::mt19937 random(20231);
    std::size_t in_list = 0;
    for (const Phrase& phrase : phrases) {
        right.push_back(joined(phrase.spelling));
        wrong.push_back(with_wrong_sounds(phrase.spelling, random, 6));
        in_list += listed.contains(phrase.text);
    }
    std::printf("%s: %zu phrases, %zu of them in the list\n", file, phrases.size(), in_list);
    const bool tell = std::getenv("HALL_BENCH_MISSES") != nullptr;
    print("typed rightly", type_all(engine, phrases, right, key_ms, tell), phrases.size());
    print("with wrong sounds (seed 20231)", type_all(engine, phrases, wrong, key_ms, tell),
          phrases.size());
}

}  // namespace

TEST_CASE("pinyin of village phrases") {
    const long before = memory();
    const Clock::time_point start = Clock::now();
    DiskFiles files;
    const Path list = source / "assets/input/village_phrases.txt";
    const auto lexicon =
        VALUE(load_lexicon(files, libpinyin_data_folder(), source / "assets/input"));
    const double load_ms = ms_since(start);
    PinyinEngine engine(lexicon);

    std::set<std::string> listed;
    for (const VillagePhrase& phrase :
         VALUE(read_village_phrases(VALUE(files.read(list, 1 << 20)))))
        listed.insert(phrase.text);
    std::printf("lexicon: %zu words, %zu phrases of the village, %.0f ms, %+ld KiB\n",
                lexicon->size(), listed.size(), load_ms, memory() - before);

    // What nobody means to type must not stop the screen either.
    for (const char* run : {"x", "zh", "s", "xmtxb", "a", "l"}) {
        engine.clear();
        double most = 0;
        for (int i = 0; i < 60; ++i) {
            for (const char* key = run; *key != '\0'; ++key) {
                const Clock::time_point pressed = Clock::now();
                engine.feed_key(static_cast<unsigned char>(*key));
                most = std::max(most, ms_since(pressed));
            }
        }
        std::printf("  sixty letters of \"%s\": the slowest key %.1f ms\n", run, most);
    }

    std::vector<double> key_ms;
    measure(engine, "village_phrases_test.tsv", listed, key_ms);
    measure(engine, "village_phrases_held_out.tsv", listed, key_ms);
    std::ranges::sort(key_ms);
    std::printf("  a key: p50 %.2f ms  p99 %.2f ms  most %.2f ms (%zu keys)\n",
                key_ms[key_ms.size() / 2], key_ms[key_ms.size() * 99 / 100], key_ms.back(),
                key_ms.size());
}
