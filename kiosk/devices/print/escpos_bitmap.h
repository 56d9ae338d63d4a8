// A sheet as ESC/POS: a picture in bands (GS v 0), and the cut. Receipt printers have no font that
// could be trusted with Chinese; dots they all print.

#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/devices/print/print_media.h"

namespace hall::kiosk {

// Lines of one band: small enough for the buffers of cheap printers, so that a state can be asked
// for between two.
inline constexpr int escpos_band_height = 128;

// ESC @: everything as after switching on.
std::vector<std::uint8_t> escpos_begin();

// The band that begins at line `y`; at most escpos_band_height lines. A dot is black from two
// fifths of full ink on: thin strokes stay whole. REQUIRES: 0 <= y < sheet.height.
std::vector<std::uint8_t> escpos_band(const SheetRaster& sheet, int y);

// GS V 66: feeds to the knife and cuts.
std::vector<std::uint8_t> escpos_cut();

// DLE DC4 8: what has been sent and is not printed yet is forgotten.
std::vector<std::uint8_t> escpos_forget();

}  // namespace hall::kiosk
