#include "kiosk/ui/widgets/input_panel.h"

#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

// Writes into nothing: keeps what the panel said, and the composition as a model would.
struct Writing {
    Composition composition;
    bool handwriting = true;
    std::string typed;
    std::string letters;
    std::vector<PanelPress> presses;

    void draw(ui::Frame& frame) {
        ui::screen_frame(frame, {.title = "试验", .first = "返回", .second = "首页"});
        ui::begin_scroll(frame, "writing", room_for_input_panel(frame));
        ui::field(frame, {.label = "姓名", .value = typed, .focused = true});
        ui::end_scroll(frame);
        std::optional<PanelPress> press = input_panel(frame, {composition, handwriting});
        if (!press) return;
        if (press->mode) composition = {.mode = *press->mode};
        if (press->character != 0) typed += press->character;
        if (press->letter != 0) letters += press->letter;
        if (press->page) composition.page = *press->page;
        if (press->candidate || press->give_up) composition = {.mode = composition.mode};
        if (press->ink) composition.stroke_count = press->ink->strokes().size();
        presses.push_back(std::move(*press));
    }

    // All that was said so far is forgotten.
    PanelPress last() {
        REQUIRE_FALSE(presses.empty());
        return std::exchange(presses, {}).back();
    }
};

constexpr ui::Viewport views[] = {upright_viewport, wide_viewport, small_viewport, low_viewport};

// A screen with the panel on it.
struct PanelBench {
    explicit PanelBench(ui::Viewport view, InputMode mode) : screen(view) {
        writing.composition.mode = mode;
        screen.show([this](ui::Frame& frame) { writing.draw(frame); });
        screen.settle();
    }

    bool type(std::string_view key) {
        for (int page = 0; page < 6; ++page) {
            if (screen.tap(key)) return true;
            if (!screen.tap("还有")) return false;
        }
        return false;
    }

    ui::Box square() const {
        for (const ui::AccessNode& node : screen.access().nodes()) {
            if (node.role == ui::AccessRole::picture && node.label == "在这里写字") return node.box;
        }
        return {};
    }

    // From one corner of the square towards another, in shares of it.
    void stroke(float x0, float y0, float x1, float y1) {
        const ui::Box box = square();
        const auto at = [&](float x, float y) {
            screen.drag(box.x0 + x * box.width(), box.y0 + y * box.height());
        };
        at(x0, y0);
        for (int i = 1; i <= 8; ++i) {
            const float share = static_cast<float>(i) / 8;
            at(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share);
        }
        screen.release();
    }

    BenchScreen screen;
    Writing writing;
};

Composition with_candidates() {
    Composition composition{.mode = InputMode::pinyin, .pinyin = "shuidao"};
    composition.candidates = {"水稻", "水到", "睡到", "水道", "税", "水", "睡", "谁", "说",
                              "岁",   "碎",   "随",   "虽",   "遂", "隧", "髓", "穗", "祟"};
    composition.rare_from = 14;
    return composition;
}

}  // namespace

TEST_CASE("every key of the input panel can be pressed on every screen, whatever it writes with") {
    for (const ui::Viewport& view : views) {
        for (const float step : {1.F, 2.F}) {
            INFO(view.width_px << "x" << view.height_px << " " << step);
            PanelBench bench(view, InputMode::digits_and_letters);
            bench.screen.view().text_scale = step;
            bench.screen.settle();
            REQUIRE(text_of(bench.screen.audit()) == "");
            const std::string all = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ";
            for (const char c : all) REQUIRE(bench.type({&c, 1}));
            REQUIRE(bench.writing.typed == all);
            REQUIRE(bench.screen.tap("删字"));
            REQUIRE(bench.writing.last().erase);
            REQUIRE(bench.screen.tap("重写"));
            REQUIRE(bench.writing.last().clear);
            REQUIRE(bench.screen.tap("写好了"));
            REQUIRE(bench.writing.last().done);

            REQUIRE(bench.screen.tap("拼音"));
            bench.screen.settle();
            const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
            for (const char c : letters) REQUIRE(bench.type({&c, 1}));
            REQUIRE(bench.writing.letters == "abcdefghijklmnopqrstuvwxyz");
            REQUIRE(text_of(bench.screen.audit()) == "");

            REQUIRE(bench.screen.tap("手写"));
            bench.screen.settle();
            REQUIRE_FALSE(bench.square().empty());
            REQUIRE(text_of(bench.screen.audit()) == "");
            REQUIRE(bench.screen.tap("写好了"));
            REQUIRE(bench.writing.last().done);
        }
    }
}

TEST_CASE("candidates are turned page after page, and the one that is tapped is meant") {
    for (const ui::Viewport& view : views) {
        INFO(view.width_px << "x" << view.height_px);
        PanelBench bench(view, InputMode::pinyin);
        bench.writing.composition = with_candidates();
        bench.screen.settle();
        REQUIRE(text_of(bench.screen.audit()) == "");
        REQUIRE(bench.screen.access().shows("shuidao"));
        std::size_t seen = 0;
        for (int page = 0; page < 18 && seen < 18; ++page) {
            for (const std::string& candidate : bench.writing.composition.candidates) {
                const auto node = bench.screen.access().tappable(candidate);
                seen += node && node->label == candidate;
            }
            REQUIRE(text_of(bench.screen.audit()) == "");
            if (seen < 18) REQUIRE(bench.screen.tap("更多"));
        }
        REQUIRE(seen == 18);
        // After the last page comes the first.
        for (int page = 0; page < 18 && !bench.screen.access().tappable("水稻"); ++page)
            REQUIRE(bench.screen.tap("更多"));
        REQUIRE(bench.screen.tap("水到"));
        REQUIRE(bench.writing.last().candidate == std::size_t{1});
    }
}

TEST_CASE("a long sentence is a candidate that is read whole") {
    for (const ui::Viewport& view : views) {
        PanelBench bench(view, InputMode::pinyin);
        bench.writing.composition = {.mode = InputMode::pinyin,
                                     .pinyin = "woyaoshenqingdibaohegaolingjintie"};
        bench.writing.composition.candidates = {"我要申请低保和高龄津贴", "我要"};
        bench.writing.composition.rare_from = 2;
        bench.screen.settle();
        REQUIRE(text_of(bench.screen.audit()) == "");
        REQUIRE(bench.screen.tap("我要申请低保和高龄津贴"));
        REQUIRE(bench.writing.last().candidate == std::size_t{0});
    }
}

TEST_CASE("the panel stands in one place whatever it writes with, and never over the field") {
    for (const ui::Viewport& view : views) {
        float foot = 0;
        for (const InputMode mode :
             {InputMode::handwriting, InputMode::pinyin, InputMode::digits_and_letters}) {
            PanelBench bench(view, mode);
            const auto field = bench.screen.access().tappable("姓名");
            const auto tab = bench.screen.access().tappable("手写");
            REQUIRE(field);
            REQUIRE(tab);
            REQUIRE(field->visible.height() >= field->box.height() - 1);
            REQUIRE(field->visible.y1 <= tab->box.y0);
            if (foot > 0) REQUIRE(tab->box.y0 == foot);
            foot = tab->box.y0;
        }
    }
}

TEST_CASE("ink follows the finger in the frame in which it moves") {
    PanelBench bench(upright_viewport, InputMode::handwriting);
    const ui::Box box = bench.square();
    REQUIRE(box.width() >= 90 * upright_viewport.px_per_mm);
    const auto dark = [&] {
        const std::vector<std::uint32_t> pixels = bench.screen.pixels();
        int count = 0;
        for (int y = static_cast<int>(box.y0); y < static_cast<int>(box.y1); ++y) {
            for (int x = static_cast<int>(box.x0 + box.width() / 2) + 20;
                 x < static_cast<int>(box.x1) - 20; ++x) {
                const std::uint32_t pixel =
                    pixels[static_cast<std::size_t>(y * upright_viewport.width_px + x)];
                count += (pixel & 0xFF) < 0x40 && ((pixel >> 8) & 0xFF) < 0x40;
            }
        }
        return count;
    };
    const float y = box.y0 + box.height() * 0.3F;
    REQUIRE(dark() == 0);
    bench.screen.press(box.x0 + 30, y);
    bench.screen.drag(box.x0 + box.width() * 0.6F, y);
    const int first = dark();
    REQUIRE(first > 50);
    bench.screen.drag(box.x0 + box.width() * 0.8F, y);
    REQUIRE(dark() > first);
    REQUIRE(bench.writing.presses.empty());
    bench.screen.release();
    REQUIRE(bench.writing.last().ink->strokes().size() == 1);
}

TEST_CASE("a stroke after a pause begins the next character and takes over the one before") {
    PanelBench bench(upright_viewport, InputMode::handwriting);
    bench.stroke(0.2F, 0.5F, 0.8F, 0.5F);
    REQUIRE(bench.writing.last().ink->strokes().size() == 1);
    bench.writing.composition.candidates = {"一", "二"};
    bench.writing.composition.rare_from = 2;
    // At once: one more stroke of the same character.
    bench.stroke(0.5F, 0.2F, 0.5F, 0.8F);
    PanelPress press = bench.writing.last();
    REQUIRE_FALSE(press.candidate);
    REQUIRE(press.ink->strokes().size() == 2);
    bench.writing.composition.candidates = {"十"};
    bench.writing.composition.rare_from = 1;
    bench.screen.pass_time(1.2);
    bench.stroke(0.2F, 0.3F, 0.8F, 0.3F);
    REQUIRE(bench.writing.presses.front().candidate == std::size_t{0});
    REQUIRE(bench.writing.last().ink->strokes().size() == 1);
}

TEST_CASE("a stroke is rubbed out, then the character, and then the field is meant") {
    for (const ui::Viewport& view : views) {
        PanelBench bench(view, InputMode::handwriting);
        bench.stroke(0.2F, 0.5F, 0.8F, 0.5F);
        bench.stroke(0.5F, 0.2F, 0.5F, 0.8F);
        bench.writing.presses.clear();
        REQUIRE(bench.screen.tap("擦掉"));
        REQUIRE(bench.writing.last().ink->strokes().size() == 1);
        REQUIRE(bench.screen.tap("重写"));
        REQUIRE(bench.writing.last().give_up);
        bench.screen.settle();
        REQUIRE(bench.screen.tap("删字"));
        REQUIRE(bench.writing.last().erase);
        REQUIRE(bench.screen.tap("重写"));
        REQUIRE(bench.writing.last().clear);
    }
}

TEST_CASE("a finger that leaves the square, or never lifts, breaks nothing") {
    PanelBench bench(upright_viewport, InputMode::handwriting);
    const ui::Box box = bench.square();
    bench.screen.press(box.x0 + 50, box.y0 + 50);
    bench.screen.drag(box.x1 + 400, box.y1 + 4000);
    bench.screen.drag(-50, -4000);
    for (int i = 0; i < 3000; ++i)
        bench.screen.drag(box.x0 + 50 + static_cast<float>(i % 200), box.y0 + 50);
    bench.screen.release();
    const PanelPress press = bench.writing.last();
    REQUIRE(press.ink->strokes().size() == 1);
    for (const InkPoint& point : press.ink->strokes().front()) {
        REQUIRE(point.x >= 0);
        REQUIRE(point.x <= 1);
    }
}

TEST_CASE("where nothing can read handwriting the panel says so, and pinyin is at hand") {
    for (const ui::Viewport& view : views) {
        PanelBench bench(view, InputMode::handwriting);
        bench.writing.handwriting = false;
        bench.screen.settle();
        REQUIRE(bench.screen.access().shows("认不了手写"));
        REQUIRE(text_of(bench.screen.audit()) == "");
        REQUIRE(bench.screen.tap("拼音"));
        REQUIRE(bench.writing.last().mode == InputMode::pinyin);
    }
}

TEST_CASE("what was written in the square is gone when a session is forgotten") {
    PanelBench bench(upright_viewport, InputMode::handwriting);
    bench.stroke(0.2F, 0.5F, 0.8F, 0.5F);
    bench.screen.ui().forget();
    bench.writing.composition = {};
    bench.writing.presses.clear();
    bench.screen.settle();
    bench.stroke(0.2F, 0.5F, 0.8F, 0.5F);
    REQUIRE(bench.writing.last().ink->strokes().size() == 1);
}

}  // namespace hall::kiosk
