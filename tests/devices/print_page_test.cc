// Pages on sheets of paper: every character is there, tables go on, codes can be read back.

#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

#include "kiosk/devices/camera/qr_reader.h"
#include "kiosk/devices/print/escpos_bitmap.h"
#include "kiosk/devices/print/file_printer.h"
#include "kiosk/devices/print/preview.h"
#include "kiosk/devices/print/sheet_layout.h"
#include "sync/core/utf8.h"
#include "tests/catch.h"
#include "tests/devices/sample_pages.h"
#include "tests/memory_search.h"
#include "tests/temp_folder.h"

namespace {

using namespace hall;
using namespace hall::kiosk;

constexpr TextStyle style{.em_dots = 28};

long ink_in(const SheetRaster& sheet, int top, int bottom) {
    const auto begin = sheet.ink.begin() + static_cast<std::ptrdiff_t>(top) * sheet.width;
    const auto end = sheet.ink.begin() + static_cast<std::ptrdiff_t>(bottom) * sheet.width;
    return std::accumulate(begin, end, 0L);
}

long ink_of(const SheetRaster& sheet) {
    return ink_in(sheet, 0, sheet.height);
}

SheetRaster character_drawn(TextPainter& painter, char32_t character) {
    SheetRaster sheet{.dpi = 203, .width = 48, .height = 48};
    sheet.ink.resize(48 * 48);
    std::string text;
    append_utf8(text, character);
    painter.draw(sheet, {6, 2}, text, style);
    return sheet;
}

// The sheet's dots in one column of text are the same in both.
bool same_rows(const SheetRaster& a, const SheetRaster& b, int from, int to) {
    const auto at = [&](const SheetRaster& sheet, int y) {
        return sheet.ink.begin() + static_cast<std::ptrdiff_t>(y) * sheet.width;
    };
    return std::equal(at(a, from), at(a, to), at(b, from));
}

}  // namespace

TEST_CASE("every Chinese character of GB 18030's main block leaves ink, and none a box") {
    TextPainter painter = VALUE(TextPainter::create());
    const SheetRaster box = character_drawn(painter, 0x10FFFD);
    REQUIRE(ink_of(box) > 0);
    std::string text;
    int empty = 0;
    for (char32_t character = 0x4E00; character <= 0x9FA5; ++character) {
        const SheetRaster sheet = character_drawn(painter, character);
        if (ink_of(sheet) < 255 * 10 || sheet.ink == box.ink) ++empty;
        append_utf8(text, character);
    }
    REQUIRE(empty == 0);
    REQUIRE(painter.missing_characters(text) == 0);
}

TEST_CASE("characters of names and prices that fonts often lack are drawn") {
    TextPainter painter = VALUE(TextPainter::create());
    for (const char32_t character : U"如青㭎𠮷㙍堃喆〇·¥㎡℃①（）《》“”、。") {
        if (character == 0) continue;
        INFO(static_cast<unsigned>(character));
        REQUIRE(ink_of(character_drawn(painter, character)) > 0);
    }
    REQUIRE(painter.missing_characters("如青㭎𠮷㙍堃喆〇·¥㎡℃①（）《》“”、。") == 0);
}

TEST_CASE("a character that no font has is counted and does not stop the page") {
    PrintPage page = slip_page();
    page.blocks.push_back(PrintParagraph{PrintParagraph::Style::body, "这里\U0010FFFD没有字"});
    TextPainter painter = VALUE(TextPainter::create());
    const SheetLayout layout =
        VALUE(SheetLayout::create(page, {}, PrintMedia::receipt_80, painter));
    REQUIRE(layout.missing_characters() == 1);
    REQUIRE(ink_of(layout.render(0, painter)) > 0);
}

TEST_CASE("bytes that are no text, and controls, are printed as something harmless") {
    PrintPage page;
    page.title = std::string("a\0b\x01\xFF\xC0 王", 10);
    page.blocks = {PrintParagraph{PrintParagraph::Style::body, "\xE2\x80\xAE反\r\n二"},
                   PrintFields{}, PrintCheckList{}, PrintParagraph{}};
    const std::vector<SheetRaster> sheets = drawn(page, PrintMedia::receipt_58);
    REQUIRE(sheets.size() == 1);
    REQUIRE(ink_of(sheets[0]) > 0);
}

TEST_CASE("each medium gives sheets of its own size, and the text stays inside the margins") {
    for (const PrintMedia media :
         {PrintMedia::a4, PrintMedia::receipt_80, PrintMedia::receipt_58}) {
        const MediaSize size = size_of(media);
        const std::vector<SheetRaster> sheets = drawn(slip_page(), media);
        REQUIRE(sheets.size() == 1);
        const SheetRaster& sheet = sheets[0];
        REQUIRE(sheet.width == size.width);
        REQUIRE(sheet.dpi == size.dpi);
        if (size.height > 0) REQUIRE(sheet.height == size.height);
        REQUIRE(sheet.ink.size() == static_cast<std::size_t>(sheet.width * sheet.height));
        // Punctuation may hang over by a stroke's breadth.
        const int margin = size.margin - 4;
        long outside = 0;
        for (int y = 0; y < sheet.height; ++y) {
            for (int x = 0; x < margin; ++x) {
                outside += sheet.at(x, y) + sheet.at(sheet.width - 1 - x, y);
            }
        }
        REQUIRE(outside == 0);
        REQUIRE(ink_in(sheet, 0, margin) == 0);
        REQUIRE(ink_in(sheet, sheet.height - margin, sheet.height) == 0);
    }
}

TEST_CASE("a page says what it is given: without a line, its ink is missing") {
    const long whole = ink_of(drawn(slip_page(), PrintMedia::a4)[0]);
    PrintPage without = slip_page();
    std::get<PrintFields>(without.blocks[1]).rows.pop_back();
    REQUIRE(ink_of(drawn(without, PrintMedia::a4)[0]) < whole);
    without = slip_page();
    without.village.clear();
    REQUIRE(ink_of(drawn(without, PrintMedia::a4)[0]) < whole);
}

TEST_CASE("a table goes on over several sheets, with its header on each") {
    const std::vector<SheetRaster> sheets = drawn(table_page(150), PrintMedia::a4);
    REQUIRE(sheets.size() >= 3);
    // The header stands at the head of the second and third sheet alike; below it the rows differ.
    const int top = size_of(PrintMedia::a4).margin;
    REQUIRE(ink_in(sheets[1], top, top + 60) > 0);
    REQUIRE(same_rows(sheets[1], sheets[2], top, top + 60));
    REQUIRE_FALSE(same_rows(sheets[1], sheets[2], top + 75, top + 300));
    // A shorter table needs fewer.
    REQUIRE(drawn(table_page(20), PrintMedia::a4).size() == 1);
}

TEST_CASE("no row of a table is lost at the end of a sheet") {
    TextPainter painter = VALUE(TextPainter::create());
    // The ink of the rows alone: pages that differ in one row differ in as much ink wherever the
    // sheets end.
    const auto ink_of_all = [&](int rows) {
        long ink = 0;
        for (const SheetRaster& sheet : drawn(table_page(rows), PrintMedia::a4)) {
            ink += ink_in(sheet, size_of(PrintMedia::a4).margin, 3200);
        }
        return ink;
    };
    const auto count_of = [](int rows) { return drawn(table_page(rows), PrintMedia::a4).size(); };
    int at = 30;
    while (count_of(at + 1) == 1) ++at;
    const long last_on_first = ink_of_all(at) - ink_of_all(at - 1);
    const long first_on_second = ink_of_all(at + 1) - ink_of_all(at);
    REQUIRE(last_on_first > 0);
    REQUIRE(first_on_second > last_on_first);  // the row, and the header again
}

TEST_CASE("a cell longer than a sheet is cut between lines and all of it is printed") {
    PrintPage page = table_page(1);
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "村";
    std::get<PrintTable>(page.blocks[0]).rows[0][1] = text;
    const std::vector<SheetRaster> sheets = drawn(page, PrintMedia::a4);
    REQUIRE(sheets.size() >= 2);
    TextPainter painter = VALUE(TextPainter::create());
    long ink = 0;
    for (const SheetRaster& sheet : sheets) ink += ink_of(sheet);
    const double em = 5.0 * 300 / 25.4 * 0.85;
    SheetRaster one{.dpi = 300, .width = 100, .height = 100};
    one.ink.resize(10'000);
    painter.draw(one, {10, 10}, "村", {.em_dots = em});
    REQUIRE(ink > 2990 * ink_of(one));
}

TEST_CASE("on a roll a wide table is printed as labels and values") {
    const std::vector<SheetRaster> sheets = drawn(table_page(10), PrintMedia::receipt_58);
    REQUIRE(sheets.size() == 1);
    // Three lines a row, and the rule between.
    REQUIRE(sheets[0].height > 10 * 3 * 30);
}

TEST_CASE("the QR code on the paper is read back from every medium") {
    ZbarQrReader reader;
    for (const PrintMedia media :
         {PrintMedia::a4, PrintMedia::receipt_80, PrintMedia::receipt_58}) {
        const std::vector<SheetRaster> sheets = drawn(slip_page(), media);
        REQUIRE(reader.read(grey_of(sheets[0])) == std::vector<std::string>{slip_payload});
    }
}

TEST_CASE("a code that does not fit gives way to a sentence") {
    PrintPage page = slip_page();
    std::get<PrintQr>(page.blocks[3]).payload = std::string(2000, 'x');
    const std::vector<SheetRaster> sheets = drawn(page, PrintMedia::receipt_58);
    ZbarQrReader reader;
    REQUIRE(reader.read(grey_of(sheets[0])).empty());
    REQUIRE(ink_of(sheets[0]) > 0);
}

TEST_CASE("what is too much to print is refused before it is drawn") {
    TextPainter painter = VALUE(TextPainter::create());
    const auto made = [&](const PrintPage& page) {
        return SheetLayout::create(page, {}, PrintMedia::a4, painter);
    };
    PrintPage long_text;
    long_text.title = std::string(print_text_bytes_max + 1, 'a');
    REQUIRE_ERROR(Errc::exhausted, made(long_text));
    PrintPage wide;
    wide.blocks = {PrintTable{std::vector<PrintTable::Column>(print_table_columns_max + 1), {}}};
    REQUIRE_ERROR(Errc::exhausted, made(wide));
    PrintPage crooked = table_page(1);
    std::get<PrintTable>(crooked.blocks[0]).rows[0].resize(4);
    REQUIRE_ERROR(Errc::corrupt, made(crooked));
    PrintPage many;
    many.blocks.push_back(PrintParagraph{PrintParagraph::Style::body, std::string(10'000, '\n')});
    REQUIRE_ERROR(Errc::exhausted, made(many));
}

TEST_CASE("the raster that a printer gets is the sheet, dot for dot") {
    const TempFolder temp;
    const std::vector<SheetRaster> sheets = drawn(table_page(80), PrintMedia::a4);
    REQUIRE(sheets.size() >= 2);
    const std::string file = (temp.path() / "page.pwg").string();
    FilePrinter printer(file, FilePrinter::Format::pwg, PrintMedia::a4);
    REQUIRE(printer.print(sheets_of(sheets), {}, {}).state == PrintJobState::printed);
    const std::vector<SheetRaster> read = read_pwg(file);
    REQUIRE(read.size() == sheets.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        REQUIRE(read[i].dpi == 300);
        REQUIRE(read[i].width == sheets[i].width);
        REQUIRE(read[i].ink == sheets[i].ink);
    }
}

TEST_CASE("a receipt printer's bands are the sheet in black and white, and its code can be read") {
    const TempFolder temp;
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::receipt_80);
    const std::string file = (temp.path() / "slip.escpos").string();
    FilePrinter printer(file, FilePrinter::Format::escpos, PrintMedia::receipt_80);
    REQUIRE(printer.print(sheets_of(sheets), {}, {}).state == PrintJobState::printed);
    std::ifstream in(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    const std::vector<SheetRaster> tickets = read_escpos(bytes);
    REQUIRE(tickets.size() == 1);
    REQUIRE(tickets[0].width == sheets[0].width);
    REQUIRE(tickets[0].height == sheets[0].height);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < tickets[0].ink.size(); ++i) {
        wrong += (tickets[0].ink[i] != 0) != (sheets[0].ink[i] >= 102) ? 1 : 0;
    }
    REQUIRE(wrong == 0);
    ZbarQrReader reader;
    REQUIRE(reader.read(grey_of(tickets[0])) == std::vector<std::string>{slip_payload});
}

TEST_CASE("a file that cannot be written is a print that failed") {
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::receipt_80);
    FilePrinter printer("/dev/full", FilePrinter::Format::escpos, PrintMedia::receipt_80);
    REQUIRE(printer.print(sheets_of(sheets), {}, {}).state == PrintJobState::failed);
}

TEST_CASE("a preview keeps the sheet's shape and light within its bounds") {
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::a4);
    const RgbaImage preview = preview_of(sheets[0], 400, 400);
    REQUIRE(preview.height == 400);
    REQUIRE(preview.width == 282);
    REQUIRE(preview.rgba.size() == 400U * 282U * 4U);
    double sum = 0;
    for (std::size_t i = 0; i < preview.rgba.size(); i += 4) {
        REQUIRE(preview.rgba[i + 3] == 255);
        sum += 255 - preview.rgba[i];
    }
    const double ink =
        static_cast<double>(ink_of(sheets[0])) / static_cast<double>(sheets[0].ink.size());
    REQUIRE(std::abs(sum / (400 * 282) - ink) < 0.05 * ink);
    const RgbaImage same = preview_of(sheets[0], 10'000, 10'000);
    REQUIRE(same.width == sheets[0].width);
}

TEST_CASE("wiping a page leaves nothing of its texts in memory") {
    const Marker marker = id_number_marker(31);
    PrintPage page = slip_page();
    std::string number;
    for (std::size_t i = 0; i < marker.size(); ++i) number += marker.at(i);
    std::get<PrintFields>(page.blocks[1]).rows.push_back({"身份证号", number});
    ::explicit_bzero(number.data(), number.size());
    const auto before = search_memory(::getpid(), marker);
    if (!before) return;  // its reason is printed
    REQUIRE_FALSE(before->empty());
    wipe(page);
    INFO(text_of(*search_memory(::getpid(), marker)));
    REQUIRE(search_memory(::getpid(), marker)->empty());
}
