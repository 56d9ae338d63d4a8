// Pictures as people have them, made into pictures that every kiosk can show. What a file is
// called says nothing; its bytes do. A photograph of a telephone is turned the right way up
// and made smaller, other kinds become JPEG or PNG, and where and when it was taken is left
// out. What cannot be shown is refused with the reason and what to do.
//
// Foreign bytes come in here, within bounded memory: a JPEG is decoded smaller than it is, and
// of others nothing is decoded that would have too many pixels. The platform's home of libpng,
// libjpeg-turbo, libwebp and stb_image.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall::platform {

// The longest side a picture is kept with: more than a screen has.
inline constexpr int picture_side_max = 2560;

// A JPEG of 120 megapixels takes some 30 MB while it is made smaller; anything that must be
// decoded whole takes four bytes a pixel.
inline constexpr std::int64_t jpeg_import_pixels_max = 120'000'000;
inline constexpr std::int64_t whole_import_pixels_max = 50'000'000;

struct KioskPicture {
    std::string bytes;
    std::string mime;  // image/jpeg or image/png
    int width = 0;
    int height = 0;
    std::string said;  // what was done to it, in Chinese; empty: it is as it came
};

// "image/heic", "image/webp" … by the first bytes; empty for what is no picture.
std::string_view picture_kind(std::string_view bytes);

// Fails with `refused` and a sentence in Chinese.
Result<KioskPicture> picture_for_kiosks(std::string_view bytes);

}  // namespace hall::platform
