// PWG raster (PWG 5102.4), the page format every IPP printer since 2013 takes, written by libcups:
// 8-bit grey, line after line.

#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "kiosk/devices/print/printer.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// Takes the next bytes; false ends the writing.
using ByteSink = std::function<bool(std::span<const std::uint8_t>)>;

// All sheets, one after the other. `times_dots`: each dot is written so many times across and down
// (2 for a printer that takes 600 dpi only).
//
//   unavailable  the sink took no more
Result<void> write_pwg_raster(const Sheets& sheets, int times_dots, const ByteSink& sink);

}  // namespace hall::kiosk
