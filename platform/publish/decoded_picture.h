// Pictures that are decoded whole: PNG, WebP, GIF, BMP.

#pragma once

#include <string_view>

#include "platform/publish/pixels.h"
#include "sync/core/result.h"

namespace hall::platform {

struct DecodedPicture {
    Pixels pixels;
    int orientation = 1;
    bool has_exif = false;
    PixelSize whole;      // before it was made smaller
    bool moving = false;  // only its first picture was taken
};

// `kind`: of picture_kind(). Fails with `refused` and a sentence in Chinese.
Result<DecodedPicture> decode_picture(std::string_view bytes, std::string_view kind, int side_max);

}  // namespace hall::platform
