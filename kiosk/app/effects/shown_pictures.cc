#include "kiosk/app/effects/shown_pictures.h"

#include <utility>

namespace hall::kiosk {

ui::PictureHandle shown_picture_of(RgbaImage image) {
    if (image.width <= 0 || image.height <= 0) return nullptr;
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(image.width) *
                                      static_cast<std::size_t>(image.height));
    const std::uint8_t* from = image.rgba.data();
    for (std::uint32_t& pixel : pixels) {
        pixel = 0xFF00'0000U | std::uint32_t{from[0]} << 16U | std::uint32_t{from[1]} << 8U |
                std::uint32_t{from[2]};
        from += 4;
    }
    const canvas::Size size{image.width, image.height};
    wipe(image);
    return std::make_shared<const ui::ShownPicture>(size, std::move(pixels));
}

}  // namespace hall::kiosk
