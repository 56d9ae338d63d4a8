#include "kiosk/input/pointer_queue.h"

#include <vector>

#include "tests/catch.h"

using hall::kiosk::PointerQueue;
using hall::kiosk::PointerSample;

namespace {

struct Tap {
    float pressed_x = 0;
    float released_x = 0;
};

// What a widget sees: one sample a frame, a tap from each press and its release.
std::vector<Tap> taps_seen(PointerQueue& queue) {
    std::vector<Tap> taps;
    bool down = false;
    float pressed_x = 0;
    do {
        PointerSample sample = queue.next();
        if (sample.down && !down) pressed_x = sample.x;
        if (!sample.down && down) taps.push_back({pressed_x, sample.x});
        down = sample.down;
    } while (queue.pending());
    return taps;
}

}  // namespace

TEST_CASE("forty fast taps on A then B all arrive at their own places") {
    PointerQueue queue;
    for (int i = 0; i < 40; ++i) {
        float x = i % 2 == 0 ? 100.0F : 900.0F;
        queue.move(x, 50);
        queue.press(x, 50);
        queue.release(x, 50);
    }
    std::vector<Tap> taps = taps_seen(queue);
    REQUIRE(taps.size() == 40);
    for (std::size_t i = 0; i < taps.size(); ++i) {
        float x = i % 2 == 0 ? 100.0F : 900.0F;
        REQUIRE(taps[i].pressed_x == x);
        REQUIRE(taps[i].released_x == x);
    }
}

TEST_CASE("moves are merged, but never across a press or a release") {
    PointerQueue queue;
    queue.move(1, 1);
    queue.move(2, 2);
    queue.press(2, 2);
    queue.move(3, 3);
    queue.move(4, 4);
    queue.release(5, 5);
    queue.move(6, 6);

    PointerSample sample = queue.next();
    REQUIRE((sample.x == 2 && !sample.down));
    sample = queue.next();
    REQUIRE((sample.x == 2 && sample.down));
    sample = queue.next();
    REQUIRE((sample.x == 4 && sample.down));
    REQUIRE(queue.pending());
    sample = queue.next();
    REQUIRE((sample.x == 5 && !sample.down));
    REQUIRE_FALSE(queue.pending());
    sample = queue.next();
    REQUIRE((sample.x == 6 && !sample.down));
    REQUIRE(queue.next().x == 6);
}

TEST_CASE("before any finger was seen it is far outside the screen") {
    PointerQueue queue;
    REQUIRE(queue.next().x < -1e5F);
    REQUIRE_FALSE(queue.next().down);
    REQUIRE_FALSE(queue.pending());
}

TEST_CASE("a flood of moves and taps keeps the newest taps whole and in order") {
    PointerQueue queue;
    for (int i = 0; i < 1000; ++i) {
        auto x = static_cast<float>(i);
        queue.move(x, 0);
        queue.press(x, 0);
        queue.move(x, 1);
        queue.release(x, 2);
    }
    std::vector<Tap> taps = taps_seen(queue);
    REQUIRE(taps.size() >= 100);
    REQUIRE(taps.back().released_x == 999);
    for (std::size_t i = 0; i < taps.size(); ++i) {
        REQUIRE(taps[i].pressed_x == taps[i].released_x);
        if (i > 0) REQUIRE(taps[i].pressed_x == taps[i - 1].pressed_x + 1);
    }
}

TEST_CASE("a press repeated without a release is one press") {
    PointerQueue queue;
    queue.press(1, 1);
    queue.press(2, 2);
    queue.release(3, 3);
    queue.release(4, 4);
    REQUIRE(taps_seen(queue).size() == 1);
}

TEST_CASE("a cleared queue has forgotten the finger, and its late release taps nothing") {
    PointerQueue queue;
    queue.press(1, 1);
    REQUIRE(queue.next().down);
    queue.clear();
    REQUIRE_FALSE(queue.next().down);
    queue.release(1, 1);
    REQUIRE_FALSE(queue.pending());
    REQUIRE(taps_seen(queue).empty());
}
