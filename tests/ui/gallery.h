// The gallery: pages that show every widget with the kind of text it will meet.

#pragma once

#include <span>
#include <string_view>

#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk {

struct GalleryPage {
    std::string_view name;
    void (*draw)(ui::Frame& frame);
};

std::span<const GalleryPage> gallery();

}  // namespace hall::kiosk
