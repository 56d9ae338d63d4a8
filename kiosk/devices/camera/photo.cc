#include "kiosk/devices/camera/photo.h"

#include <string.h>

#include <algorithm>
#include <array>

#include "kiosk/devices/camera/jpeg_codec.h"
#include "kiosk/devices/camera/jpeg_header.h"
#include "kiosk/devices/camera/png_decoder.h"

namespace hall::kiosk {

namespace {

struct Decoded {
    RgbImage image;
    int orientation = 1;
};

Result<Decoded> decode(std::string_view bytes, const PhotoLimits& limits) {
    if (bytes.size() > limits.input_bytes_max) {
        return Error(Errc::exhausted, "a picture of " + std::to_string(bytes.size()) + " bytes");
    }
    Decoded decoded;
    if (bytes.starts_with("\xFF\xD8")) {
        decoded.orientation = TRY(read_jpeg_header(bytes)).orientation;
        if (!jpeg_has_end(bytes)) return Error(Errc::corrupt, "a JPEG that ends too early");
        decoded.image = TRY(decode_jpeg(bytes, limits.long_edge_max));
    } else if (bytes.starts_with("\x89PNG")) {
        decoded.image = TRY(decode_png(bytes));
    } else {
        return Error(Errc::corrupt, "neither JPEG nor PNG");
    }
    return decoded;
}

// The best quality that fits; a picture that no quality makes small enough is made smaller.
Result<std::string> encode_within(RgbImage& image, std::size_t bytes_max) {
    constexpr std::array<int, 4> qualities = {85, 75, 60, 45};
    for (;;) {
        for (const int quality : qualities) {
            std::string jpeg = TRY(encode_jpeg(image, quality));
            if (jpeg.size() <= bytes_max) return jpeg;
            ::explicit_bzero(jpeg.data(), jpeg.size());
        }
        const int edge = std::max(image.width, image.height);
        if (edge < 64) return Error(Errc::exhausted, "the photo does not become small enough");
        image = fitted(std::move(image), edge * 3 / 4);
    }
}

}  // namespace

std::string sentence_key(PhotoWarning warning) {
    switch (warning) {
        case PhotoWarning::blurred:
            return "photo.blurred";
        case PhotoWarning::too_dark:
            return "photo.too_dark";
        case PhotoWarning::overexposed:
            break;
    }
    return "photo.overexposed";
}

std::string sentence_key(PhotoFault fault) {
    switch (fault) {
        case PhotoFault::not_a_picture:
            return "photo.not_a_picture";
        case PhotoFault::too_large:
            return "photo.too_large";
        case PhotoFault::no_memory:
            break;
    }
    return "photo.no_memory";
}

PhotoFault photo_fault_of(const Error& error) {
    if (error.code() == Errc::exhausted) return PhotoFault::too_large;
    if (error.code() == Errc::unavailable) return PhotoFault::no_memory;
    return PhotoFault::not_a_picture;
}

Result<Photo> prepare_photo(std::string_view bytes, PhotoKind kind, const PhotoLimits& limits) {
    Decoded decoded = TRY(decode(bytes, limits));
    RgbImage image = upright(std::move(decoded.image), decoded.orientation);
    Photo photo;
    photo.orientation = decoded.orientation;
    photo.source_width = image.width;
    photo.source_height = image.height;
    photo.quality = measure_quality(image);
    if (is_too_dark(photo.quality)) photo.warnings.push_back(PhotoWarning::too_dark);
    if (is_overexposed(photo.quality)) photo.warnings.push_back(PhotoWarning::overexposed);
    // A dark or blank picture has no edges, sharp or not.
    if (photo.warnings.empty() && is_blurred(photo.quality)) {
        photo.warnings.push_back(PhotoWarning::blurred);
    }
    if (kind == PhotoKind::paper) photo.paper = find_paper(image);
    if (photo.paper) {
        RgbImage paper = straightened(image, *photo.paper, limits.long_edge_max);
        wipe(image);
        image = std::move(paper);
    } else {
        image = fitted(std::move(image), limits.long_edge_max);
    }
    Result<std::string> jpeg = encode_within(image, limits.jpeg_bytes_max);
    photo.width = image.width;
    photo.height = image.height;
    wipe(image);
    photo.jpeg = TRY(std::move(jpeg));
    return photo;
}

Result<RgbaImage> photo_preview(std::string_view bytes, int width_max, int height_max) {
    PhotoLimits limits;
    limits.long_edge_max = std::max(width_max, height_max);
    Decoded decoded = TRY(decode(bytes, limits));
    return rgba_of(upright(std::move(decoded.image), decoded.orientation), width_max, height_max);
}

void wipe(Photo& photo) {
    ::explicit_bzero(photo.jpeg.data(), photo.jpeg.size());
    photo = {};
}

}  // namespace hall::kiosk
