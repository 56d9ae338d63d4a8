#include "tests/check/privacy_check.h"

#include <iostream>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/json.h"
#include "sync/rules/privacy/sheet_privacy.h"
#include "sync/sheets/sheet_reader.h"
#include "sync/sheets/text_encoding.h"
#include "tests/check/exit_codes.h"

namespace hall::check {

namespace {

void print(std::size_t line, const PersonalDatum& datum) {
    std::cout << json_line({{"line", line},
                            {"kind", std::string(name_of(datum.kind))},
                            {"mask", datum.mask}})
              << "\n";
}

// A table has a header; of a text every line stands for itself.
bool is_table(const Workbook& book) {
    if (book.format != "CSV") return true;
    return !book.sheets.empty() && header_row_of(book.sheets[0]) != nullptr;
}

std::size_t print_lines(const std::string& text, Date today) {
    std::size_t count = 0;
    std::string_view rest = text;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view one = rest.substr(0, end);
        if (one.ends_with('\r')) one.remove_suffix(1);
        for (const PersonalDatum& datum : personal_data_in(one, {}, today)) {
            print(line, datum);
            ++count;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return count;
}

}  // namespace

int privacy(const std::vector<std::string>& arguments) {
    if (arguments.size() != 1 || arguments[0].starts_with("--")) return wrong_use;
    DiskFiles files;
    const SheetLimits limits;
    const Result<std::string> bytes = files.read(Path(arguments[0]), limits.bytes_max * 2);
    if (!bytes.ok()) return fail(bytes.error());
    const SystemClock clock;
    const Date today = date_at(clock.wall_ms());
    const Workbook book = read_workbook(bytes.value(), limits);
    if (book.sheets.empty()) {
        for (const SheetProblem& problem : book.problems) std::cerr << problem.message << "\n";
        return 1;
    }
    std::size_t count = 0;
    if (!is_table(book)) {
        count = print_lines(decode_text(bytes.value()).text, today);
    } else {
        for (const Sheet& sheet : book.sheets) {
            for (const FoundInSheet& found : personal_data_in_sheet(sheet, {}, 0, {}, today)) {
                print(found.line, found.datum);
                ++count;
            }
        }
    }
    return count == 0 ? 0 : 1;
}

}  // namespace hall::check
