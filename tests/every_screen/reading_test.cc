// Every screen can be read aloud, and nothing that is somebody's alone is heard by others.

#include "kiosk/ui/access/reading.h"

#include <algorithm>
#include <set>

#include "tests/every_screen/catalogue.h"
#include "tests/every_screen/screen_bench.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

const Combination read_on[] = {{upright_screen, "standard", "zh-CN"},
                               {wide_screen, "standard", "zh-CN", 1},
                               {small_screen, "standard", "zh-CN", 2}};

std::string heard_aloud(const std::vector<ui::ReadingPart>& parts) {
    std::string all;
    for (const ui::ReadingPart& part : parts)
        if (!part.is_secret) all += part.text + "\n";
    return all;
}

bool is_figure_text(std::string_view text) {
    return text.find_first_not_of("0123456789.,-") == std::string_view::npos;
}

}  // namespace

TEST_CASE("every screen has something to read, and each part is known by a number of its own") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    const std::vector<NamedScreen> screens = catalogue(board, strings);
    for (const Combination& combination : read_on) {
        ScreenBench bench(combination);
        for (const NamedScreen& screen : screens) {
            INFO(combination.name() << " " << screen.name);
            bench.show(screen.model);
            const std::vector<ui::ReadingPart> parts = ui::reading_of(bench.access(), strings);
            REQUIRE(parts.size() > 1);
            std::set<std::uint64_t> ids;
            for (const ui::ReadingPart& part : parts) {
                REQUIRE(part.id != 0);
                REQUIRE(ids.insert(part.id).second);
                REQUIRE_FALSE(part.text.empty());
            }
        }
    }
}

// Whatever the screen's size: it is the same content.
TEST_CASE("every text of the content is read, wherever it lies") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    const std::vector<NamedScreen> screens = every_document(board, strings);
    std::size_t texts = 0;
    for (const Combination& combination : read_on) {
        ScreenBench bench(combination);
        for (const NamedScreen& screen : screens) {
            INFO(combination.name() << " " << screen.name);
            bench.show(screen.model);
            std::string all;
            for (const ui::ReadingPart& part : ui::reading_of(bench.access(), strings))
                all += part.text + "\n";
            for (const ui::AccessNode& node : bench.access().nodes()) {
                const bool content = node.zone == ui::Zone::content &&
                                     node.spoken != ui::SpokenAs::aid && node.row != ui::label_row;
                if (!content || node.label.empty()) continue;
                INFO(node.label);
                REQUIRE(all.find(node.label) != std::string::npos);
                ++texts;
            }
        }
    }
    REQUIRE(texts > 10'000);
}

TEST_CASE("a table is read by row, with all of its columns, on every size of screen") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    const std::vector<NamedScreen> screens = every_document(board, strings);
    std::size_t rows = 0;
    for (const Combination& combination : read_on) {
        ScreenBench bench(combination);
        for (const NamedScreen& screen : screens) {
            const auto* shown = std::get_if<DisclosureModel>(&screen.model.top());
            if (shown == nullptr) continue;
            INFO(combination.name() << " " << screen.name);
            bench.show(screen.model);
            const auto parts = ui::reading_of(bench.access(), strings);
            for (const TableRow& row : shown->table.rows) {
                INFO(row.cells.front());
                // Figures are shown, and said, in their column's own way.
                const auto says_row = [&](const ui::ReadingPart& part) {
                    return std::all_of(row.cells.begin(), row.cells.end(), [&](const auto& cell) {
                        return is_figure_text(cell) || part.text.find(cell) != std::string::npos;
                    });
                };
                REQUIRE(std::any_of(parts.begin(), parts.end(), says_row));
                ++rows;
            }
        }
    }
    REQUIRE(rows > 100);
}

TEST_CASE("the choices of a form's question are read by number") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    std::size_t questions = 0;
    ScreenBench bench(read_on[0]);
    for (const NamedScreen& screen : catalogue(board, strings)) {
        const auto* form = std::get_if<FormModel>(&screen.model.top());
        if (form == nullptr || form->reviewing || screen.model.display_open) continue;
        if (screen.model.session.warning || screen.model.leaving != Leaving::no) continue;
        for (const std::string& name : form->form->pages()[form->page].fields) {
            const FormField& field = form->form->field(name);
            if (field.control != Control::choice || field.choices.size() < 2) continue;
            INFO(screen.name << " " << name);
            bench.show(screen.model);
            const std::string all = heard_aloud(ui::reading_of(bench.access(), strings));
            for (std::size_t i = 0; i < field.choices.size(); ++i) {
                const std::string said =
                    strings.with("speech.choice", {std::to_string(i + 1), field.choices[i].second});
                INFO(said);
                REQUIRE(all.find(said) != std::string::npos);
            }
            ++questions;
        }
    }
    REQUIRE(questions > 5);
}

// Who stands beside hears the loudspeaker.
TEST_CASE("nothing a person typed, no code of a slip and no letter is read into the room") {
    DemoDevice board;
    const ui::UiStrings strings = board.strings();
    std::size_t withheld = 0;
    for (const Combination& combination : read_on) {
        ScreenBench bench(combination);
        for (const NamedScreen& screen : catalogue(board, strings)) {
            bench.show(screen.model);
            const auto parts = ui::reading_of(bench.access(), strings);
            const std::string aloud = heard_aloud(parts);
            INFO(combination.name() << " " << screen.name << "\n" << aloud);
            for (const ui::ReadingPart& part : parts) withheld += part.is_secret ? 1 : 0;
            if (const auto* slip = std::get_if<ReceiptModel>(&screen.model.top())) {
                REQUIRE(aloud.find(slip->code) == std::string::npos);
            } else if (const auto* progress = std::get_if<ProgressModel>(&screen.model.top())) {
                for (const ProgressMessage& message : progress->messages)
                    REQUIRE(aloud.find(message.text) == std::string::npos);
                if (progress->state == ProgressModel::State::asking &&
                    !progress->typed_code.empty())
                    REQUIRE(aloud.find(progress->typed_code) == std::string::npos);
            } else if (std::holds_alternative<FormModel>(screen.model.top())) {
                REQUIRE(aloud.find("13800000000") == std::string::npos);
                REQUIRE(aloud.find("138 0000 0000") == std::string::npos);
                REQUIRE(aloud.find(strings["speech.is_chosen"]) == std::string::npos);
            }
        }
    }
    REQUIRE(withheld > 50);
}
