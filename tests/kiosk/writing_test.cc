// Chinese is written on the kiosk: by pinyin and by hand, into the search and into a form.

#include <unistd.h>

#include <cstring>

#include "kiosk/app/memory_scrub.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"
#include "tests/memory_search.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

// A service whose form asks for a name in words.
Document name_form() {
    Document document = form_document("name-form");
    document.body["title"] = "随便问问";
    Json& form = document.body["form"];
    form["schema"]["required"] = {"name"};
    form["schema"]["properties"] = {{"name", {{"type", "string"}, {"maxLength", 20}}}};
    form["pages"] = Json::array({{{"title", "您叫什么？"}, {"fields", {"name"}}}});
    form["fields"] = {{"name", {{"label", "姓名"}, {"control", "text"}, {"personal", true}}}};
    return document;
}

constexpr canvas::Size sizes[] = {{1080, 1920}, {1280, 800}, {800, 480}};

void open_search(KioskInMemory& kiosk) {
    kiosk.tap_word("bar.search");
    kiosk.tap_word("search.typed");
}

const Composition& composed(KioskInMemory& kiosk) {
    return kiosk.app().model().composition;
}

ui::Box square_of(KioskInMemory& kiosk) {
    for (const ui::AccessNode& node : kiosk.stage().access().nodes()) {
        if (node.role == ui::AccessRole::picture &&
            node.label == kiosk.app().strings()["input.write_here"])
            return node.box;
    }
    FAIL("no square to write in");
    return {};
}

// A stroke as a finger writes it, in shares of the square.
void write_stroke(KioskInMemory& kiosk, const std::vector<std::pair<float, float>>& points,
                  double& now_s) {
    const ui::Box box = square_of(kiosk);
    const auto frame = [&] { REQUIRE_OK(kiosk.stage().frame(now_s += 0.016)); };
    PointerQueue& pointer = kiosk.stage().pointer();
    const auto at = [&](std::size_t i) {
        return std::pair(box.x0 + points[i].first * box.width(),
                         box.y0 + points[i].second * box.height());
    };
    pointer.press(at(0).first, at(0).second);
    frame();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        for (int step = 1; step <= 10; ++step) {
            const float share = static_cast<float>(step) / 10;
            pointer.move(at(i).first + (at(i + 1).first - at(i).first) * share,
                         at(i).second + (at(i + 1).second - at(i).second) * share);
            frame();
        }
    }
    pointer.release(at(points.size() - 1).first, at(points.size() - 1).second);
    frame();
    frame();
}

App open_without_handwriting(DeviceFixture& board) {
    ui::UiStrings strings =
        VALUE(ui::UiStrings::load(board.files, Path(HALL_SOURCE_DIR "/assets"), "zh-CN"));
    AppDependencies dependencies{board.files, board.clock, board.random, board.devices};
    dependencies.handwriting = {board.temp.path() / "none", board.temp.path() / "none"};
    return VALUE(App::open(dependencies, board.folder, std::move(strings)));
}

}  // namespace

TEST_CASE("an elder writes 水稻 by pinyin into the search and finds the article") {
    for (const canvas::Size size : sizes) {
        DeviceFixture board;
        board.publish("county", {article_document("rice", "水稻什么时候插秧")});
        KioskInMemory kiosk(board.open(), board.files, size);
        open_search(kiosk);
        kiosk.type("水稻");
        REQUIRE(kiosk.top<SearchModel>().typed == "水稻");
        REQUIRE(composed(kiosk).empty());
        // Before it is done, what fits stands below already.
        REQUIRE(kiosk.top<SearchModel>().hits.front().title == "水稻什么时候插秧");
        kiosk.tap_word("ui.done");
        REQUIRE(kiosk.top<SearchModel>().hits.front().title == "水稻什么时候插秧");
        kiosk.tap("水稻什么时候插秧");
        kiosk.top<ArticleModel>();
    }
}

TEST_CASE("a name is written by pinyin into a form, and digits beside it") {
    for (const canvas::Size size : sizes) {
        DeviceFixture board;
        board.publish("county", {name_form()});
        KioskInMemory kiosk(board.open(), board.files, size);
        kiosk.app().send(OpenDocument{{"county", "name-form"}});
        kiosk.settle();
        kiosk.tap_word("service.start");
        kiosk.tap("姓名");
        kiosk.type("王秀英3组");
        REQUIRE(kiosk.top<FormModel>().answers.at("name").text() == "王秀英3组");
    }
}

TEST_CASE("the key that erases takes back what is composed step by step, then what is written") {
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    open_search(kiosk);
    kiosk.type("水");
    for (const char* key : {"D", "A", "O"}) kiosk.tap(key);
    REQUIRE(composed(kiosk).pinyin == "dao");
    kiosk.tap_word("ui.erase");
    REQUIRE(composed(kiosk).pinyin == "da");
    kiosk.tap_word("ui.erase");
    kiosk.tap_word("ui.erase");
    REQUIRE(composed(kiosk).empty());
    REQUIRE(kiosk.top<SearchModel>().typed == "水");
    kiosk.tap_word("ui.erase");
    REQUIRE(kiosk.top<SearchModel>().typed.empty());
}

TEST_CASE("what is still composed is written as it is most likely meant when one is done") {
    DeviceFixture board;
    board.publish("county", {article_document("rice", "水稻什么时候插秧")});
    KioskInMemory kiosk(board.open(), board.files);
    open_search(kiosk);
    kiosk.driver().type("水").ok();
    for (const char* key : {"D", "A", "O"}) kiosk.tap(key);
    const std::string best = "水" + composed(kiosk).candidates.front();
    kiosk.tap_word("ui.done");
    REQUIRE(kiosk.top<SearchModel>().typed == best);
}

TEST_CASE("what a session wrote with is remembered until its end, handwriting comes first") {
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    open_search(kiosk);
    REQUIRE(composed(kiosk).mode == InputMode::handwriting);
    kiosk.tap_word("input.pinyin");
    kiosk.tap_word("bar.home");
    open_search(kiosk);
    REQUIRE(composed(kiosk).mode == InputMode::pinyin);
    kiosk.tap_word("ui.finish");
    open_search(kiosk);
    REQUIRE(composed(kiosk).mode == InputMode::handwriting);
}

TEST_CASE("a character is written by hand, and the next one takes it over") {
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    open_search(kiosk);
    double now_s = 1e6;
    write_stroke(kiosk, {{0.15F, 0.5F}, {0.85F, 0.48F}}, now_s);
    write_stroke(kiosk, {{0.5F, 0.15F}, {0.5F, 0.85F}}, now_s);
    REQUIRE(composed(kiosk).stroke_count == 2);
    REQUIRE(composed(kiosk).candidates.front() == "十");
    now_s += 1.5;
    write_stroke(kiosk, {{0.15F, 0.5F}, {0.85F, 0.48F}}, now_s);
    REQUIRE(kiosk.top<SearchModel>().typed == "十");
    REQUIRE(composed(kiosk).stroke_count == 1);
    kiosk.tap("一");
    REQUIRE(kiosk.top<SearchModel>().typed == "十一");
    REQUIRE(composed(kiosk).empty());
    // And what stands in the square goes with 写好了.
    now_s += 1.5;
    write_stroke(kiosk, {{0.15F, 0.5F}, {0.85F, 0.48F}}, now_s);
    kiosk.tap_word("ui.done");
    REQUIRE(kiosk.top<SearchModel>().typed == "十一一");
}

TEST_CASE("without its models there is no handwriting: the kiosk says so and begins with pinyin") {
    DeviceFixture board;
    KioskInMemory kiosk(open_without_handwriting(board), board.files);
    open_search(kiosk);
    REQUIRE(composed(kiosk).mode == InputMode::pinyin);
    kiosk.tap_word("input.handwriting");
    REQUIRE(kiosk.shows(kiosk.app().strings()["input.no_handwriting"]));
    kiosk.type("水稻");
    REQUIRE(kiosk.top<SearchModel>().typed == "水稻");
}

TEST_CASE("a model that turns out to be damaged is said to be missing, and pinyin writes") {
    DeviceFixture board;
    const Path damaged = board.temp.path() / "damaged.model";
    REQUIRE_OK(board.files.write_durably(damaged, "HALLHWR1 and nothing more", FileMode::shared));
    ui::UiStrings strings =
        VALUE(ui::UiStrings::load(board.files, Path(HALL_SOURCE_DIR "/assets"), "zh-CN"));
    AppDependencies dependencies{board.files, board.clock, board.random, board.devices};
    dependencies.handwriting = {damaged, board.temp.path() / "none"};
    KioskInMemory kiosk(VALUE(App::open(dependencies, board.folder, std::move(strings))),
                        board.files);
    open_search(kiosk);
    double now_s = 1e6;
    write_stroke(kiosk, {{0.15F, 0.5F}, {0.85F, 0.48F}}, now_s);
    REQUIRE(kiosk.shows(kiosk.app().strings()["input.no_handwriting"]));
    kiosk.type("水稻");
    REQUIRE(kiosk.top<SearchModel>().typed == "水稻");
}

TEST_CASE("what was composed and written by hand is gone when the session ends") {
    if (!freed_memory_is_scrubbed()) return;
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    const auto hits = [](const Marker& marker) {
        const auto found = search_memory(getpid(), marker);
        REQUIRE(found);
        UNSCOPED_INFO(text_of(*found));
        return found->size();
    };
    open_search(kiosk);
    kiosk.tap_word("input.pinyin");
    // Letters that nothing in the dictionaries begins with.
    const Marker marker("zqxvkjwpqzmx");
    for (std::size_t i = 0; i < marker.size(); ++i) {
        const char key = static_cast<char>(marker.at(i) - 'a' + 'A');
        kiosk.tap({&key, 1});
    }
    REQUIRE(hits(marker) > 0);

    // The first points of a stroke, as they lie in the ink.
    kiosk.tap_word("ui.clear");
    kiosk.tap_word("input.handwriting");
    double now_s = 1e6;
    write_stroke(kiosk, {{0.137F, 0.511F}, {0.871F, 0.479F}}, now_s);
    const ui::Box box = square_of(kiosk);
    std::vector<std::uint32_t> points;
    for (int step = 1; step <= 10; ++step) {
        const float from = box.x0 + 0.137F * box.width();
        const float to = box.x0 + 0.871F * box.width();
        const float x = from + (to - from) * (static_cast<float>(step) / 10);
        const float share = (x - box.x0) / box.width();
        std::uint32_t bits = 0;
        std::memcpy(&bits, &share, sizeof bits);
        points.push_back(bits ^ pattern_mask);
    }
    REQUIRE(count_pattern(points, sizeof(InkPoint)) > 0);
    kiosk.tap_word("ui.finish");
    kiosk.top<HomeModel>();
    REQUIRE(hits(marker) == 0);
    REQUIRE(count_pattern(points, sizeof(InkPoint)) == 0);
}
