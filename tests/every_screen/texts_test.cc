// Whatever text a document brings is drawn or left out, and breaks nothing: emoji, writing
// from the right, formats, words without an end.

#include "kiosk/screens/screens.h"
#include "tests/every_screen/demo_device.h"
#include "tests/every_screen/screen_bench.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

std::vector<std::string> hostile_texts() {
    std::vector<std::string> texts = {
        "😀👨‍👩‍👧‍👦🇨🇳 鸭子",
        "مرحبا بالعالم שלום",
        "abc \u202E cba \u202C \u2066 x \u2069",
        "%n%n%s%x%1000000d {0} {1}",
        std::string("a\0b", 3),
        "\u200B\u200D\uFEFF",
        std::string(2000, 'W'),
        "e\u0301\u0302\u0303\u0304\u0305\u0306",
        "\U0002A6B2\U00020BB7青㭎村",
        "\x01\x02\x1b[31m\x7f",
        "../../etc/passwd file:///etc/passwd javascript:alert(1)",
        "\xC3\x28\xFF\xFE",
    };
    std::string marks;
    for (int i = 0; i < 400; ++i) marks += "\u0301";
    texts.push_back("o" + marks);
    std::string long_chinese;
    for (int i = 0; i < 700; ++i) long_chinese += "鸭";
    texts.push_back(long_chinese);
    texts.push_back(
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n  - y\n> z\n\n# h\n\n[l](http://x) ![p](y)\n");
    return texts;
}

// Every screen that shows text of a document, with the text wherever there is some.
std::vector<Model> screens_with(const std::string& text, const Chrome& chrome) {
    std::vector<ScreenModel> screens;
    ArticleModel article{"affairs", text, text, text, text, {{"listing.price", text}}, {}};
    article.pictures = {{"4x3", 1000, "image/jpeg", text}};
    screens.emplace_back(std::move(article));
    BoardModel board;
    board.board = {"b", text, text, "affairs", "articles", text, 1, {{"c", text}}, {}};
    LibraryEntry entry;
    entry.title = text;
    entry.line = text;
    entry.pinned = true;
    board.entries = {entry, entry};
    board.has_more = true;
    screens.emplace_back(std::move(board));
    HomeModel home;
    home.tiles = {{"b", text, text, "affairs", text}, {"c", "村务公开", "公", "affairs", text}};
    home.notices = {{{"county", "x"}, text, text, 3}};
    screens.emplace_back(std::move(home));
    QuestionModel question;
    question.question.placed.title = text;
    question.question.answer = text;
    question.question.expert = text;
    question.where = text;
    screens.emplace_back(std::move(question));
    DisclosureModel table;
    table.where = text;
    table.table.placed.title = text;
    table.table.prepared_by = text;
    table.table.note = text;
    table.table.columns = {{"a", text, "text"}, {"b", text, "money"}};
    table.table.rows = {{"entry", {text, text}, text}};
    table.table.corrections = {{"2026-11-01", text}};
    screens.emplace_back(std::move(table));
    ServiceModel service;
    service.where = text;
    service.service.placed.title = text;
    service.service.department = text;
    service.service.target = text;
    service.service.conditions = {text};
    service.service.materials = {{text, text, text, 1, false}};
    service.service.steps = {text};
    service.service.fee = text;
    screens.emplace_back(std::move(service));
    ProgressModel progress;
    progress.state = ProgressModel::State::refused;
    progress.reason = text;
    screens.emplace_back(std::move(progress));
    std::vector<Model> models;
    for (ScreenModel& screen : screens) {
        Model model;
        model.chrome = chrome;
        model.chrome.place = text;
        model.stack.push_back(std::move(screen));
        models.push_back(std::move(model));
    }
    return models;
}

}  // namespace

TEST_CASE("hostile texts in documents are drawn on every screen, and every screen has an end") {
    DemoDevice board;
    const Chrome chrome = board.open().model().chrome;
    for (const canvas::Size size : {upright_screen, small_screen}) {
        for (const int step : {0, 2}) {
            ScreenBench bench({size, "standard", "zh-CN", step});
            for (const std::string& text : hostile_texts()) {
                for (const Model& model : screens_with(text, chrome)) {
                    INFO(text.substr(0, 60) << " on " << model.top().index());
                    bench.show(model);
                    // The way out is in its place whatever stands above it.
                    REQUIRE(bench.access().tappable("结束使用"));
                    for (int page = 0; page < 3 && bench.page_down(); ++page) bench.picture();
                }
            }
        }
    }
}
