// Pages to print in tests, and a printer's raster read back.

#pragma once

#include <string>
#include <vector>

#include "kiosk/devices/camera/rgb_image.h"
#include "kiosk/devices/print/print_page.h"
#include "kiosk/devices/print/printer.h"

namespace hall::kiosk {

inline constexpr const char* slip_payload = "K7M-00028 7QF2-M9KD-4XTC";

PrintPage slip_page();
// With so many rows of three columns.
PrintPage table_page(int rows);

// All sheets of a page.
std::vector<SheetRaster> drawn(const PrintPage& page, PrintMedia media);

// As a printer gets them.
Sheets sheets_of(const std::vector<SheetRaster>& rasters);

GreyImage grey_of(const SheetRaster& sheet);

// Reads PWG raster with libcups; one sheet each.
std::vector<SheetRaster> read_pwg(const std::string& file);

// Reads what a receipt printer was sent: the dots of each ticket, cut by cut.
std::vector<SheetRaster> read_escpos(const std::string& bytes);

}  // namespace hall::kiosk
