// What stands in a JPEG before its picture (ITU-T T.81, JIF; Exif 2.32): size, kind, and which way
// up it is. Read without decoding, so that a file that would take too much memory is refused first.

#pragma once

#include <cstdint>
#include <string_view>

#include "sync/core/result.h"

namespace hall::kiosk {

struct JpegHeader {
    int width = 0;
    int height = 0;
    int components = 0;  // 1 grey, 3 colour, 4 CMYK
    bool progressive = false;
    int orientation = 1;  // Exif, 1 to 8
};

// Fails with `corrupt` if it is no JPEG, or ends before its frame header.
Result<JpegHeader> read_jpeg_header(std::string_view bytes);

// True if the end of the picture follows the begin of its data: one that a cut or a full stick
// ended early has none. REQUIRES: read_jpeg_header() takes it.
bool jpeg_has_end(std::string_view bytes);

// The orientation in the content of an APP1 segment ("Exif", two zeros, a TIFF header); 1 if it is
// not there, damaged or out of range.
int exif_orientation(std::string_view app1);

}  // namespace hall::kiosk
