#include "kiosk/input/key_queue.h"

#include <vector>

#include "tests/catch.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

std::vector<Key> keys_of(KeyQueue& queue) {
    std::vector<Key> keys;
    while (const auto stroke = queue.next()) keys.push_back(stroke->key);
    return keys;
}

}  // namespace

TEST_CASE("keys come out as they went in, one at a time") {
    KeyQueue queue;
    REQUIRE_FALSE(queue.pending());
    queue.press({Key::tab});
    queue.press({Key::digit, 7});
    REQUIRE(queue.pending());
    REQUIRE(queue.next() == KeyStroke{Key::tab});
    REQUIRE(queue.next() == KeyStroke{Key::digit, 7});
    REQUIRE_FALSE(queue.next());
}

TEST_CASE("a key held down moves on but chooses, goes back and types only once") {
    KeyQueue queue;
    for (const Key key : {Key::enter, Key::escape, Key::digit, Key::tab, Key::back_tab, Key::down,
                          Key::up, Key::left, Key::right}) {
        queue.press({key});
        queue.press({key}, true);
    }
    const std::vector<Key> keys = keys_of(queue);
    const std::vector<Key> wanted = {Key::enter, Key::escape,   Key::digit,    Key::tab,
                                     Key::tab,   Key::back_tab, Key::back_tab, Key::down,
                                     Key::down,  Key::up,       Key::up,       Key::left,
                                     Key::left,  Key::right,    Key::right};
    REQUIRE(keys == wanted);
}

TEST_CASE("somebody who leans on the keypad fills no memory, and the last keys count") {
    KeyQueue queue;
    for (int i = 0; i < 1000; ++i) queue.press({Key::digit, i % 10});
    int count = 0;
    int last = -1;
    while (const auto stroke = queue.next()) {
        ++count;
        last = stroke->digit;
    }
    REQUIRE(count == 64);
    REQUIRE(last == 9);
}

TEST_CASE("after the session no key is left") {
    KeyQueue queue;
    queue.press({Key::enter});
    queue.clear();
    REQUIRE_FALSE(queue.pending());
}
