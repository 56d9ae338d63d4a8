// StripBuilder: the blocks of a page as strips of one width (sheet_layout.h). For that file only.

#pragma once

#include <string_view>
#include <vector>

#include "kiosk/devices/print/print_page.h"
#include "kiosk/devices/print/sheet_layout.h"

namespace hall::kiosk {

class StripBuilder {
  public:
    StripBuilder(PrintMedia media, const PrintTexts& texts, TextPainter& painter);

    void add_title(std::string_view title);
    void add(const PrintBlock& block);
    std::vector<SheetStrip> take() { return std::move(strips_); }

    static double body_em(PrintMedia media);
    static TextStyle foot_style(PrintMedia media);

  private:
    // A column of a row: its lines stand from `x` on, in `width` dots.
    struct Cell {
        std::vector<std::string> lines;
        int x = 0;
        int width = 0;
        bool right = false;
    };
    struct Columns {
        std::vector<int> x;  // of each column's left rule; one more at the end
        TextStyle style;
        int padding = 0;
    };

    struct Rules {
        bool above = false;
        bool below = false;
    };

    int dots(double mm) const;
    void gap(double mm);
    void add_lines(std::string_view text, TextStyle style, int x, bool centred, bool with_next);
    void add(const PrintParagraph& paragraph);
    void add(const PrintFields& fields);
    void add_field(const PrintField& field, int label_width);
    void add(const PrintCheckList& list);
    void add_check_item(const PrintCheckItem& item);
    void add(const PrintTable& table);
    void add_table_as_fields(const PrintTable& table);
    Columns columns_of(const PrintTable& table);
    void add_table_row(const Columns& columns, const PrintTable& table,
                       const std::vector<std::string_view>& cells, bool is_header, int header);
    void add_grid(SheetStrip& strip, const Columns& columns, Rules rules) const;
    void add(const PrintQr& qr);

    const MediaSize media_;
    const bool roll_;
    const PrintTexts& texts_;
    TextPainter& painter_;
    const TextStyle body_;
    const int left_;
    const int width_;
    std::vector<SheetStrip> strips_;
};

}  // namespace hall::kiosk
