#include "kiosk/canvas/canvas.h"

#include <random>

#include "kiosk/canvas/memory_presenter.h"
#include "tests/canvas/counted_allocations.h"
#include "tests/canvas/drawing.h"
#include "tests/catch.h"

using namespace hall;

using namespace hall::kiosk;
using namespace hall::kiosk::canvas;
using namespace hall::kiosk::canvas::test;

namespace {

constexpr Size screen{450, 420};

CanvasFrame frame_of(Page& page, Drawing& drawing) {
    return {.drawn = page.frame(), .sheet = drawing.sheet(), .background = Page::background};
}

// A screen that fails, or loses a rectangle, when it is told to.
class MoodyPresenter final : public Presenter {
  public:
    Size size() const override { return memory.size(); }
    Result<void> resize(Size size) override { return memory.resize(size); }
    Result<void> present(const Damage& damage, const PaintFunction& paint) override {
        if (fails) return Error(Errc::unavailable, "the screen does not answer");
        return memory.present(damage, paint);
    }
    Result<void> take_lost(std::vector<Rect>& lost) override {
        for (const Rect& rect : to_lose) lost.push_back(rect);
        to_lose.clear();
        return {};
    }

    MemoryPresenter memory{screen};
    bool fails = false;
    std::vector<Rect> to_lose;
};

}  // namespace

TEST_CASE("the first frame paints everything, the same frame again nothing") {
    Drawing drawing(screen);
    Page page(drawing);
    Canvas canvas;
    MemoryPresenter memory(screen);
    REQUIRE(VALUE(canvas.show(frame_of(page, drawing), memory)));
    REQUIRE(canvas.damage().rects == std::vector<Rect>{whole(screen)});
    REQUIRE_FALSE(VALUE(canvas.show(frame_of(page, drawing), memory)));
    REQUIRE(canvas.damage().empty());
}

TEST_CASE("a frame that changes nothing allocates nothing") {
    Drawing drawing(screen);
    Page page(drawing);
    page.dialog = true;
    Canvas canvas;
    MemoryPresenter memory(screen);
    for (int warm_up = 0; warm_up < 3; ++warm_up) {
        REQUIRE_OK(canvas.show(frame_of(page, drawing), memory));
    }
    const ImDrawData& drawn = page.frame();
    std::size_t before = allocations();
    Result<bool> painted = canvas.show({drawn, drawing.sheet(), Page::background}, memory);
    REQUIRE(allocations() == before);
    REQUIRE_FALSE(VALUE(std::move(painted)));
}

TEST_CASE("a scrolled frame allocates nothing either, once scrolling was seen") {
    Drawing drawing(screen);
    Page page(drawing);
    page.scroll = 300;
    Canvas canvas;
    MemoryPresenter memory(screen);
    std::size_t during_show = 0;
    for (int step = 0; step < 200; ++step) {
        page.scroll += step % 2 == 0 ? 40 : -37;
        const ImDrawData& drawn = page.frame();
        std::size_t before = allocations();
        Result<bool> painted = canvas.show({drawn, drawing.sheet(), Page::background}, memory);
        if (step >= 150) during_show += allocations() - before;
        REQUIRE(VALUE(std::move(painted)));
        if (step > 0) REQUIRE_FALSE(canvas.damage().move.empty());
    }
    REQUIRE(during_show == 0);
}

TEST_CASE("what the screen lost is painted though the frame is the same") {
    Drawing drawing(screen);
    Page page(drawing);
    Canvas canvas;
    MoodyPresenter moody;
    REQUIRE(VALUE(canvas.show(frame_of(page, drawing), moody)));
    moody.to_lose = {{10, 20, 40, 50}};
    REQUIRE(VALUE(canvas.show(frame_of(page, drawing), moody)));
    REQUIRE(canvas.damage().rects == std::vector<Rect>{{10, 20, 40, 50}});
    REQUIRE_FALSE(VALUE(canvas.show(frame_of(page, drawing), moody)));
}

TEST_CASE("after a failure everything is painted anew") {
    Drawing drawing(screen);
    Page page(drawing);
    Canvas canvas;
    MoodyPresenter moody;
    REQUIRE_OK(canvas.show(frame_of(page, drawing), moody));
    moody.fails = true;
    page.pressed = 2;
    REQUIRE_ERROR(Errc::unavailable, canvas.show(frame_of(page, drawing), moody));
    moody.fails = false;
    REQUIRE(VALUE(canvas.show(frame_of(page, drawing), moody)));
    REQUIRE(canvas.damage().rects == std::vector<Rect>{whole(screen)});
}

TEST_CASE("a screen of another size is painted whole") {
    Drawing drawing(screen);
    Page page(drawing);
    Canvas canvas;
    MemoryPresenter memory(screen);
    REQUIRE_OK(canvas.show(frame_of(page, drawing), memory));
    REQUIRE_OK(memory.resize({420, 450}));
    drawing.resize({420, 450});
    REQUIRE(VALUE(canvas.show(frame_of(page, drawing), memory)));
    REQUIRE(canvas.damage().rects == std::vector<Rect>{{0, 0, 420, 450}});
}

TEST_CASE("another background repaints where nothing was drawn") {
    Drawing drawing({200, 100});
    Canvas canvas;
    MemoryPresenter memory({200, 100});
    auto show = [&](std::uint32_t background) {
        const ImDrawData& drawn = drawing.frame([](ImDrawList& list) {
            list.AddRectFilled(ImVec2(0, 0), ImVec2(100, 100), 0xFF000000);
        });
        return canvas.show({drawn, drawing.sheet(), background}, memory);
    };
    REQUIRE_OK(show(0xF7F2E8));
    REQUIRE(memory.at(150, 50) == 0xF7F2E8);
    REQUIRE(memory.at(50, 50) == 0);
    REQUIRE(VALUE(show(0xFFFFFF)));
    REQUIRE(memory.at(150, 50) == 0xFFFFFF);
}

TEST_CASE("a screenshot holds the pixels row after row") {
    Drawing drawing({64, 64});
    Canvas canvas;
    MemoryPresenter memory({64, 64});
    const ImDrawData& drawn = drawing.frame([](ImDrawList& list) {
        list.AddRectFilled(ImVec2(0, 0), ImVec2(1, 1), IM_COL32(0x11, 0x22, 0x33, 255));
    });
    REQUIRE_OK(canvas.show({drawn, drawing.sheet(), 0xA1B2C3}, memory));
    std::string file = memory.ppm();
    REQUIRE(file.starts_with("P6\n64 64\n255\n\x11\x22\x33\xA1\xB2\xC3"));
    REQUIRE(file.size() == 13 + 64 * 64 * 3);
}
