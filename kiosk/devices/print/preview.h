// Preview: a sheet as a picture for the screen.

#pragma once

#include "kiosk/devices/print/print_media.h"
#include "kiosk/devices/rgba_image.h"

namespace hall::kiosk {

// The sheet made smaller until it fits into width_max × height_max pixels; never larger than it is.
// Each pixel is the mean of the dots that it covers. REQUIRES: a sheet of at least one dot, and
// both limits at least 1.
RgbaImage preview_of(const SheetRaster& sheet, int width_max, int height_max);

}  // namespace hall::kiosk
