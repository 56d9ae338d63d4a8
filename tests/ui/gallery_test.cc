#include "tests/ui/gallery.h"

#include <imgui.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

struct NamedView {
    const char* name;
    ui::Viewport view;
};
constexpr NamedView views[] = {{"upright", upright_viewport},
                               {"wide", wide_viewport},
                               {"small", small_viewport},
                               {"low", low_viewport}};

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
                    ui::ScreenAuditor auditor = screen.auditor();
                    for (const GalleryPage& page : gallery()) {
                        screen.show(page.draw);
                        screen.settle();
                        const auto findings = auditor.judge(screen.access());
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

namespace {

// How many pixels of a box have exactly this colour.
int pixels_of(const BenchScreen& screen, const std::vector<std::uint32_t>& pixels,
              const ui::Box& box, ui::Colour colour) {
    const int width = static_cast<int>(screen.screen().x1);
    int count = 0;
    for (int y = static_cast<int>(box.y0); y < static_cast<int>(box.y1); ++y) {
        for (int x = static_cast<int>(box.x0); x < static_cast<int>(box.x1); ++x) {
            const std::uint32_t pixel = pixels[static_cast<std::size_t>(y * width + x)];
            if ((pixel & 0xFFFFFF) == colour) ++count;
        }
    }
    return count;
}

bool wholly_seen(const ui::AccessNode& node) {
    return node.visible.width() >= node.box.width() && node.visible.height() >= node.box.height();
}

}  // namespace

TEST_CASE("the colours a widget records are those on the screen") {
    for (const char* theme : {"standard", "contrast"}) {
        for (const NamedView& named : views) {
            BenchScreen screen(named.view, theme);
            for (const GalleryPage& page : gallery()) {
                screen.show(page.draw);
                screen.settle();
                const std::vector<std::uint32_t> pixels = screen.pixels();
                for (const std::size_t i : screen.access().reading_order()) {
                    const ui::AccessNode& node = screen.access().nodes()[i];
                    if (node.role == ui::AccessRole::screen || !wholly_seen(node)) continue;
                    INFO(theme << " " << named.name << " " << page.name << " " << node.label);
                    if (node.text_mm > 0) {
                        REQUIRE(pixels_of(screen, pixels, node.box, node.ink) > 3);
                        REQUIRE(pixels_of(screen, pixels, node.box, node.paper) > 100);
                    }
                    if (node.edge != ui::no_edge) {
                        REQUIRE(pixels_of(screen, pixels, node.box, node.edge) > 30);
                    }
                }
            }
        }
    }
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
                        const std::string file = std::string(folder) + "/" + name;
                        std::ofstream(file + ".ppm", std::ios::binary) << screen.picture();
                        // And as it looks to who uses keys.
                        for (int i = 0; i < 3; ++i) screen.press(Key::tab);
                        std::ofstream(file + "-keys.ppm", std::ios::binary) << screen.picture();
                    }
                }
            }
        }
    }
}

}  // namespace hall::kiosk
