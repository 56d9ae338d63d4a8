// ShownPicture: a picture that a screen's model holds: a camera's frame, a photo before it is
// kept, a sheet before it is printed. What documents show comes from pictures.h.
//
// Its pixels are overwritten when the last model lets go of it. Never changed once it is made, so
// that any thread may hold it.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kiosk/canvas/geometry.h"
#include "kiosk/canvas/image.h"

namespace hall::kiosk::ui {

class ShownPicture {
  public:
    // `pixels`: 0xAARRGGBB, row after row, all opaque. REQUIRES: as many as the size says, and at
    // least one.
    ShownPicture(canvas::Size size, std::vector<std::uint32_t> pixels);
    ShownPicture(const ShownPicture&) = delete;
    ShownPicture& operator=(const ShownPicture&) = delete;
    ~ShownPicture();

    const canvas::Image& image() const { return image_; }

  private:
    std::vector<std::uint32_t> pixels_;
    canvas::Image image_;
};

using PictureHandle = std::shared_ptr<const ShownPicture>;

}  // namespace hall::kiosk::ui
