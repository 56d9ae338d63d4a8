// The sheet of glyph pictures: one alpha byte a pixel, filled from the top left, row
// after row of a shelf. Pure; one thread.
//
// Memory is touched only where glyphs lie. When the sheet is full it is emptied and
// its generation rises: every slot handed out before is then void, and the differ must
// repaint everything.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace hall::kiosk::canvas {

struct SheetSlot {
    std::uint16_t u = 0;  // left, in pixels of the sheet
    std::uint16_t v = 0;  // top
    std::uint16_t width = 0;
    std::uint16_t height = 0;
};

class GlyphSheet {
  public:
    // REQUIRES: 64 <= width, height <= 8192.
    GlyphSheet(int width, int height);
    GlyphSheet(GlyphSheet&&) noexcept;
    GlyphSheet& operator=(GlyphSheet&&) noexcept;
    ~GlyphSheet();

    // Copies a picture of width*height alpha bytes, rows `stride` apart. Nothing if
    // the sheet is full: clear() it, and start the frame again. (Nothing, too, for a
    // picture larger than the whole sheet; an empty sheet does not help that one.)
    std::optional<SheetSlot> place(const std::uint8_t* alpha, int width, int height, int stride);

    // Empties the sheet and raises the generation.
    void clear();

    std::uint32_t generation() const { return generation_; }
    const std::uint8_t* pixels() const;
    int width() const { return width_; }
    int height() const { return height_; }

    // A 2×2 block of full alpha in the corner: what solid shapes point at. Its centre
    // in texture coordinates (0..1).
    float white_u() const;
    float white_v() const;

  private:
    struct Memory;
    int width_ = 0;
    int height_ = 0;
    int next_u_ = 0;
    int shelf_v_ = 0;
    int shelf_height_ = 0;
    std::uint32_t generation_ = 1;
    std::unique_ptr<Memory> memory_;
};

}  // namespace hall::kiosk::canvas
