#include "kiosk/picture_file.h"

#include <png.h>

namespace hall {

Result<void> write_png(const Path& file, canvas::Size size,
                       const std::vector<std::uint32_t>& pixels) {
    CHECK(pixels.size() ==
          static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(size.width);
    image.height = static_cast<png_uint_32>(size.height);
    image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> bytes;
    bytes.reserve(pixels.size() * 3);
    for (const std::uint32_t pixel : pixels) {
        bytes.push_back(static_cast<std::uint8_t>(pixel >> 16));
        bytes.push_back(static_cast<std::uint8_t>(pixel >> 8));
        bytes.push_back(static_cast<std::uint8_t>(pixel));
    }
    if (png_image_write_to_file(&image, file.c_str(), 0, bytes.data(), 0, nullptr) == 0) {
        return Error(Errc::unavailable, file.string() + ": " + image.message);
    }
    return {};
}

}  // namespace hall
