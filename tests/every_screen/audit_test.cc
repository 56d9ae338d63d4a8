// The audit over every screen: what an elder would stumble over, at every size of screen
// and text, in every theme and language. A finding fails the build.

#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>

#include "kiosk/app/picture_file.h"
#include "tests/every_screen/catalogue.h"
#include "tests/every_screen/screen_bench.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

constexpr const char* languages[] = {"zh-CN", "en"};
constexpr const char* themes[] = {"standard", "contrast"};
constexpr int pages_max = 400;

struct Count {
    std::size_t screens = 0;  // times a combination
    std::size_t pages = 0;
    std::string found;
};

// The screen and everything below its fold.
void audit(ScreenBench& bench, const NamedScreen& screen, Count& count) {
    INFO(bench.combination().name() << " " << screen.name);
    bench.show(screen.model);
    ++count.screens;
    for (int page = 1; page <= pages_max; ++page) {
        ++count.pages;
        for (const ui::Finding& finding : bench.audit()) {
            count.found += bench.combination().name() + " " + screen.name + " page " +
                           std::to_string(page) + ": " + finding.rule + " \"" + finding.label +
                           "\" " + finding.what + "\n";
        }
        if (!bench.page_down()) return;
    }
    count.found += screen.name + " has no end\n";
}

// Of one run: counts, says how many there were, and has no finding in the end.
class Audit {
  public:
    explicit Audit(const char* what) : what_(what) {}

    void add(const Combination& combination, const std::vector<NamedScreen>& screens) {
        ScreenBench bench(combination);
        for (const NamedScreen& screen : screens) audit(bench, screen, count_);
    }

    void end() const {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                            std::chrono::steady_clock::now() - begun_)
                            .count();
        std::cout << what_ << ": " << count_.screens << " screens, " << count_.pages
                  << " pages of them, " << ms << " ms" << std::endl;
        INFO(count_.found);
        REQUIRE(count_.found.empty());
    }

  private:
    const char* what_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    Count count_;
};

void audit_size(canvas::Size size) {
    Audit run("catalogue");
    DemoDevice board;
    for (const char* language : languages) {
        const ui::UiStrings strings = board.strings(language);
        const std::vector<NamedScreen> screens = catalogue(board, strings);
        for (const char* theme : themes) {
            for (int step = 0; step < 3; ++step) run.add({size, theme, language, step}, screens);
        }
    }
    run.end();
}

// In the standard theme and in Chinese.
void audit_every_size(const char* what, const std::vector<NamedScreen>& screens, bool low) {
    Audit run(what);
    for (const canvas::Size size : {upright_screen, wide_screen, small_screen}) {
        for (int step = 0; step < 3; ++step) {
            run.add({size, "standard", "zh-CN", step, low}, screens);
        }
    }
    run.end();
}

}  // namespace

TEST_CASE("no screen of the upright panel has a finding") {
    audit_size(upright_screen);
}

TEST_CASE("no screen of the ten-inch panel has a finding") {
    audit_size(wide_screen);
}

TEST_CASE("no screen of the seven-inch panel has a finding") {
    audit_size(small_screen);
}

// 停 in its place and how to speak above the content, whatever stands there. The voice is as slow
// as it can be, so that one of its buttons is off.
TEST_CASE("no screen has a finding while it is read aloud") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    std::vector<NamedScreen> screens = catalogue(board, strings);
    for (NamedScreen& screen : screens) {
        screen.model.speech.available = true;
        screen.model.speech.open = true;
        screen.model.speech.speed_step = 0;
    }
    audit_every_size("read aloud", screens, false);
}

// Everything to tap within reach from a wheelchair, at every size of text.
TEST_CASE("no screen has a finding in the low layout") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    audit_every_size("low layout", catalogue(board, strings), true);
}

TEST_CASE("no document of the demonstration county has a finding at any size") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    audit_every_size("documents", every_document(board, strings), false);
}

// A catalogue without the screens could have no findings.
TEST_CASE("the catalogue has every kind of screen and every board") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    const std::vector<NamedScreen> screens = catalogue(board, strings);
    std::array<std::size_t, std::variant_size_v<ScreenModel>> kinds{};
    std::set<std::string> names;
    for (const NamedScreen& screen : screens) {
        ++kinds[screen.model.top().index()];
        REQUIRE(names.insert(screen.name).second);
    }
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        INFO("kind " << kind);
        REQUIRE(kinds[kind] > 0);
    }
    REQUIRE(screens.size() > 200);
}

// Not a test: writes pictures of the catalogue into $HALL_PICTURES, to be looked at.
// $HALL_PICTURES_ONLY: a part of the name; $HALL_PICTURES_AS: "1280x800 standard zh-CN 150%".
TEST_CASE("pictures of the catalogue", "[.pictures]") {
    const char* folder = std::getenv("HALL_PICTURES");
    REQUIRE(folder != nullptr);
    const char* only = std::getenv("HALL_PICTURES_ONLY");
    const char* as = std::getenv("HALL_PICTURES_AS");
    DemoDevice board;
    for (const char* language : languages) {
        const ui::UiStrings strings = board.strings(language);
        const std::vector<NamedScreen> screens = catalogue(board, strings);
        for (const char* theme : themes) {
            for (const canvas::Size size : {upright_screen, wide_screen, small_screen}) {
                for (int step = 0; step < 3; ++step) {
                    const Combination combination{size, theme, language, step};
                    if (as != nullptr && combination.name() != as) continue;
                    ScreenBench bench(combination);
                    for (const NamedScreen& screen : screens) {
                        if (only != nullptr && screen.name.find(only) == std::string::npos)
                            continue;
                        bench.show(screen.model);
                        int page = 0;
                        do {
                            const canvas::MemoryPresenter picture = bench.picture();
                            REQUIRE_OK(write_png(std::string(folder) + "/" + screen.name + "-" +
                                                     std::to_string(++page) + ".png",
                                                 size, picture.pixels()));
                        } while (page < 6 && bench.page_down());
                    }
                }
            }
        }
    }
}
