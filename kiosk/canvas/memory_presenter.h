// The screen as plain memory. Pure; one thread.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/canvas/presenter.h"

namespace hall::kiosk::canvas {

class MemoryPresenter final : public Presenter {
  public:
    // REQUIRES: width and height >= 1.
    explicit MemoryPresenter(Size size);

    Size size() const override { return size_; }
    Result<void> resize(Size size) override;
    Result<void> present(const Damage& damage, const PaintFunction& paint) override;
    Result<void> take_lost(std::vector<Rect>& lost) override;

    // 0xRRGGBB of a point. REQUIRES: it lies on the screen.
    std::uint32_t at(int x, int y) const;

    // Row after row, 0x00RRGGBB.
    const std::vector<std::uint32_t>& pixels() const { return pixels_; }

    // The screen as a picture file (PPM, "P6").
    std::string ppm() const;

  private:
    Surface surface();

    Size size_;
    std::vector<std::uint32_t> pixels_;
};

// Carries the pixels of a move within a surface that holds all of it.
void carry(const Move& move, const Surface& surface);

}  // namespace hall::kiosk::canvas
