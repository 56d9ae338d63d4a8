// Writes a screen as a PNG file. The one home of libpng. For tours and developers: a
// kiosk in a village hall takes no pictures of its screen.

#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/canvas/geometry.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall {

// `pixels`: row after row, 0x00RRGGBB. REQUIRES: as many as size says.
Result<void> write_png(const Path& file, canvas::Size size,
                       const std::vector<std::uint32_t>& pixels);

}  // namespace hall
