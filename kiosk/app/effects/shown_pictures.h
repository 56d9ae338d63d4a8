// Pictures of devices as screens hold them.

#pragma once

#include "kiosk/devices/rgba_image.h"
#include "kiosk/ui/frame/shown_picture.h"

namespace hall::kiosk {

// Overwrites what it is given. None for a picture without pixels. Any thread.
ui::PictureHandle shown_picture_of(RgbaImage image);

}  // namespace hall::kiosk
