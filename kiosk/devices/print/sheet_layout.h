// SheetLayout: a page of content set on sheets of paper, and each sheet drawn as ink.
//
// Everything is cut into strips that are as wide as the paper and are never cut through: a line of
// a paragraph, a box with its item, a row of a table. Strips fill one sheet after the other; a
// heading stays with what follows it, and the header of a table is set again on each further sheet.
// A row of a table too high for a third of a sheet is cut between its lines.
//
// On a roll a table of more than two columns is set as rows of labels and values: columns of three
// characters cannot be read.
//
// One thread. It holds the texts; they are wiped with it.

#pragma once

#include <string>
#include <vector>

#include "kiosk/devices/print/print_media.h"
#include "kiosk/devices/print/print_page.h"
#include "kiosk/devices/print/print_qr.h"
#include "kiosk/devices/print/text_painter.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// One part of a sheet, with places in dots from its own upper left corner.
struct SheetStrip {
    struct Line {
        SheetPoint at;
        std::string text;
        TextStyle style;
    };
    // A rectangle of ink; `outline` 0: filled, else that many dots thick and empty inside.
    struct Box {
        SheetPoint at;
        int width = 0;
        int height = 0;
        int outline = 0;
    };
    struct Code {
        SheetPoint at;
        QrMatrix matrix;
        int module_dots = 0;
    };
    int height = 0;
    bool with_next = false;  // never the last of a sheet
    int header = -1;         // the strip that is set above it where a sheet begins
    std::vector<Line> lines;
    std::vector<Box> boxes;
    std::vector<Code> codes;
};

class SheetLayout {
  public:
    // Errors: those of check_print_page(); exhausted if it needs more than print_sheets_max sheets.
    static Result<SheetLayout> create(const PrintPage& page, const PrintTexts& texts,
                                      PrintMedia media, TextPainter& painter);
    SheetLayout(SheetLayout&&) noexcept = default;
    SheetLayout& operator=(SheetLayout&&) noexcept = default;
    ~SheetLayout();

    int sheet_count() const { return static_cast<int>(sheets_.size()); }
    PrintMedia media() const { return media_; }

    // Characters that no installed font has: they are printed as boxes with their number.
    int missing_characters() const { return missing_characters_; }

    // REQUIRES: 0 <= sheet < sheet_count().
    SheetRaster render(int sheet, TextPainter& painter) const;

  private:
    struct Placed {
        int strip = 0;
        int y = 0;
    };
    using Sheet = std::vector<Placed>;

    SheetLayout() = default;
    Result<void> break_into_sheets(int body_height);
    std::vector<SheetStrip::Line> footer_of(int sheet, TextPainter& painter) const;

    PrintMedia media_ = PrintMedia::a4;
    int missing_characters_ = 0;
    std::string foot_;
    std::string page_of_;
    std::vector<SheetStrip> strips_;
    std::vector<Sheet> sheets_;
};

}  // namespace hall::kiosk
