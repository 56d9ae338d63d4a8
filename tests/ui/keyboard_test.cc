#include "kiosk/ui/widgets/keyboard.h"

#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

// Types into nothing: keeps what the keys said.
struct Typing {
    KeyboardKind kind = KeyboardKind::digits;
    bool done_enabled = true;
    std::string typed;
    int erased = 0;
    int cleared = 0;
    int done = 0;
    float foot = 0;

    void draw(ui::Frame& frame) {
        ui::screen_frame(frame, {.title = "试验", .first = "返回", .second = "首页"});
        ui::begin_scroll(frame, "typing", room_for_keyboard(frame, kind));
        ui::field(frame, {.label = "号码", .value = typed, .focused = true});
        ui::end_scroll(frame);
        const auto press = keyboard(frame, kind, done_enabled);
        foot = frame.flow().y;
        if (!press) return;
        if (press->character != 0) typed += press->character;
        erased += press->erase;
        cleared += press->clear;
        done += press->done;
    }
};

constexpr ui::Viewport views[] = {upright_viewport, wide_viewport, small_viewport, low_viewport};
constexpr KeyboardKind kinds[] = {KeyboardKind::digits, KeyboardKind::decimal,
                                  KeyboardKind::id_number, KeyboardKind::letters};

std::string_view characters_of(KeyboardKind kind) {
    switch (kind) {
        case KeyboardKind::decimal:
            return "0123456789.";
        case KeyboardKind::id_number:
            return "0123456789X";
        case KeyboardKind::letters:
            return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        default:
            return "0123456789";
    }
}

// Taps a key, turning pages until it is there.
bool type(BenchScreen& screen, std::string_view key) {
    for (int page = 0; page < 5; ++page) {
        if (screen.tap(key)) return true;
        if (!screen.tap("还有")) return false;
    }
    return false;
}

}  // namespace

TEST_CASE("every character of every keyboard can be typed on every screen") {
    for (const ui::Viewport& view : views) {
        for (const float step : {1.F, 2.F}) {
            for (const KeyboardKind kind : kinds) {
                BenchScreen screen(view);
                screen.view().text_scale = step;
                Typing typing{.kind = kind};
                screen.show([&](ui::Frame& frame) { typing.draw(frame); });
                screen.settle();
                for (const char c : characters_of(kind)) {
                    INFO(c);
                    REQUIRE(type(screen, std::string_view(&c, 1)));
                }
                REQUIRE(typing.typed == characters_of(kind));
                REQUIRE(type(screen, "删字"));
                REQUIRE(type(screen, "重写"));
                REQUIRE(type(screen, "写好了"));
                REQUIRE(typing.erased == 1);
                REQUIRE(typing.cleared == 1);
                REQUIRE(typing.done == 1);
                REQUIRE(text_of(screen.audit()) == "");
            }
        }
    }
}

TEST_CASE("digits need no turning of pages") {
    for (const ui::Viewport& view : views) {
        for (const KeyboardKind kind :
             {KeyboardKind::digits, KeyboardKind::decimal, KeyboardKind::id_number}) {
            BenchScreen screen(view);
            Typing typing{.kind = kind};
            screen.show([&](ui::Frame& frame) { typing.draw(frame); });
            screen.settle();
            REQUIRE_FALSE(screen.access().tappable("还有"));
        }
    }
}

TEST_CASE("the words stay in their places when the page turns") {
    BenchScreen screen(small_viewport);
    Typing typing{.kind = KeyboardKind::letters};
    screen.show([&](ui::Frame& frame) { typing.draw(frame); });
    screen.settle();
    const auto erase = screen.access().tappable("删字");
    const auto done = screen.access().tappable("写好了");
    REQUIRE(screen.tap("还有"));
    REQUIRE(screen.access().tappable("删字")->box.x0 == erase->box.x0);
    REQUIRE(screen.access().tappable("删字")->box.y0 == erase->box.y0);
    REQUIRE(screen.access().tappable("写好了")->box.x0 == done->box.x0);
}

TEST_CASE("the key that turns the page says which characters it finds") {
    BenchScreen screen(small_viewport);
    Typing typing{.kind = KeyboardKind::letters};
    screen.show([&](ui::Frame& frame) { typing.draw(frame); });
    screen.settle();
    const std::string all = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const auto on_page = [&] {
        std::string found;
        for (const char c : all) {
            if (screen.access().tappable(std::string_view(&c, 1))) found += c;
        }
        return found;
    };
    std::string before = on_page();
    std::string seen = before;
    while (seen.size() < all.size()) {
        const std::string first(1, all[seen.size()]);
        const ui::AccessNode more = *screen.access().tappable("还有");
        const std::string label(more.label);
        REQUIRE(screen.tap(label));
        before = on_page();
        seen += before;
        // To the last of all: who looks for a K must not be told "A到J".
        REQUIRE(label == "还有" + first + "到Z");
    }
    REQUIRE(screen.tap("还有数字"));
    REQUIRE(screen.access().tappable("1"));
}

TEST_CASE("what is typed into stays in sight above the keys") {
    for (const ui::Viewport& view : views) {
        BenchScreen screen(view);
        Typing typing{.kind = KeyboardKind::letters};
        screen.show([&](ui::Frame& frame) { typing.draw(frame); });
        screen.settle();
        const auto field = screen.access().tappable("号码");
        REQUIRE(field);
        REQUIRE(field->visible.height() >= field->box.height() - 1);
        const auto key = screen.access().tappable("1");
        REQUIRE(field->visible.y1 <= key->box.y0);
    }
}

TEST_CASE("done is off until there is something") {
    BenchScreen screen;
    Typing typing{.done_enabled = false};
    screen.show([&](ui::Frame& frame) { typing.draw(frame); });
    screen.settle();
    REQUIRE_FALSE(screen.tap("写好了"));
    typing.done_enabled = true;
    screen.settle();
    REQUIRE(screen.tap("写好了"));
}

}  // namespace hall::kiosk
