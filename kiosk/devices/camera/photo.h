// A photo on its way from a camera or a file to an attachment: decoded, turned upright, judged, the
// paper in it found and set straight, and written anew as a JPEG without metadata.
//
// Takes some tenths of a second: not on the screen's thread.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/devices/camera/paper_finder.h"
#include "kiosk/devices/camera/photo_quality.h"
#include "kiosk/devices/rgba_image.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct PhotoLimits {
    std::size_t input_bytes_max = std::size_t{32} << 20;
    int long_edge_max = 2000;
    std::size_t jpeg_bytes_max = 1'500'000;
};

// What a person is told before keeping the photo; each has a sentence in assets/text.
enum class PhotoWarning {
    blurred,
    too_dark,
    overexposed,
};

// What keeps a file from being a photo.
enum class PhotoFault {
    not_a_picture,  // neither JPEG nor PNG, damaged, or cut off
    too_large,      // too many bytes or pixels
    no_memory,
};

// "photo.blurred", "photo.too_large"
std::string sentence_key(PhotoWarning warning);
std::string sentence_key(PhotoFault fault);

// Which fault an error of prepare_photo() is.
PhotoFault photo_fault_of(const Error& error);

struct Photo {
    std::string jpeg;  // upright; straightened if paper was found and it was asked for
    int width = 0;
    int height = 0;
    int source_width = 0;  // as decoded, upright
    int source_height = 0;
    int orientation = 1;  // as Exif said; already applied
    PhotoQuality quality;
    std::vector<PhotoWarning> warnings;
    std::optional<Quadrilateral> paper;  // in pixels of the source
};

enum class PhotoKind {
    scene,  // as it is
    paper,  // a document: the paper is looked for, and cut out if it is found
};

//   corrupt      not_a_picture
//   exhausted    too_large
//   unavailable  no_memory
Result<Photo> prepare_photo(std::string_view bytes, PhotoKind kind, const PhotoLimits& limits = {});

// A picture file for the screen, upright, fitted into width_max × height_max. Fails as
// prepare_photo() does.
Result<RgbaImage> photo_preview(std::string_view bytes, int width_max, int height_max);

// Overwrites the picture.
void wipe(Photo& photo);

}  // namespace hall::kiosk
