// How large this screen's pixels are and how high it hangs, as staff measured it: a file of
// the kiosk's data folder. A display often lies about its size; a bank card does not.

#pragma once

#include "kiosk/app/model.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// Pixels a millimetre that any panel of a kiosk has (kiosk/canvas/density.h).
inline constexpr float px_per_mm_min = 1.2F;
inline constexpr float px_per_mm_max = 24;

// What was measured, or the usual panel where nothing was, or nothing that can be.
Panel load_panel(Files& files, const Path& file);

// Fails with `exhausted` or `unavailable` like the disk, `refused` for what cannot be.
Result<void> store_panel(Files& files, const Path& file, const Panel& panel);

}  // namespace hall::kiosk
