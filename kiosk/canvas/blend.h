// The arithmetic of one pixel. Whole numbers only, so that every way to walk over an
// area, and every machine, gives the same picture.

#pragma once

#include <cstdint>

namespace hall::kiosk::canvas {

// A colour ready to be laid over many pixels: red and blue in one word, green in
// another, so that two multiplications do for three channels.
struct Ink {
    std::uint32_t red_blue = 0;
    std::uint32_t green = 0;

    explicit Ink(std::uint32_t colour) : red_blue(colour & 0xFF00FFU), green(colour & 0x00FF00U) {}
};

// 0..255 to 0..256, so that full alpha leaves nothing of what lies below.
inline std::uint32_t weight_of(std::uint32_t alpha) {
    return alpha + (alpha >> 7);
}

// `below` with `weight` 256ths of the ink over it. The top byte of the result is 0.
inline std::uint32_t blend(std::uint32_t below, Ink over, std::uint32_t weight) {
    std::uint32_t rest = 256 - weight;
    std::uint32_t red_blue =
        ((below & 0xFF00FFU) * rest + over.red_blue * weight + 0x800080U) >> 8 & 0xFF00FFU;
    std::uint32_t green =
        ((below & 0x00FF00U) * rest + over.green * weight + 0x008000U) >> 8 & 0x00FF00U;
    return red_blue | green;
}

// The same for a colour 0xAARRGGBB that alpha has been multiplied into.
inline std::uint32_t blend_multiplied(std::uint32_t below, std::uint32_t over) {
    std::uint32_t rest = 256 - weight_of(over >> 24);
    std::uint32_t red_blue = ((below & 0xFF00FFU) * rest + 0x800080U) >> 8 & 0xFF00FFU;
    std::uint32_t green = ((below & 0x00FF00U) * rest + 0x008000U) >> 8 & 0x00FF00U;
    return (red_blue | green) + (over & 0xFFFFFFU);
}

// a*b/255, rounded, for 0 <= a, b <= 255.
inline std::uint32_t of_255(std::uint32_t a, std::uint32_t b) {
    std::uint32_t product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

// A multiplied colour through a filter of another, whose alpha is not multiplied in.
inline std::uint32_t accented(std::uint32_t colour, std::uint32_t accent) {
    if (accent == 0xFFFFFFFFU) return colour;
    std::uint32_t alpha = accent >> 24;
    std::uint32_t red = of_255(of_255(colour >> 16 & 255U, accent >> 16 & 255U), alpha);
    std::uint32_t green = of_255(of_255(colour >> 8 & 255U, accent >> 8 & 255U), alpha);
    std::uint32_t blue = of_255(of_255(colour & 255U, accent & 255U), alpha);
    return of_255(colour >> 24, alpha) << 24 | red << 16 | green << 8 | blue;
}

}  // namespace hall::kiosk::canvas
