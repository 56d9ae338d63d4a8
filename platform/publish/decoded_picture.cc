#include "platform/publish/decoded_picture.h"

#include <png.h>
#include <webp/decode.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_BMP
#define STBI_ONLY_GIF
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <memory>

#include "platform/publish/picture_import.h"
#include "sync/core/refused.h"

namespace hall::platform {

namespace {

Error damaged() {
    return refused("图片坏了，或者后面断了，解不开。请重新拷贝或重新导出");
}

Result<void> judge_size(PixelSize size) {
    if (size.width < 1 || size.height < 1) return damaged();
    if (std::int64_t{size.width} * size.height <= whole_import_pixels_max) return {};
    return refused("图片有" + std::to_string(size.width) + "×" + std::to_string(size.height) +
                   "，超过5千万像素。请先缩小，或者另存为JPEG");
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, bool big_endian) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + (big_endian ? i : 3 - i)]);
    }
    return value;
}

// The content of the first chunk of a name; PNG and RIFF differ in what stands where.
std::string_view chunk_of(std::string_view bytes, std::string_view name, bool png) {
    std::size_t at = png ? 8 : 12;
    while (at + 8 <= bytes.size()) {
        const std::size_t size = number_at(bytes, png ? at : at + 4, png);
        const std::string_view is = bytes.substr(png ? at + 4 : at, 4);
        if (size > bytes.size() - at - 8) break;
        if (is == name) return bytes.substr(at + 8, size);
        at += 8 + size + (png ? 4 : size % 2);
    }
    return {};
}

void take_exif(std::string_view exif, DecodedPicture& picture) {
    constexpr std::string_view head("Exif\0\0", 6);
    if (exif.empty()) return;
    if (exif.starts_with(head)) exif.remove_prefix(head.size());
    picture.has_exif = true;
    picture.orientation = exif_orientation(exif);
}

// Frees what libpng holds, however it ends.
struct PngReader {
    png_image image{};
    PngReader() { image.version = PNG_IMAGE_VERSION; }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
    ~PngReader() { png_image_free(&image); }
};

Result<DecodedPicture> decode_png(std::string_view bytes) {
    PngReader reader;
    png_image& image = reader.image;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return damaged();
    DecodedPicture picture;
    picture.whole = {static_cast<int>(std::min<png_uint_32>(image.width, 1U << 30)),
                     static_cast<int>(std::min<png_uint_32>(image.height, 1U << 30))};
    TRY(judge_size(picture.whole));
    picture.pixels = {picture.whole.width, picture.whole.height, {}};
    picture.pixels.rgba.resize(4 * picture.pixels.count());
    image.format = PNG_FORMAT_RGBA;
    if (png_image_finish_read(&image, nullptr, picture.pixels.rgba.data(), 0, nullptr) == 0) {
        return damaged();
    }
    take_exif(chunk_of(bytes, "eXIf", true), picture);
    picture.moving = !chunk_of(bytes, "acTL", true).empty();
    return picture;
}

Result<DecodedPicture> decode_webp(std::string_view bytes, int side_max) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) return Error(Errc::unavailable, "another libwebp");
    if (WebPGetFeatures(data, bytes.size(), &config.input) != VP8_STATUS_OK) return damaged();
    if (config.input.has_animation != 0) {
        return refused("这是会动的WebP，一体机只能放不动的图。请截一张图另存为JPEG");
    }
    DecodedPicture picture;
    picture.whole = {config.input.width, config.input.height};
    TRY(judge_size(picture.whole));
    const PixelSize size = fitted_size(picture.whole, side_max);
    picture.pixels = {size.width, size.height, {}};
    picture.pixels.rgba.resize(4 * picture.pixels.count());
    config.options.use_scaling = size.width != picture.whole.width ? 1 : 0;
    config.options.scaled_width = size.width;
    config.options.scaled_height = size.height;
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {picture.pixels.rgba.data(), 4 * size.width, picture.pixels.rgba.size()};
    const VP8StatusCode decoded = WebPDecode(data, bytes.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (decoded != VP8_STATUS_OK) return damaged();
    take_exif(chunk_of(bytes, "EXIF", false), picture);
    return picture;
}

// The decoder below reads on past the end of a file as if it were black.
bool bmp_is_whole(std::string_view bytes, PixelSize size) {
    if (bytes.size() < 34) return false;
    const std::size_t begin = number_at(bytes, 10, false);
    const bool core = number_at(bytes, 14, false) == 12;
    const std::size_t at = core ? 24 : 28;
    const std::size_t bits =
        static_cast<unsigned char>(bytes[at]) | static_cast<unsigned char>(bytes[at + 1]) << 8;
    const std::size_t row = (static_cast<std::size_t>(size.width) * bits + 31) / 32 * 4;
    return begin <= bytes.size() &&
           row * static_cast<std::size_t>(size.height) <= bytes.size() - begin;
}

// Where the blocks that begin at `at` end; past the end if they do not.
std::size_t after_blocks(std::string_view bytes, std::size_t at) {
    while (at < bytes.size() && bytes[at] != '\0') at += 1 + static_cast<unsigned char>(bytes[at]);
    return at + 1;
}

// How many whole pictures a GIF has, up to two.
int gif_pictures(std::string_view bytes) {
    const auto byte = [&](std::size_t at) -> unsigned {
        return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
    };
    const auto table = [](unsigned flags) -> std::size_t {
        return (flags & 0x80U) != 0 ? std::size_t{3} << ((flags & 7U) + 1) : 0;
    };
    std::size_t at = 13 + table(byte(10));
    int pictures = 0;
    while (at < bytes.size() && pictures < 2) {
        if (byte(at) == 0x21) {
            at = after_blocks(bytes, at + 2);
        } else if (byte(at) == 0x2C) {
            at = after_blocks(bytes, at + 11 + table(byte(at + 9)));
            if (at <= bytes.size()) ++pictures;
        } else {
            break;
        }
    }
    return pictures;
}

Result<DecodedPicture> decode_by_stb(std::string_view bytes, bool gif) {
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const int length = static_cast<int>(bytes.size());
    DecodedPicture picture;
    int parts = 0;
    if (stbi_info_from_memory(data, length, &picture.whole.width, &picture.whole.height, &parts) ==
        0) {
        return refused("图片坏了，或者是不常见的格式，解不开。请用看图软件另存为JPEG");
    }
    TRY(judge_size(picture.whole));
    const int pictures = gif ? gif_pictures(bytes) : 1;
    if (pictures == 0 || (!gif && !bmp_is_whole(bytes, picture.whole))) return damaged();
    picture.moving = pictures > 1;
    PixelSize size;
    const std::unique_ptr<stbi_uc, void (*)(void*)> decoded(
        stbi_load_from_memory(data, length, &size.width, &size.height, &parts, 4), stbi_image_free);
    if (decoded == nullptr) return damaged();
    picture.pixels = {size.width, size.height, {}};
    picture.pixels.rgba.assign(decoded.get(), decoded.get() + 4 * picture.pixels.count());
    return picture;
}

}  // namespace

Result<DecodedPicture> decode_picture(std::string_view bytes, std::string_view kind, int side_max) {
    if (kind == "image/png") return decode_png(bytes);
    if (kind == "image/webp") return decode_webp(bytes, side_max);
    return decode_by_stb(bytes, kind == "image/gif");
}

}  // namespace hall::platform
