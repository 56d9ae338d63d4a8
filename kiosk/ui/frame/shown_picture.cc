#include "kiosk/ui/frame/shown_picture.h"

#include <string.h>

#include <atomic>
#include <utility>

#include "sync/core/check.h"

namespace hall::kiosk::ui {

namespace {

// Apart from those of pictures.h, which count up from one.
constexpr std::uint32_t first_shown_generation = 0x8000'0000;

std::uint32_t next_shown_generation() {
    static std::atomic<std::uint32_t> made = 0;
    return first_shown_generation | made.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

ShownPicture::ShownPicture(canvas::Size size, std::vector<std::uint32_t> pixels)
    : pixels_(std::move(pixels)) {
    CHECK(size.width > 0 && size.height > 0);
    CHECK(pixels_.size() ==
          static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    image_ = {.width = size.width,
              .height = size.height,
              .stride = size.width,
              .pixels = pixels_.data(),
              .has_alpha = false,
              .generation = next_shown_generation()};
}

ShownPicture::~ShownPicture() {
    ::explicit_bzero(pixels_.data(), pixels_.size() * sizeof(std::uint32_t));
}

}  // namespace hall::kiosk::ui
