#include "kiosk/app/picture_file.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "sync/core/check.h"

namespace hall::kiosk {

namespace {

using ui::PixelPicture;

std::size_t count_of(canvas::Size size) {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
}

Result<void> judge_size(std::int64_t width, std::int64_t height, std::int64_t pixels_max) {
    if (width < 1 || height < 1) return Error(Errc::corrupt, "a picture of no size");
    if (width <= pixels_max && height <= pixels_max && width * height <= pixels_max) return {};
    return Error(Errc::exhausted,
                 "a picture of " + std::to_string(width) + "x" + std::to_string(height));
}

// --- PNG

// Frees what libpng holds, however it ends.
struct PngReader {
    png_image image{};
    PngReader() { image.version = PNG_IMAGE_VERSION; }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
    ~PngReader() { png_image_free(&image); }
};

void multiply_by_alpha(std::vector<std::uint32_t>& pixels) {
    for (std::uint32_t& pixel : pixels) {
        const std::uint32_t alpha = pixel >> 24;
        const auto part = [&](int shift) {
            return ((((pixel >> shift) & 255U) * alpha + 127) / 255) << shift;
        };
        pixel = alpha << 24 | part(16) | part(8) | part(0);
    }
}

Result<PixelPicture> decode_png(std::string_view bytes) {
    PngReader reader;
    png_image& image = reader.image;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
        return Error(Errc::corrupt, image.message);
    }
    PixelPicture picture;
    picture.has_alpha = (image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
    TRY(judge_size(image.width, image.height, png_pixels_max));
    picture.size = {static_cast<int>(image.width), static_cast<int>(image.height)};
    picture.pixels.resize(count_of(picture.size));
    image.format = PNG_FORMAT_BGRA;
    if (png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr) == 0) {
        return Error(Errc::corrupt, image.message);
    }
    if (picture.has_alpha) multiply_by_alpha(picture.pixels);
    return picture;
}

// --- JPEG

using JpegReader = std::unique_ptr<void, int (*)(tjhandle)>;

// The least size the decoder can give that is not smaller than wanted: it leaves out what
// nobody would see, which is most of the work.
canvas::Size size_to_decode(canvas::Size whole, canvas::Size wanted) {
    int count = 0;
    const tjscalingfactor* factors = tjGetScalingFactors(&count);
    canvas::Size best = whole;
    for (int i = 0; i < count; ++i) {
        const canvas::Size size{TJSCALED(whole.width, factors[i]),
                                TJSCALED(whole.height, factors[i])};
        const bool enough = size.width >= wanted.width && size.height >= wanted.height;
        if (enough && size.width < best.width) best = size;
    }
    return best;
}

Result<PixelPicture> decode_jpeg(std::string_view bytes, canvas::Size size_max) {
    const JpegReader reader(tjInitDecompress(), tjDestroy);
    if (reader == nullptr) return Error(Errc::unavailable, "no memory for a JPEG");
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    canvas::Size whole;
    int subsampling = 0;
    int colours = 0;
    const auto failed = [&] { return Error(Errc::corrupt, tjGetErrorStr2(reader.get())); };
    if (tjDecompressHeader3(reader.get(), data, bytes.size(), &whole.width, &whole.height,
                            &subsampling, &colours) != 0) {
        return failed();
    }
    TRY(judge_size(whole.width, whole.height, jpeg_pixels_max));
    PixelPicture picture;
    picture.size = size_to_decode(whole, fitted(whole, size_max));
    picture.pixels.resize(count_of(picture.size));
    auto* pixels = reinterpret_cast<unsigned char*>(picture.pixels.data());
    const int decoded = tjDecompress2(reader.get(), data, bytes.size(), pixels, picture.size.width,
                                      0, picture.size.height, TJPF_BGRX, TJFLAG_LIMITSCANS);
    if (decoded == 0) return picture;
    // Cameras write files that the decoder warns of and reads all the same. One that ends
    // too early is another thing: half a photograph misleads.
    const bool warning = tjGetErrorCode(reader.get()) == TJERR_WARNING;
    const std::string_view reason = tjGetErrorStr2(reader.get());
    if (!warning || reason.find("remature end") != reason.npos) return failed();
    return picture;
}

// --- Making smaller

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
        cover.first = static_cast<int>(begin);
        const int last = std::min(from - 1, static_cast<int>(std::ceil(end)) - 1);
        for (int k = cover.first; k <= last; ++k) {
            const double part = std::min<double>(end, k + 1) - std::max<double>(begin, k);
            cover.parts.push_back(static_cast<std::uint32_t>(std::lround(part * 256)));
        }
    }
    return all;
}

// The mean of what a small pixel covers; the parts may be rounded, their sum is not.
std::uint32_t mean(const PixelPicture& picture, const Cover& across, const Cover& down) {
    std::uint64_t sums[4] = {};
    std::uint64_t weight = 0;
    for (std::size_t row = 0; row < down.parts.size(); ++row) {
        const std::size_t y = static_cast<std::size_t>(down.first) + row;
        const std::uint32_t* line = picture.pixels.data() +
                                    y * static_cast<std::size_t>(picture.size.width) +
                                    static_cast<std::size_t>(across.first);
        for (std::size_t column = 0; column < across.parts.size(); ++column) {
            const std::uint64_t part = std::uint64_t{down.parts[row]} * across.parts[column];
            weight += part;
            for (int k = 0; k < 4; ++k) sums[k] += part * (line[column] >> (8 * k) & 255U);
        }
    }
    std::uint32_t pixel = 0;
    for (int k = 0; k < 4; ++k) {
        pixel |= static_cast<std::uint32_t>((sums[k] + weight / 2) / weight) << (8 * k);
    }
    return pixel;
}

}  // namespace

canvas::Size fitted(canvas::Size picture, canvas::Size size_max) {
    const double shrink = std::min({1.0, static_cast<double>(size_max.width) / picture.width,
                                    static_cast<double>(size_max.height) / picture.height});
    const auto scaled = [&](int side) { return std::max(1, static_cast<int>(side * shrink)); };
    return {scaled(picture.width), scaled(picture.height)};
}

PixelPicture made_smaller(const PixelPicture& picture, canvas::Size size) {
    CHECK(size.width >= 1 && size.height >= 1 && size.width <= picture.size.width &&
          size.height <= picture.size.height);
    const std::vector<Cover> across = covers(picture.size.width, size.width);
    const std::vector<Cover> down = covers(picture.size.height, size.height);
    PixelPicture small{.size = size, .pixels = {}, .has_alpha = picture.has_alpha};
    small.pixels.reserve(count_of(size));
    for (const Cover& row : down) {
        for (const Cover& column : across) small.pixels.push_back(mean(picture, column, row));
    }
    return small;
}

Result<PixelPicture> decode_picture(std::string_view bytes, canvas::Size size_max) {
    CHECK(size_max.width >= 1 && size_max.height >= 1);
    const bool png = bytes.starts_with("\x89PNG");
    const bool jpeg = bytes.starts_with("\xFF\xD8");
    if (!png && !jpeg) return Error(Errc::corrupt, "neither PNG nor JPEG");
    PixelPicture picture = TRY(png ? decode_png(bytes) : decode_jpeg(bytes, size_max));
    const canvas::Size size = fitted(picture.size, size_max);
    if (size == picture.size) return picture;
    return made_smaller(picture, size);
}

Result<void> write_png(const Path& file, canvas::Size size,
                       const std::vector<std::uint32_t>& pixels) {
    CHECK(pixels.size() ==
          static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(size.width);
    image.height = static_cast<png_uint_32>(size.height);
    image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> bytes;
    bytes.reserve(pixels.size() * 3);
    for (const std::uint32_t pixel : pixels) {
        bytes.push_back(static_cast<std::uint8_t>(pixel >> 16));
        bytes.push_back(static_cast<std::uint8_t>(pixel >> 8));
        bytes.push_back(static_cast<std::uint8_t>(pixel));
    }
    if (png_image_write_to_file(&image, file.c_str(), 0, bytes.data(), 0, nullptr) == 0) {
        return Error(Errc::unavailable, file.string() + ": " + image.message);
    }
    return {};
}

}  // namespace hall::kiosk
