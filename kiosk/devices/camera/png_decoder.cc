#include "kiosk/devices/camera/png_decoder.h"

#include <png.h>

#include <string>

namespace hall::kiosk {

namespace {

// Frees what libpng holds, however it ends.
struct PngReader {
    png_image image{};
    PngReader() { image.version = PNG_IMAGE_VERSION; }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
    ~PngReader() { png_image_free(&image); }
};

}  // namespace

Result<RgbImage> decode_png(std::string_view bytes) {
    PngReader reader;
    png_image& png = reader.image;
    if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0) {
        return Error(Errc::corrupt, png.message);
    }
    const std::int64_t pixels = std::int64_t{png.width} * png.height;
    if (png.width > 65'535 || png.height > 65'535 || pixels > photo_png_pixels_max) {
        return Error(Errc::exhausted, "a PNG of " + std::to_string(png.width) + "x" +
                                          std::to_string(png.height) + " pixels");
    }
    RgbImage image = RgbImage::of_size(static_cast<int>(png.width), static_cast<int>(png.height));
    png.format = PNG_FORMAT_RGB;
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&png, &white, image.rgb.data(), 0, nullptr) == 0) {
        return Error(Errc::corrupt, png.message);
    }
    return image;
}

}  // namespace hall::kiosk
