// The paper that a page is set on, and the picture of one sheet of it in memory.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hall::kiosk {

enum class PrintMedia {
    a4,          // 210 × 297 mm, 300 dpi
    receipt_80,  // roll of 80 mm: 576 dots of 203 dpi (72 mm) are printed
    receipt_58,  // roll of 58 mm: 384 dots of 203 dpi (48 mm) are printed
};

struct MediaSize {
    int dpi = 0;
    int width = 0;       // dots that can be printed
    int height = 0;      // dots; 0: a roll, as long as what stands on it
    int margin = 0;      // dots left white at each side
    double body_mm = 0;  // height of the em of body text
};

constexpr MediaSize size_of(PrintMedia media) {
    switch (media) {
        case PrintMedia::receipt_80:
            return {203, 576, 0, 12, 4.0};
        case PrintMedia::receipt_58:
            return {203, 384, 0, 8, 3.7};
        case PrintMedia::a4:
            break;
    }
    return {300, 2480, 3508, 177, 5.0};
}

// A roll is cut off here: two metres are no slip.
inline constexpr int receipt_height_max = 16'000;

// One sheet as ink: row after row, one byte a dot, 0 is paper and 255 is black.
struct SheetRaster {
    int dpi = 0;
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> ink;

    std::uint8_t at(int x, int y) const {
        return ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)];
    }
};

// Overwrites what stands on the sheet.
void wipe(SheetRaster& sheet);

}  // namespace hall::kiosk
