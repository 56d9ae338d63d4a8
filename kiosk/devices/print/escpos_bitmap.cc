#include "kiosk/devices/print/escpos_bitmap.h"

#include <algorithm>

#include "sync/core/check.h"

namespace hall::kiosk {

std::vector<std::uint8_t> escpos_begin() {
    return {0x1B, '@'};
}

std::vector<std::uint8_t> escpos_band(const SheetRaster& sheet, int y) {
    CHECK(y >= 0 && y < sheet.height);
    constexpr int ink_min = 102;
    const int rows = std::min(escpos_band_height, sheet.height - y);
    const int bytes = (sheet.width + 7) / 8;
    const auto low = [](int n) { return static_cast<std::uint8_t>(n & 0xFF); };
    const auto high = [](int n) { return static_cast<std::uint8_t>(n >> 8 & 0xFF); };
    std::vector<std::uint8_t> band = {0x1D,       'v',         '0',       0,
                                      low(bytes), high(bytes), low(rows), high(rows)};
    band.reserve(band.size() + static_cast<std::size_t>(rows) * static_cast<std::size_t>(bytes));
    for (int row = y; row < y + rows; ++row) {
        for (int byte = 0; byte < bytes; ++byte) {
            unsigned dots = 0;
            for (int bit = 0; bit < 8; ++bit) {
                const int x = byte * 8 + bit;
                if (x < sheet.width && sheet.at(x, row) >= ink_min) dots |= 0x80U >> bit;
            }
            band.push_back(static_cast<std::uint8_t>(dots));
        }
    }
    return band;
}

std::vector<std::uint8_t> escpos_cut() {
    return {0x1D, 'V', 66, 0};
}

std::vector<std::uint8_t> escpos_forget() {
    return {0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8};
}

}  // namespace hall::kiosk
