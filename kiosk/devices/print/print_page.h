// PrintPage: what is to be printed, as data: titles, sentences, rows, boxes to tick, tables, a QR
// code. Nothing here knows of paper, fonts or printers; sheet_layout.h sets it on sheets of paper.
//
// A page of content may need several sheets. It holds what a person said and must not outlive the
// session: wipe() overwrites its texts.

#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/core/result.h"

namespace hall::kiosk {

// Texts are UTF-8. Bytes that are no UTF-8 are printed as U+FFFD, control characters as blanks; a
// line break begins a new line.

struct PrintParagraph {
    enum class Style { body, heading, large, small };
    Style style = Style::body;
    std::string text;
};

// "受理编号  K7M-00028": rows of a label and its value, set in two columns.
struct PrintField {
    std::string label;
    std::string value;
};
struct PrintFields {
    std::vector<PrintField> rows;
};

// What somebody must bring or do: an empty box to tick with a pen before each.
struct PrintCheckItem {
    std::string text;
    std::string detail;  // smaller, below; may be empty
};
struct PrintCheckList {
    std::vector<PrintCheckItem> items;
};

// The header is repeated on each sheet that the table reaches. A row with fewer cells than the
// header is filled up with empty ones; one with more is `corrupt` (print_page_error).
struct PrintTable {
    struct Column {
        std::string header;
        bool right = false;  // amounts and counts are set to the right
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
};

// A QR code (level M) and a line below it. On paper a module is at least 5 dots wide and the quiet
// zone 4 modules.
struct PrintQr {
    std::string payload;  // bytes as they are
    std::string caption;
};

using PrintBlock = std::variant<PrintParagraph, PrintFields, PrintCheckList, PrintTable, PrintQr>;

struct PrintPage {
    std::string title;
    std::vector<PrintBlock> blocks;

    // The foot of each sheet: "松林镇滴水村便民服务室 · 2026年11月23日 · 第1页，共2页".
    std::string village;
    std::string date;
};

// The sentences that paper needs of its own, from the kiosk's texts (print.on_paper.*).
struct PrintTexts {
    std::string page_of = "第{0}页，共{1}页";
    std::string no_qr =
        "二维码内容过长，请按上面的编号查询";  // in place of a code that does not fit
};

inline constexpr std::size_t print_text_bytes_max = 400'000;
inline constexpr std::size_t print_table_columns_max = 16;
inline constexpr std::size_t print_sheets_max = 60;

// All texts of a page, for counting and checking.
std::vector<std::string_view> texts_of(const PrintPage& page);

//   exhausted  more text than print_text_bytes_max, or a table of more than print_table_columns_max
//   corrupt    a row of a table has more cells than the table has columns
Result<void> check_print_page(const PrintPage& page);

// Overwrites every text and leaves an empty page.
void wipe(PrintPage& page);

}  // namespace hall::kiosk
