// What the tests of the canvas draw with: ImGui without a window, a sheet of made-up
// glyphs, pictures, and a page that changes at random the way a kiosk's pages do.

#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "kiosk/canvas/display_list.h"
#include "kiosk/canvas/glyph_sheet.h"
#include "kiosk/canvas/image.h"

namespace hall::kiosk::canvas::test {

// ImGui with a font made by hand; one at a time.
class Drawing {
  public:
    explicit Drawing(Size size);
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;
    ~Drawing();

    // Draws one frame; the data is valid until the next.
    const ImDrawData& frame(const std::function<void(ImDrawList&)>& draw);

    void resize(Size size);
    Size size() const { return size_; }
    GlyphSheet& sheet() { return sheet_; }

    // Fills the sheet with glyphs of several sizes; again after sheet().clear().
    void place_glyphs();
    const std::vector<SheetSlot>& glyphs() const { return glyphs_; }

    // One glyph as the widgets draw it.
    void glyph(ImDrawList& list, std::size_t number, float x, float y, ImU32 colour) const;

  private:
    Size size_;
    GlyphSheet sheet_;
    std::vector<SheetSlot> glyphs_;
};

// An image of made-up pixels, opaque or not.
struct Picture {
    Picture(int width, int height, bool has_alpha, std::uint32_t seed);
    std::vector<std::uint32_t> pixels;
    Image image;
};

// A header, a grid of cards, a scrolling list under a fixed table head, pictures, and
// sometimes a translucent dialog over it all. change() changes a little of it at random.
class Page {
  public:
    explicit Page(Drawing& drawing);

    void change(std::mt19937& random);
    void draw(ImDrawList& list) const;
    const ImDrawData& frame() {
        return drawing_.frame([this](ImDrawList& list) { draw(list); });
    }

    // For tests that want one thing changed.
    int scroll = 0;
    bool dialog = false;
    int pressed = -1;

    static constexpr std::uint32_t background = 0xF7F2E8;

  private:
    void draw_list(ImDrawList& list) const;
    void draw_dialog(ImDrawList& list) const;
    void word(ImDrawList& list, std::uint32_t seed, float x, float y, ImU32 colour) const;

    Drawing& drawing_;
    Picture photo_{90, 60, false, 1};
    Picture stamp_{40, 40, true, 2};
    int photo_x_ = 300;
    float seal_size_ = 30;
    std::uint32_t title_ = 1;
};

}  // namespace hall::kiosk::canvas::test
