// The parts of an XLSX file, packed anew, so that what is fed is the XML and not the packing: a
// sheet, the styles, the shared texts, the workbook.

#include "sync/core/check.h"
#include "sync/core/utf8.h"
#include "sync/sheets/xlsx_reader.h"
#include "tests/fuzz/input.h"
#include "tests/sheets/xlsx_file.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t size_max = 1 << 16;
    if (size > size_max) return 0;
    std::string_view input = fuzz::text_of(bytes, size);
    auto parts = test::xlsx_parts({{.rows = ""}}, {"a"});
    for (const char* name :
         {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"}) {
        const std::string_view text = fuzz::take_text(input);
        if (text.empty()) continue;
        for (auto& [part, content] : parts) {
            if (part == name) content = std::string(text);
        }
    }
    const Workbook book =
        read_xlsx(test::zip_of(parts), {.rows_max = 2000, .columns_max = 64, .cells_max = 20'000});
    CHECK(!book.format.empty() || !book.problems.empty());
    for (const Sheet& sheet : book.sheets) {
        for (const SheetRow& row : sheet.rows) {
            CHECK(!row.cells.empty() && row.cells.size() <= 64);
            for (const SheetCell& cell : row.cells) CHECK(is_utf8(cell.text));
        }
    }
    return 0;
}
