#include "kiosk/canvas/memory_presenter.h"

#include <cstring>

#include "sync/core/check.h"

namespace hall::kiosk::canvas {

MemoryPresenter::MemoryPresenter(Size size) : size_(size) {
    CHECK(size.width >= 1 && size.height >= 1);
    pixels_.resize(static_cast<std::size_t>(size.width) * size.height);
}

Surface MemoryPresenter::surface() {
    return {.pixels = pixels_.data(), .stride = size_.width, .area = whole(size_)};
}

Result<void> MemoryPresenter::resize(Size size) {
    CHECK(size.width >= 1 && size.height >= 1);
    size_ = size;
    pixels_.assign(static_cast<std::size_t>(size.width) * size.height, 0);
    return {};
}

Result<void> MemoryPresenter::present(const Damage& damage, const PaintFunction& paint) {
    if (!damage.move.empty()) carry(damage.move, surface());
    for (const Rect& rect : damage.rects) paint(surface(), rect);
    return {};
}

Result<void> MemoryPresenter::take_lost(std::vector<Rect>&) {
    return {};
}

std::uint32_t MemoryPresenter::at(int x, int y) const {
    CHECK(x >= 0 && y >= 0 && x < size_.width && y < size_.height);
    return pixels_[static_cast<std::size_t>(y) * size_.width + x];
}

std::string MemoryPresenter::ppm() const {
    std::string file =
        "P6\n" + std::to_string(size_.width) + " " + std::to_string(size_.height) + "\n255\n";
    file.reserve(file.size() + pixels_.size() * 3);
    for (std::uint32_t pixel : pixels_) {
        file.push_back(static_cast<char>(pixel >> 16));
        file.push_back(static_cast<char>(pixel >> 8 & 255U));
        file.push_back(static_cast<char>(pixel & 255U));
    }
    return file;
}

void carry(const Move& move, const Surface& surface) {
    auto bytes = static_cast<std::size_t>(move.to.width()) * sizeof(std::uint32_t);
    auto carry_row = [&](int y) {
        std::memcpy(surface.at(move.to.x0, y), surface.at(move.to.x0, y - move.dy), bytes);
    };
    // From the side it moves to, so that no row is overwritten before it was carried.
    if (move.dy > 0) {
        for (int y = move.to.y1 - 1; y >= move.to.y0; --y) carry_row(y);
    } else {
        for (int y = move.to.y0; y < move.to.y1; ++y) carry_row(y);
    }
}

}  // namespace hall::kiosk::canvas
