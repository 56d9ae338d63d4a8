// What the parts of the canvas cost on a full screen, and what the compiler's vector
// instructions give: reading a frame, comparing it with the one before, painting all of it,
// painting a scroll step.

#include <ctime>

#include <algorithm>
#include <cstdio>

#include "kiosk/canvas/differ.h"
#include "kiosk/canvas/memory_presenter.h"
#include "kiosk/canvas/raster.h"
#include "tests/canvas/drawing.h"
#include "tests/canvas/plain_raster.h"
#include "tests/catch.h"

namespace {

using namespace hall::kiosk::canvas;
using namespace hall::kiosk::canvas::test;

constexpr Size size{1080, 1920};

double cpu_us() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

// The least of many runs: what the work takes when nobody else is in the way.
template <typename Work>
double least_us(int runs, Work work) {
    double least = 1e9;
    for (int run = 0; run < runs; ++run) {
        const double begun = cpu_us();
        work();
        least = std::min(least, cpu_us() - begun);
    }
    return least;
}

// In bands, as the presenters have it painted.
void paint_all(const DisplayList& list, const GlyphSheet& sheet, decltype(paint)* raster,
               std::vector<std::uint32_t>& band) {
    constexpr int rows = 121;
    band.resize(static_cast<std::size_t>(size.width) * rows);
    for (int y = 0; y < size.height; y += rows) {
        const Rect part{0, y, size.width, std::min(y + rows, size.height)};
        raster(list, sheet, {.pixels = band.data(), .stride = size.width, .area = part}, part);
    }
}

}  // namespace

TEST_CASE("what the parts of the canvas cost") {
    Drawing drawing(size);
    Page page(drawing);
    DisplayList before;
    DisplayList after;
    Differ differ;
    Damage damage;
    std::vector<std::uint32_t> band;
    const auto step = [&] {
        page.scroll += 9;
        after.build(page.frame(), size, Page::background, drawing.sheet());
    };
    page.scroll = 100;
    step();
    std::printf("canvas: %zu items\n", after.items().size());
    std::printf("canvas: read a frame %.0f us\n", least_us(300, [&] {
                    after.build(*ImGui::GetDrawData(), size, Page::background, drawing.sheet());
                }));
    std::printf("canvas: paint it all %.0f us, without vector instructions %.0f us\n",
                least_us(60, [&] { paint_all(after, drawing.sheet(), paint, band); }),
                least_us(60, [&] { paint_all(after, drawing.sheet(), paint_plainly, band); }));
    double compare_us = 1e9;
    double paint_us = 1e9;
    for (int run = 0; run < 200; ++run) {
        std::swap(before, after);
        step();
        compare_us =
            std::min(compare_us, least_us(1, [&] { differ.compare(before, after, damage); }));
        REQUIRE(damage.move.dy == -9);
        paint_us =
            std::min(paint_us, least_us(1, [&] {
                         for (const Rect& rect : damage.rects) {
                             band.resize(static_cast<std::size_t>(rect.area()));
                             paint(after, drawing.sheet(), {band.data(), rect.width(), rect}, rect);
                         }
                     }));
    }
    std::printf("canvas: a scroll step: compare %.0f us, paint %.0f us\n", compare_us, paint_us);
}
