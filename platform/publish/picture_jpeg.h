// JPEG in and out, and PNG out, for pictures that are imported.

#pragma once

#include <string>
#include <string_view>

#include "platform/publish/pixels.h"
#include "sync/core/result.h"

namespace hall::platform {

struct JpegFacts {
    int orientation = 1;
    bool has_exif = false;     // where and when it was taken, and with what
    bool progressive = false;  // takes three bytes a pixel of memory to decode
    bool inverted = false;     // its inks are written as light: what Adobe's programs do
};

// From the segments before the picture's data; what is damaged is found by decoding.
JpegFacts jpeg_facts(std::string_view bytes);

struct DecodedJpeg {
    Pixels pixels;
    PixelSize whole;    // before it was made smaller
    bool inks = false;  // CMYK: no kiosk decodes it as it is
};

// Decoded as a kiosk does, in the least size that is not smaller than `side_max` asks for.
// Fails with `refused` and a sentence in Chinese.
Result<DecodedJpeg> decode_jpeg_smaller(std::string_view bytes, const JpegFacts& facts,
                                        int side_max);

// Fail with `unavailable`: no memory.
Result<std::string> encode_jpeg(const Pixels& pixels);
Result<std::string> encode_png(const Pixels& pixels);

}  // namespace hall::platform
