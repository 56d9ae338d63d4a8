// The Markdown of articles, to the lines it is broken into.

#include "kiosk/ui/text/markdown.h"

#include "kiosk/ui/text/line_break.h"
#include "sync/core/check.h"
#include "tests/fuzz/input.h"

using namespace hall;
using namespace hall::kiosk;
using namespace hall::kiosk::ui;

namespace {

void hold_text(std::string_view text) {
    std::vector<Letter> letters;
    add_letters(text, false, letters);
    find_breaks(letters);
    CHECK(letters.size() <= text.size());
    for (const Letter& letter : letters) {
        CHECK(letter.character <= 0x10FFFF);
        CHECK(letter.character == U'\n' || letter.character >= U' ');
        // Nothing may turn the order of the text around.
        CHECK(letter.character < 0x202A || letter.character > 0x202E);
        CHECK(letter.character < 0x2066 || letter.character > 0x2069);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    hold_text(input);
    for (const MarkdownBlock& block : parse_markdown(input)) {
        std::size_t sum = 0;
        for (const MarkdownRun& run : block.runs) sum += run.size;
        CHECK(sum == block.text.size());
        CHECK(block.level >= 0 && block.depth >= 0);
        for (const auto& row : block.rows) CHECK(row.size() == block.header.size());
        hold_text(block.text);
    }
    return 0;
}
