// Texts made to break a screen, drawn by every widget: rare and missing characters, order
// overrides, zero widths, stacked marks, controls, blanks, words without end. The cases of
// this repository are in torture.json; those of the shared test data are taken, too, where
// they are.

#include <array>
#include <fstream>
#include <sstream>

#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/widgets.h"
#include "sync/core/json.h"
#include "sync/core/utf8.h"
#include "tests/ui/bench_screen.h"

namespace hall::kiosk {

namespace {

using namespace hall::kiosk::ui;

struct Torture {
    std::string id;
    std::string text;
};

std::vector<Torture> read(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    std::vector<Torture> cases;
    if (!file) return cases;
    for (const Json& torture : Json::parse(text.str())) {
        cases.push_back({torture.value("id", ""), torture.value("text", "")});
    }
    return cases;
}

std::vector<Torture> all_cases() {
    std::vector<Torture> cases = read(HALL_SOURCE_DIR "/tests/ui/torture.json");
    REQUIRE(cases.size() == 46);
    // JSON cannot hold these.
    cases.push_back({"no-utf8", "\xFF\xFE\xC0\x80\xED\xA0\x80\xF4\x90\x80\x80村"});
    cases.push_back({"cut-utf8", std::string("村务公开").substr(0, 11)});
    const std::vector<Torture> shared = read(HALL_SHARED_DIR "/data/text/torture.json");
    if (shared.empty()) {
        WARN("only this repository's own cases: no " HALL_SHARED_DIR "/data/text/torture.json");
    } else {
        REQUIRE(shared.size() == 46);
    }
    cases.insert(cases.end(), shared.begin(), shared.end());
    return cases;
}

// Would turn the order of a text around, or cannot be seen.
bool must_not_pass(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0x200B && c <= 0x200F) || c == 0x061C || c == 0xFEFF ||
           (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

bool harmless(std::string_view text) {
    while (!text.empty()) {
        if (must_not_pass(next_character(text))) return false;
    }
    return true;
}

// The text on every widget that shows one.
void draw_everywhere(Frame& frame, const std::string& text) {
    screen_frame(frame, {.title = text, .subtitle = text, .first = "返回", .second = "首页"});
    begin_scroll(frame, "everywhere");
    banner(frame, {text, text, text});
    const std::array<Tile, 2> boards = {{{"公", "affairs", text, text}, {"办", "services", text}}};
    tiles(frame, boards);
    heading(frame, text);
    subheading(frame, text);
    paragraph(frame, text);
    small_print(frame, text);
    check_line(frame, text, Tone::warn);
    key_value(frame, text, text);
    const std::array<Piece, 2> pieces = {{{text}, {text, true}}};
    begin_card(frame, "affairs");
    sentence(frame, pieces, "affairs");
    big_number(frame, text, text, "affairs");
    end_card(frame);
    markdown(frame, text);
    list_item(frame, {text, text, text});
    choice(frame, {text, text});
    const std::array<std::string_view, 2> columns = {text, "短"};
    tabs(frame, columns, 0, "farming");
    const std::array<Chip, 2> strings = {{{text, true}, {"短"}}};
    chips(frame, strings, "farming");
    period_switch(frame, {text, text, text, true, true});
    stepper(frame, {text, text});
    field(frame, {.label = text, .value = text, .error = text, .focused = true});
    field(frame, {.label = text, .hint = text});
    const std::vector<std::string> cells = {text, text};
    const std::array<TableViewColumn, 2> headers = {{{text}, {text, true}}};
    const std::array<TableViewRow, 2> rows = {{{cells, text}, {cells, {}, true}}};
    table(frame, {"t", headers, rows});
    qr_code(frame, text, text, 40);
    button(frame, {text, ButtonStyle::primary});
    const std::array<Button, 2> buttons = {{{text}, {text, ButtonStyle::warn}}};
    button_row(frame, buttons);
    end_scroll(frame);
}

// What a dialog asks may name a document; its buttons are the kiosk's own words.
void draw_over(Frame& frame, const std::string& text) {
    screen_frame(frame, {.title = "试验", .first = "返回"});
    const std::array<Button, 1> buttons = {{{"知道了"}}};
    dialog(frame, {text, text, buttons});
}

// A widget without words is the fault of who wrote the blank, and a word of 300 letters
// must be broken somewhere.
std::string findings_but_blanks(const std::vector<Finding>& findings) {
    constexpr std::size_t shown_max = 20;
    std::vector<Finding> rest;
    for (Finding finding : findings) {
        if (finding.rule == "label" || finding.rule == "broken") continue;
        finding.label = prefix_of(finding.label, shown_max);
        finding.what = prefix_of(finding.what, 3 * shown_max);
        rest.push_back(std::move(finding));
    }
    return text_of(rest);
}

}  // namespace

TEST_CASE("no text stops the program, is cut, or gets an order override onto the screen") {
    const std::vector<Torture> cases = all_cases();
    std::string found;
    for (const Viewport& view : {upright_viewport, small_viewport}) {
        for (const float step : {1.F, 2.F}) {
            BenchScreen screen(view);
            screen.view().text_scale = step;
            for (const Torture& torture : cases) {
                INFO(torture.id << " at " << view.width_px << " " << step);
                for (const auto draw : {draw_everywhere, draw_over}) {
                    screen.show([&](Frame& frame) { draw(frame, torture.text); });
                    screen.settle();
                    const std::string findings = findings_but_blanks(screen.audit());
                    if (!findings.empty()) {
                        found += torture.id + (view.landscape() ? " small " : " upright ") +
                                 std::to_string(static_cast<int>(step)) + "\n" + findings;
                    }
                    for (const AccessNode& node : screen.access().nodes()) {
                        REQUIRE((harmless(node.label) && harmless(node.value)));
                    }
                }
            }
        }
    }
    INFO(found);
    REQUIRE(found.empty());
}

TEST_CASE("what no font has is seen as a box, never as nothing") {
    BenchScreen screen;
    for (const Torture& torture : all_cases()) {
        INFO(torture.id);
        const TextPart part = {torture.text, false};
        bool all_seen = true;
        screen.show([&](Frame& frame) {
            const TextBlock& block = lay_out(frame, std::span(&part, 1), {.em_px = 34});
            for (const PlacedGlyph& placed : block.glyphs) {
                const Glyph* glyph =
                    frame.fonts().glyph(placed.character, {34, false}, frame.state().sheet);
                all_seen = all_seen && glyph != nullptr && glyph->slot.width > 0;
            }
        });
        screen.frame();
        REQUIRE(all_seen);
    }
}

}  // namespace hall::kiosk
