// Any file a village may hand over: CSV, a page, an archive, rubbish.

#include "sync/core/utf8.h"
#include "sync/rules/privacy/sheet_privacy.h"
#include "sync/sheets/sheet_reader.h"
#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const SheetLimits limits{.bytes_max = 1 << 20,
                             .inflated_max = 4 << 20,
                             .rows_max = 2000,
                             .columns_max = 64,
                             .cells_max = 20'000};
    const Workbook book = read_workbook(fuzz::text_of(bytes, size), limits);
    CHECK(!book.sheets.empty() || !book.problems.empty());
    for (const SheetProblem& problem : book.problems) {
        CHECK(!problem.code.empty() && !problem.message.empty() && !problem.suggestion.empty());
        CHECK(is_utf8(problem.message));
    }
    for (const Sheet& sheet : book.sheets) {
        CHECK(sheet.rows.size() <= limits.rows_max + 300);  // and what stands around a page's table
        for (const SheetRow& row : sheet.rows) {
            CHECK(!row.cells.empty() && row.cells.size() <= limits.columns_max);
            for (const SheetCell& cell : row.cells) CHECK(is_utf8(cell.text));
        }
        for (const FoundInSheet& found : personal_data_in_sheet(sheet, {}, 0, {}, {2026, 11, 23})) {
            CHECK(!found.datum.mask.empty() && is_utf8(found.datum.mask));
        }
    }
    return 0;
}
