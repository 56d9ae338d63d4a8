#include "tests/ui/gallery.h"

#include <imgui.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "tests/ui/bench_screen.h"

namespace hall {

namespace {

struct NamedView {
    const char* name;
    ui::View view;
};
constexpr NamedView views[] = {
    {"upright", upright_view}, {"wide", wide_view}, {"small", small_view}};

std::string step_name(float step) {
    return step == 1 ? "100" : step == 1.5F ? "150" : "200";
}

std::string name_of(const char* theme, const char* language, const NamedView& view, float step,
                    const GalleryPage& page) {
    return std::string(theme) + "-" + language + "-" + view.name + "-" + step_name(step) + "-" +
           std::string(page.name);
}

}  // namespace

TEST_CASE("every widget passes the audit at every size, text step, theme and language") {
    std::string found;
    for (const char* theme : {"standard", "contrast"}) {
        for (const char* language : {"zh-CN", "en"}) {
            for (const NamedView& named : views) {
                BenchScreen screen(named.view, theme, language);
                for (const float step : {1.F, 1.5F, 2.F}) {
                    screen.view().text_scale = step;
                    for (const GalleryPage& page : gallery()) {
                        screen.show(page.draw);
                        screen.settle();
                        const auto findings = screen.audit();
                        if (findings.empty()) continue;
                        found +=
                            name_of(theme, language, named, step, page) + "\n" + text_of(findings);
                    }
                }
            }
        }
    }
    INFO(found);
    REQUIRE(found.empty());
}

// Not a test: prints what a frame of each page costs in CPU time, as it is laid out first
// and as it is drawn again unchanged, canvas included.
TEST_CASE("cost of the gallery", "[.cost]") {
    const auto cpu_ms = [] {
        std::timespec now{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    };
    constexpr int frames = 200;
    for (const NamedView& named : views) {
        BenchScreen screen(named.view);
        canvas::MemoryPresenter presenter({named.view.width_px, named.view.height_px});
        canvas::Canvas canvas;
        double first_sum = 0;
        double again_sum = 0;
        for (const GalleryPage& page : gallery()) {
            screen.show(page.draw);
            const double start = cpu_ms();
            screen.settle();
            const double laid_out = cpu_ms();
            for (int i = 0; i < frames; ++i) {
                screen.frame();
                VALUE(canvas.show({.drawn = *ImGui::GetDrawData(), .sheet = screen.ui().sheet()},
                                  presenter));
            }
            const double again = (cpu_ms() - laid_out) / frames;
            std::printf("%-8s %-16s first %6.2f ms  unchanged %6.3f ms\n", named.name,
                        std::string(page.name).c_str(), laid_out - start, again);
            first_sum += laid_out - start;
            again_sum += again;
        }
        std::printf("%-8s %-16s first %6.2f ms  unchanged %6.3f ms\n", named.name, "sum", first_sum,
                    again_sum);
    }
}

// Not a test: writes pictures of the gallery into $HALL_GALLERY, to be looked at.
TEST_CASE("pictures of the gallery", "[.pictures]") {
    const char* folder = std::getenv("HALL_GALLERY");
    REQUIRE(folder != nullptr);
    const char* only = std::getenv("HALL_GALLERY_ONLY");
    for (const char* theme : {"standard", "contrast"}) {
        for (const char* language : {"zh-CN", "en"}) {
            for (const NamedView& named : views) {
                BenchScreen screen(named.view, theme, language);
                for (const float step : {1.F, 1.5F, 2.F}) {
                    screen.view().text_scale = step;
                    for (const GalleryPage& page : gallery()) {
                        const std::string name = name_of(theme, language, named, step, page);
                        if (only != nullptr && name.find(only) == std::string::npos) continue;
                        screen.show(page.draw);
                        screen.settle();
                        std::ofstream(std::string(folder) + "/" + name + ".ppm", std::ios::binary)
                            << screen.picture();
                    }
                }
            }
        }
    }
}

}  // namespace hall
