#include "platform/publish/pixels.h"

#include <algorithm>
#include <cmath>

namespace hall::platform {

namespace {

// Which pixels of a line a smaller one covers, and how much of each: 256 is all of it.
struct Cover {
    int first = 0;
    std::vector<std::uint32_t> parts;
};

std::vector<Cover> covers(int from, int to) {
    std::vector<Cover> all(static_cast<std::size_t>(to));
    const double step = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        Cover& cover = all[static_cast<std::size_t>(i)];
        const double begin = i * step;
        const double end = begin + step;
        cover.first = std::min(from - 1, static_cast<int>(begin));
        const int last = std::min(from - 1, static_cast<int>(std::ceil(end)) - 1);
        for (int k = cover.first; k <= std::max(cover.first, last); ++k) {
            const double part = std::min<double>(end, k + 1) - std::max<double>(begin, k);
            cover.parts.push_back(
                static_cast<std::uint32_t>(std::max<long>(1, std::lround(part * 256))));
        }
    }
    return all;
}

void append_mean(const Pixels& pixels, const Cover& across, const Cover& down,
                 std::vector<std::uint8_t>& out) {
    std::uint64_t colours[3] = {};
    std::uint64_t alpha = 0;
    std::uint64_t weight = 0;
    for (std::size_t row = 0; row < down.parts.size(); ++row) {
        const std::size_t y = static_cast<std::size_t>(down.first) + row;
        const std::uint8_t* at =
            pixels.rgba.data() + 4 * (y * static_cast<std::size_t>(pixels.width) +
                                      static_cast<std::size_t>(across.first));
        for (const std::uint32_t column : across.parts) {
            const std::uint64_t part = std::uint64_t{down.parts[row]} * column;
            const std::uint64_t seen = part * at[3];
            for (int k = 0; k < 3; ++k) colours[k] += seen * at[k];
            alpha += seen;
            weight += part;
            at += 4;
        }
    }
    for (const std::uint64_t colour : colours) {
        out.push_back(alpha == 0 ? std::uint8_t{0}
                                 : static_cast<std::uint8_t>((colour + alpha / 2) / alpha));
    }
    out.push_back(static_cast<std::uint8_t>((alpha + weight / 2) / weight));
}

// A number of two or four bytes in the byte order of the file.
class TiffNumbers {
  public:
    TiffNumbers(std::string_view bytes, bool big_endian) : bytes_(bytes), big_(big_endian) {}

    bool has(std::size_t at, std::size_t size) const {
        return at <= bytes_.size() && size <= bytes_.size() - at;
    }
    std::uint32_t number(std::size_t at, int size) const {
        std::uint32_t value = 0;
        for (int i = 0; i < size; ++i) {
            const std::size_t k = at + static_cast<std::size_t>(big_ ? i : size - 1 - i);
            value = value << 8 | static_cast<unsigned char>(bytes_[k]);
        }
        return value;
    }

  private:
    std::string_view bytes_;
    bool big_;
};

}  // namespace

std::string size_text(PixelSize size) {
    return std::to_string(size.width) + "×" + std::to_string(size.height);
}

PixelSize fitted_size(PixelSize size, int side_max) {
    const int longest = std::max(size.width, size.height);
    if (longest <= side_max) return size;
    const double shrink = static_cast<double>(side_max) / longest;
    const auto scaled = [&](int side) {
        return std::clamp(static_cast<int>(std::lround(side * shrink)), 1, side);
    };
    return {scaled(size.width), scaled(size.height)};
}

Pixels made_smaller(const Pixels& pixels, PixelSize size) {
    const std::vector<Cover> across = covers(pixels.width, size.width);
    const std::vector<Cover> down = covers(pixels.height, size.height);
    Pixels small{.width = size.width, .height = size.height, .rgba = {}};
    small.rgba.reserve(4 * small.count());
    for (const Cover& row : down) {
        for (const Cover& column : across) append_mean(pixels, column, row, small.rgba);
    }
    return small;
}

Pixels turned_upright(Pixels pixels, int orientation) {
    if (orientation < 2 || orientation > 8) return pixels;
    const bool on_its_side = orientation >= 5;
    Pixels turned{.width = on_its_side ? pixels.height : pixels.width,
                  .height = on_its_side ? pixels.width : pixels.height,
                  .rgba = std::vector<std::uint8_t>(pixels.rgba.size())};
    // Row 0 and column 0 of the file are, by the standard (EXIF 2.32, tag 274): 2 top, right;
    // 3 bottom, right; 4 bottom, left; 5 left, top; 6 right, top; 7 right, bottom;
    // 8 left, bottom.
    const bool from_right =
        orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    const bool from_bottom =
        orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    const std::uint8_t* at = pixels.rgba.data();
    for (int y = 0; y < pixels.height; ++y) {
        for (int x = 0; x < pixels.width; ++x, at += 4) {
            int to_x = on_its_side ? y : x;
            int to_y = on_its_side ? x : y;
            if (from_right) to_x = turned.width - 1 - to_x;
            if (from_bottom) to_y = turned.height - 1 - to_y;
            const std::size_t to =
                4 * (static_cast<std::size_t>(to_y) * static_cast<std::size_t>(turned.width) +
                     static_cast<std::size_t>(to_x));
            std::copy(at, at + 4, turned.rgba.begin() + static_cast<std::ptrdiff_t>(to));
        }
    }
    return turned;
}

bool is_opaque(const Pixels& pixels) {
    for (std::size_t i = 3; i < pixels.rgba.size(); i += 4) {
        if (pixels.rgba[i] != 255) return false;
    }
    return true;
}

int exif_orientation(std::string_view tiff) {
    constexpr std::size_t entry_bytes = 12;
    constexpr std::uint32_t orientation_tag = 274;
    const bool big = tiff.starts_with(std::string_view("MM\0*", 4));
    if (!big && !tiff.starts_with(std::string_view("II*\0", 4))) return 1;
    const TiffNumbers numbers(tiff, big);
    if (!numbers.has(4, 4)) return 1;
    const std::size_t directory = numbers.number(4, 4);
    if (!numbers.has(directory, 2)) return 1;
    const std::uint32_t entries = numbers.number(directory, 2);
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + entry_bytes * i;
        if (!numbers.has(entry, entry_bytes)) return 1;
        if (numbers.number(entry, 2) != orientation_tag) continue;
        const std::uint32_t value = numbers.number(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

}  // namespace hall::platform
