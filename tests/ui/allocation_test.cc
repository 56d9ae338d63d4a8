// Counts what the program asks of the heap: an unchanged frame must ask for nothing, or a
// kiosk that stands for years wears its memory into pieces.

#include <imgui.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <new>

#include "kiosk/ui/widgets/keyboard.h"
#include "tests/ui/bench_screen.h"
#include "tests/ui/gallery.h"

namespace {

std::atomic<long> allocations = 0;

void* counted(std::size_t size) {
    ++allocations;
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace hall::kiosk {

namespace {

// ImGui asks malloc itself.
struct CountImGui {
    CountImGui() {
        ImGui::SetAllocatorFunctions(
            [](std::size_t size, void*) {
                ++allocations;
                return std::malloc(size);
            },
            [](void* memory, void*) { std::free(memory); });
    }
};

long allocations_of_a_frame(BenchScreen& screen) {
    screen.settle();
    screen.frame();
    const long before = allocations;
    screen.frame();
    return allocations - before;
}

}  // namespace

TEST_CASE("the counter of allocations counts") {
    const long before = allocations;
    const auto text = std::make_unique<std::string>(100, 'x');
    REQUIRE(allocations == before + 2);
    REQUIRE(text->size() == 100);
}

TEST_CASE("an unchanged frame allocates nothing") {
    const CountImGui counting;
    for (const ui::Viewport& view : {upright_viewport, wide_viewport, small_viewport}) {
        BenchScreen screen(view);
        for (const GalleryPage& page : gallery()) {
            // These put their rows together anew in each frame, which is the page's doing.
            if (page.name == "table" || page.name == "wide_table") continue;
            screen.show(page.draw);
            INFO(page.name);
            REQUIRE(allocations_of_a_frame(screen) == 0);
        }
    }
}

TEST_CASE("an unchanged table allocates nothing") {
    const CountImGui counting;
    BenchScreen screen;
    const std::vector<std::string> cells = {"张某某", "5106**********1234", "1,234.56"};
    const std::vector<ui::TableViewRow> rows(1200, ui::TableViewRow{cells, "一处承包地"});
    const std::array<ui::TableViewColumn, 3> columns = {
        {{"户主"}, {"身份证号"}, {"金额（元）", true}}};
    screen.show([&](ui::Frame& frame) {
        ui::screen_frame(frame, {.title = "补贴", .subtitle = "滴水村"});
        ui::begin_scroll(frame, "rows");
        ui::table(frame, {.id = "t", .columns = columns, .rows = rows});
        ui::end_scroll(frame);
    });
    REQUIRE(allocations_of_a_frame(screen) == 0);
}

}  // namespace hall::kiosk
