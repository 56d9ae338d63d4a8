// A frame like the one before it asks the heap for nothing, on any screen: a kiosk stands for
// years.

#include <imgui.h>

#include <chrono>
#include <new>

#include "tests/canvas/counted_allocations.h"
#include "tests/catch.h"
#include "tests/screen/seated_kiosk.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

// ImGui asks malloc itself, which nobody counts.
void count_imgui() {
    ImGui::SetAllocatorFunctions([](std::size_t size, void*) { return ::operator new(size); },
                                 [](void* memory, void*) { ::operator delete(memory); });
}

double now_s() {
    using namespace std::chrono;
    return duration<double>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

TEST_CASE("an unchanged frame allocates nothing, on any screen of the demonstration county") {
    count_imgui();
    for (const canvas::Size size : {canvas::Size{1080, 1920}, canvas::Size{800, 480}}) {
        const TempFolder temp;
        canvas::MemoryPresenter presenter(size);
        PointerQueue pointer;
        SeatedKiosk kiosk(presenter, pointer);
        int screens = 0;
        std::string wasteful;
        const ScreenCamera camera = [&]() -> Result<Picture> {
            // What was put together for the frame that settled may still be dropped.
            TRY(kiosk.stage().frame(now_s()));
            const std::size_t before = canvas::test::allocations();
            const bool painted = TRY(kiosk.stage().frame(now_s()));
            const std::size_t count = canvas::test::allocations() - before;
            ++screens;
            if (count > 0 || painted) {
                wasteful.append("\n  picture ").append(std::to_string(screens)).append(": ");
                wasteful.append(std::to_string(count)).append(painted ? ", painted" : "");
            }
            return Picture{{1, 1}, {0}};
        };
        REQUIRE_OK(kiosk.tour(camera, temp.path()));
        INFO(size.width << "×" << size.height << wasteful);
        REQUIRE(screens > 30);
        REQUIRE(wasteful.empty());
    }
}
