// TextPainter: lines of text measured, broken and drawn into a raster, by Pango and Cairo with
// Noto Sans CJK (and what fontconfig has for the characters that Noto lacks). The one home of both
// libraries.
//
// Only rasters: Cairo's PDF of Noto Sans CJK SC leaves out 如.
//
// One thread for one painter; several painters may live on several threads.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/devices/print/print_media.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct TextStyle {
    double em_dots = 0;  // height of the em
    bool bold = false;
};

struct SheetPoint {
    int x = 0;
    int y = 0;
};

class TextPainter {
  public:
    // Fails with `unavailable` if there is no font at all.
    static Result<TextPainter> create();

    TextPainter(TextPainter&&) noexcept;
    TextPainter& operator=(TextPainter&&) noexcept;
    ~TextPainter();

    // `text` in lines no wider than `width` dots, broken where Unicode's rules allow it, and inside
    // a word only where it would not fit otherwise. At least one line, which may be empty.
    std::vector<std::string> lines(std::string_view text, TextStyle style, int width);

    int width(std::string_view line, TextStyle style);

    // Dots from one base line to the next, the same for every text of this style.
    static int line_height(TextStyle style);

    // Draws one line with its upper left corner at `at`. What lies outside the raster is left out.
    void draw(SheetRaster& sheet, SheetPoint at, std::string_view line, TextStyle style);

    // How many characters of the text no font has: they are drawn as boxes with their number.
    int missing_characters(std::string_view text);

  private:
    struct Pango;
    explicit TextPainter(std::unique_ptr<Pango> pango);
    std::unique_ptr<Pango> pango_;
};

}  // namespace hall::kiosk
