// Image: a picture that may be drawn. Its address is the ImTextureID of
// ImGui::Image() and ImDrawList::AddImage(); the texture id null means the glyph sheet.
//
// Drawn at its own size it is copied; smaller, each pixel is the mean of what it covers;
// larger, it is interpolated. A picture that is drawn often should be scaled once, by
// who decodes it.

#pragma once

#include <cstdint>

namespace hall::kiosk::canvas {

struct Image {
    int width = 0;
    int height = 0;
    int stride = 0;  // pixels from one row to the next

    // 0xAARRGGBB with colours already multiplied by alpha; without alpha the top byte is
    // ignored. Not owned: pixels and Image must live until the frame that draws them has
    // been shown.
    const std::uint32_t* pixels = nullptr;
    bool has_alpha = false;

    // Another number whenever the pixels change. Two pictures that may ever have the
    // same address need different numbers: count up over all pictures.
    std::uint32_t generation = 0;
};

}  // namespace hall::kiosk::canvas
