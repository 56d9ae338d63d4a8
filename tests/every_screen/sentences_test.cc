// What single screens say and where it stands, beyond what the audit can judge.

#include <algorithm>

#include "kiosk/screens/phrases.h"
#include "tests/every_screen/catalogue.h"
#include "tests/every_screen/screen_bench.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

const Combination on_wide{wide_screen, "standard", "zh-CN"};
const Combination on_small{small_screen, "standard", "zh-CN"};
const Combination on_upright{upright_screen, "standard", "zh-CN"};

struct Screens {
    Screens() : strings(VALUE(ui::UiStrings::load(files, HALL_SOURCE_DIR "/assets", "zh-CN"))) {
        screens = catalogue(board, strings);
    }

    Model& operator[](const std::string& name) {
        const auto found = std::find_if(screens.begin(), screens.end(),
                                        [&](const NamedScreen& each) { return each.name == name; });
        REQUIRE(found != screens.end());
        return found->model;
    }

    DiskFiles files;
    DemoDevice board;
    ui::UiStrings strings;
    std::vector<NamedScreen> screens;
};

std::size_t column_chosen(ScreenBench& bench) {
    for (const Intent& intent : bench.sent()) {
        if (const auto* chosen = intent_of_screen<ChooseColumn>(intent)) return chosen->column;
    }
    FAIL("no column was chosen");
    return 0;
}

float top_of(ScreenBench& bench, std::string_view label) {
    for (const ui::AccessNode& node : bench.access().nodes()) {
        if (node.label == label) return node.box.y0;
    }
    FAIL("no " << label);
    return 0;
}

}  // namespace

TEST_CASE("on a low screen a chosen column stands alone, and leads back to all of them") {
    Screens screens;
    BoardModel& board = std::get<BoardModel>(screens["board-affairs"].top());
    board.column = 2;
    const std::string chosen = board.board.columns[1].name;
    const std::string other = board.board.columns[2].name;
    for (const Combination& low : {on_wide, on_small}) {
        ScreenBench bench(low);
        bench.show(screens["board-affairs"]);
        REQUIRE_FALSE(bench.access().tappable(other));
        REQUIRE(bench.tap(chosen));
        REQUIRE(column_chosen(bench) == 2);
        bench.sent().clear();
        REQUIRE(bench.tap("全部"));
        REQUIRE(column_chosen(bench) == 0);
    }
    ScreenBench bench(on_upright);
    bench.show(screens["board-affairs"]);
    REQUIRE(bench.tap(other));
    REQUIRE(column_chosen(bench) == 3);
}

TEST_CASE("a title does not repeat the name of the column it stands in") {
    REQUIRE(title_in_column("公开回复：烘干费为什么是每斤五分？", "公开回复") ==
            "烘干费为什么是每斤五分？");
    REQUIRE(title_in_column("公开回复", "公开回复") == "公开回复");
    REQUIRE(title_in_column("公开回复：", "公开回复") == "公开回复：");
    REQUIRE(title_in_column("贷款咨询登记", "贷款咨询") == "贷款咨询登记");
    REQUIRE(column_in("书记信箱 · 公开回复") == "公开回复");
    Screens screens;
    int repeated = 0;
    for (const NamedScreen& each : every_document(screens.board, screens.strings)) {
        const auto* article = std::get_if<ArticleModel>(&each.model.top());
        if (article == nullptr) continue;
        const std::string column(column_in(article->where));
        if (column.empty() || !article->title.starts_with(column + "：")) continue;
        ++repeated;
        ScreenBench bench(on_upright);
        bench.show(each.model);
        INFO(article->title);
        REQUIRE_FALSE(bench.access().shows(column + "："));
        REQUIRE(bench.access().shows(article->title.substr(column.size() + 3)));
    }
    REQUIRE(repeated > 5);
}

TEST_CASE("the idle question speaks of what was filled in only when something is") {
    Screens screens;
    ScreenBench bench(on_small);
    bench.show(screens["idle-warning-form"]);
    REQUIRE(bench.access().shows("您填的内容会清掉"));
    bench.show(screens["idle-warning-home"]);
    REQUIRE(bench.access().shows("回到首页"));
    REQUIRE_FALSE(bench.access().shows("您填的内容会清掉"));
}

TEST_CASE("what was left at the end of a time is not called what there is now") {
    Screens screens;
    std::vector<NamedScreen> documents = every_document(screens.board, screens.strings);
    const auto money =
        std::find_if(documents.begin(), documents.end(), [](const NamedScreen& each) {
            const auto* table = std::get_if<DisclosureModel>(&each.model.top());
            return table != nullptr && table->ledger;
        });
    REQUIRE(money != documents.end());
    Model& shown = money->model;
    DisclosureModel& table = std::get<DisclosureModel>(shown.top());
    ScreenBench bench(on_upright);
    // The newest quarter, too: a newer month may stand beside it.
    table.later.reset();
    bench.show(shown);
    REQUIRE(bench.access().shows("期末结余"));
    REQUIRE_FALSE(bench.access().shows("现在"));
}

TEST_CASE("what was corrected, whether it adds up and where to doubt it stand above the figures") {
    Screens screens;
    ScreenBench bench(on_upright);
    bench.show(screens["disclosure-everything-said"]);
    const auto top_of = [&](std::string_view part) {
        for (const ui::AccessNode& node : bench.access().nodes()) {
            if (node.label.find(part) != std::string_view::npos) return node.box.y0;
        }
        FAIL("nothing says " << part);
        return 0.0F;
    };
    const float figures = top_of("期末结余");
    REQUIRE(top_of("更正过") < figures);
    REQUIRE(top_of("原来 56,000.00，现在 5,600.00") < figures);
    REQUIRE(top_of("另外还有2处改动") < figures);
    REQUIRE(top_of("改动前的表") < figures);
    REQUIRE(top_of("村民代表5人签了字") < figures);
    REQUIRE(top_of("我有疑问") < figures);
}

TEST_CASE("on a low screen with large text, who types sees what is asked for") {
    Screens screens;
    int looked_at = 0;
    for (const NamedScreen& each : screens.screens) {
        const auto* form = std::get_if<FormModel>(&each.model.top());
        if (form == nullptr || form->focused.empty()) continue;
        ++looked_at;
        const std::string asked = form->form->field(form->focused).label;
        for (const canvas::Size size : {small_screen, wide_screen}) {
            ScreenBench bench({size, "standard", "zh-CN", 2});
            bench.put(each.model);
            INFO(each.name);
            const auto node =
                std::find_if(bench.access().nodes().begin(), bench.access().nodes().end(),
                             [&](const ui::AccessNode& told) { return told.label == asked; });
            REQUIRE(node != bench.access().nodes().end());
            // The box whole, and at least a line of the name: a long one has three.
            REQUIRE(node->visible.y1 == node->box.y1);
            const float em_px = node->text_mm * usual_px_per_mm(size);
            REQUIRE(node->visible.height() > 2.5F * em_px);
        }
    }
    REQUIRE(looked_at > 3);
}

TEST_CASE("a slip's number and password take one line each, under the word to copy them") {
    Screens screens;
    for (const Combination& size : {on_upright, on_wide, on_small}) {
        for (const char* name : {"receipt-received", "receipt-saved"}) {
            ScreenBench bench(size);
            bench.show(screens[name]);
            const ReceiptModel& slip = std::get<ReceiptModel>(screens[name].top());
            for (const std::string& copied : {slip.number, slip.code}) {
                const auto node =
                    std::find_if(bench.access().nodes().begin(), bench.access().nodes().end(),
                                 [&](const ui::AccessNode& each) { return each.label == copied; });
                REQUIRE(node != bench.access().nodes().end());
                const float em_px = node->text_mm * usual_px_per_mm(size.size);
                REQUIRE(node->box.height() < 2 * em_px);
                REQUIRE(node->visible.height() == node->box.height());
                const char* above =
                    size.size.width > size.size.height ? "receipt.heading" : "receipt.keep";
                REQUIRE(top_of(bench, screens.strings[above]) < node->box.y0);
            }
        }
    }
}

TEST_CASE("what a search found is said once, and read from its beginning") {
    Screens screens;
    ScreenBench bench(on_small);
    bench.show(screens["search"]);
    while (bench.page_down()) {
    }
    // As it comes after a word was tapped further down, without turning back.
    bench.put(screens["search-results"]);
    const SearchModel& found = std::get<SearchModel>(screens["search-results"].top());
    const std::string count = "找到" + std::to_string(found.hits.size()) + "条";
    REQUIRE(bench.access().shows(count));
    const auto says_it = [&](const ui::AccessNode& node) {
        return node.label.find(count) != node.label.npos ||
               node.value.find(count) != node.value.npos;
    };
    REQUIRE(std::count_if(bench.access().nodes().begin(), bench.access().nodes().end(), says_it) ==
            1);
    REQUIRE(bench.access().tappable(found.chosen.front()));
    REQUIRE_FALSE(bench.tap(screens.strings["ui.page_up"]));
}

namespace {

// A form at its question for a village, not answered yet.
Model asking_where(Screens& screens) {
    for (const NamedScreen& screen : screens.screens) {
        if (!std::holds_alternative<FormModel>(screen.model.top())) continue;
        Model model = screen.model;
        FormModel& form = std::get<FormModel>(model.top());
        for (std::size_t page = 0; page < form.form->pages().size(); ++page) {
            for (const std::string& name : form.form->pages()[page].fields) {
                if (form.form->field(name).control != Control::place) continue;
                form.page = page;
                form.reviewing = false;
                form.answers.erase(name);
                return model;
            }
        }
    }
    FAIL("no form asks for a village");
    return {};
}

}  // namespace

TEST_CASE("one's own village is offered before the towns, and is one touch") {
    Screens screens;
    for (const Combination& size : {on_upright, on_wide, on_small}) {
        Model model = asking_where(screens);
        const FormModel& form = std::get<FormModel>(model.top());
        ScreenBench bench(size);
        bench.show(model);
        const std::string own = "本村：松林镇滴水村";
        REQUIRE(top_of(bench, own) < top_of(bench, form.places->towns.front().name));
        REQUIRE(bench.tap(own));
        const auto* answer = intent_of_screen<Answered>(bench.sent().back());
        REQUIRE(answer != nullptr);
        REQUIRE(answer->value.text() == "510681113205");
    }
}

TEST_CASE("a slip that still lies here says what was handed in") {
    Screens screens;
    ScreenBench bench(on_small);
    Model model = screens["progress-saved-here"];
    auto& progress = std::get<ProgressModel>(model.top());
    for (const auto& [kind, said] :
         {std::pair("letter", "写给上面的信"), {"request", "办事的申请"}}) {
        progress.kind = kind;
        bench.show(model);
        const auto& nodes = bench.access().nodes();
        REQUIRE(std::any_of(nodes.begin(), nodes.end(),
                            [&](const ui::AccessNode& node) { return node.value == said; }));
    }
    // What is not known by this name stays unsaid.
    progress.kind = "heartbeat";
    bench.show(model);
    REQUIRE_FALSE(bench.access().shows(screens.strings["progress.kind"]));
}

TEST_CASE("a slip without an answer yet says when to look again") {
    Screens screens;
    ScreenBench bench(on_small);
    Model model = screens["progress-saved-here"];
    auto& progress = std::get<ProgressModel>(model.top());
    progress.state = ProgressModel::State::received;
    progress.replies.clear();
    progress.messages.clear();
    bench.show(model);
    REQUIRE(bench.access().shows(screens.strings["progress.no_reply_yet"]));
    Reply note;
    note.seq = 1;
    note.state = "received";
    note.at = "2026-11-21T03:00:00Z";
    note.sealed = "box";
    progress.replies.push_back(note);
    progress.messages.push_back({1, "明天上午来拿"});
    bench.show(model);
    REQUIRE_FALSE(bench.access().shows(screens.strings["progress.no_reply_yet"]));
}

TEST_CASE("a state is said once, and each note stands with its time beside its step") {
    Screens screens;
    ScreenBench bench(on_small);
    const ui::UiStrings& strings = screens.strings;
    Model model = screens["progress-messages"];
    auto& progress = std::get<ProgressModel>(model.top());
    const auto reply = [](std::int64_t seq, const char* state, const char* at, bool sealed) {
        Reply made;
        made.seq = seq;
        made.state = state;
        made.line = "信看了，会给您答复";
        made.at = at;
        made.sealed = sealed ? "box" : "";
        return made;
    };
    progress.replies = {reply(1, "received", "2026-11-18T01:00:00Z", true),
                        reply(2, "accepted", "2026-11-19T01:00:00Z", false),
                        reply(3, "accepted", "2026-11-20T01:00:00Z", true),
                        reply(4, "accepted", "2026-11-21T01:00:00Z", true)};
    progress.messages = {{1, "第一段"}, {3, "第二段"}};
    bench.show(model);
    std::vector<std::string> said;
    for (const ui::AccessNode& node : bench.access().nodes()) {
        said.emplace_back(node.label);
    }
    const auto count = [&](std::string_view text) {
        return std::count_if(said.begin(), said.end(), [&](const std::string& one) {
            return one.find(text) != std::string::npos;
        });
    };
    REQUIRE(count(strings["state.accepted"]) == 1);
    // That it was received is said above, and not once more as a step.
    REQUIRE(count(strings["progress.received"]) == 1);
    REQUIRE(count(strings["state.received"]) == 1);
    REQUIRE(count("第一段") == 1);
    REQUIRE(count(strings.with("progress.message", {"11月18日"})) == 1);
    REQUIRE(count(strings.with("progress.message", {"11月20日"})) == 1);
    // Without the code it is said that there is one, and from when.
    REQUIRE(count(strings.with("progress.message_closed", {"11月21日"})) == 1);
    const auto at = [&](std::string_view text) {
        return std::find_if(said.begin(), said.end(), [&](const std::string& one) {
            return one.find(text) != std::string::npos;
        });
    };
    REQUIRE(at("第一段") < at(strings["state.accepted"]));
    REQUIRE(at(strings["state.accepted"]) < at("第二段"));
}
