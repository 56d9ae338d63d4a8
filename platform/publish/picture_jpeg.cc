#include "platform/publish/picture_jpeg.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <memory>

#include "platform/publish/picture_import.h"
#include "sync/core/refused.h"

namespace hall::platform {

namespace {

constexpr int jpeg_quality = 88;

using Turbo = std::unique_ptr<void, int (*)(tjhandle)>;

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

void note_segment(unsigned marker, std::string_view segment, JpegFacts& facts) {
    constexpr std::string_view exif("Exif\0\0", 6);
    if (marker == 0xE1 && segment.starts_with(exif)) {
        facts.has_exif = true;
        facts.orientation = exif_orientation(segment.substr(exif.size()));
    }
    if (marker == 0xEE && segment.starts_with("Adobe")) facts.inverted = true;
    if (marker == 0xC2) facts.progressive = true;
}

PixelSize size_to_decode(PixelSize whole, PixelSize wanted) {
    int count = 0;
    const tjscalingfactor* factors = tjGetScalingFactors(&count);
    PixelSize best = whole;
    for (int i = 0; i < count; ++i) {
        const PixelSize size{TJSCALED(whole.width, factors[i]), TJSCALED(whole.height, factors[i])};
        const bool enough = size.width >= wanted.width && size.height >= wanted.height;
        if (enough && size.width < best.width) best = size;
    }
    return best;
}

Result<void> judge_size(PixelSize size, bool progressive) {
    if (size.width < 1 || size.height < 1) return refused("图片没有大小，已经坏了");
    const std::int64_t pixels = std::int64_t{size.width} * size.height;
    if (pixels > jpeg_import_pixels_max) {
        return refused("图片有" + size_text(size) + "，超过1亿2千万像素，请先缩小");
    }
    if (progressive && pixels > whole_import_pixels_max) {
        return refused("图片是渐进式JPEG，有" + size_text(size) +
                       "，太大了。请另存为普通的JPEG，或者先缩小");
    }
    return {};
}

// Inks to light, without a colour profile: what a village sees is the right picture in
// nearly the right colours.
void light_of_inks(std::vector<std::uint8_t>& pixels, bool inverted) {
    for (std::size_t i = 0; i + 3 < pixels.size(); i += 4) {
        const unsigned black = inverted ? pixels[i + 3] : 255U - pixels[i + 3];
        for (std::size_t k = 0; k < 3; ++k) {
            const unsigned light = inverted ? pixels[i + k] : 255U - pixels[i + k];
            pixels[i + k] = static_cast<std::uint8_t>((light * black + 127) / 255);
        }
        pixels[i + 3] = 255;
    }
}

// Cameras write files that the decoder warns of and reads all the same. One that ends too
// early is another thing: half a photograph misleads.
Result<void> judge_decoded(tjhandle reader, int decoded) {
    if (decoded == 0) return {};
    const std::string_view reason = tjGetErrorStr2(reader);
    const bool cut = reason.find("remature end") != std::string_view::npos;
    if (tjGetErrorCode(reader) == TJERR_WARNING && !cut) return {};
    return refused(cut ? "图片只有前面一部分，后面断了。请重新拷贝或重新导出"
                       : "图片坏了，或者是不常见的JPEG，解不开。请用看图软件另存为普通的JPEG");
}

}  // namespace

JpegFacts jpeg_facts(std::string_view bytes) {
    JpegFacts facts;
    std::size_t at = 2;
    while (at + 4 <= bytes.size() && byte_at(bytes, at) == 0xFF) {
        const unsigned marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) {
            ++at;  // filling
            continue;
        }
        if (marker == 0xDA) break;  // the picture begins
        const std::size_t length = byte_at(bytes, at + 2) << 8 | byte_at(bytes, at + 3);
        if (length < 2 || length > bytes.size() - at - 2) break;
        note_segment(marker, bytes.substr(at + 4, length - 2), facts);
        at += 2 + length;
    }
    return facts;
}

Result<DecodedJpeg> decode_jpeg_smaller(std::string_view bytes, const JpegFacts& facts,
                                        int side_max) {
    const Turbo reader(tjInitDecompress(), tjDestroy);
    if (reader == nullptr) return Error(Errc::unavailable, "no memory for a JPEG");
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    DecodedJpeg decoded;
    int subsampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(reader.get(), data, bytes.size(), &decoded.whole.width,
                            &decoded.whole.height, &subsampling, &colours) != 0) {
        TRY(judge_decoded(reader.get(), -1));
    }
    TRY(judge_size(decoded.whole, facts.progressive));
    decoded.inks = colours == TJCS_CMYK || colours == TJCS_YCCK;
    const PixelSize size = size_to_decode(decoded.whole, fitted_size(decoded.whole, side_max));
    Pixels& pixels = decoded.pixels;
    pixels = {.width = size.width, .height = size.height, .rgba = {}};
    pixels.rgba.resize(4 * pixels.count(), 255);
    const int format = decoded.inks ? TJPF_CMYK : TJPF_RGBA;
    TRY(judge_decoded(reader.get(),
                      tjDecompress2(reader.get(), data, bytes.size(), pixels.rgba.data(),
                                    size.width, 0, size.height, format, TJFLAG_LIMITSCANS)));
    if (decoded.inks) light_of_inks(pixels.rgba, facts.inverted);
    return decoded;
}

Result<std::string> encode_jpeg(const Pixels& pixels) {
    const Turbo writer(tjInitCompress(), tjDestroy);
    if (writer == nullptr) return Error(Errc::unavailable, "no memory for a JPEG");
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int written =
        tjCompress2(writer.get(), pixels.rgba.data(), pixels.width, 0, pixels.height, TJPF_RGBA,
                    &bytes, &size, TJSAMP_420, jpeg_quality, 0);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(bytes, tjFree);
    if (written != 0) return Error(Errc::unavailable, tjGetErrorStr2(writer.get()));
    return std::string(reinterpret_cast<const char*>(bytes), size);
}

Result<std::string> encode_png(const Pixels& pixels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(pixels.width);
    image.height = static_cast<png_uint_32>(pixels.height);
    image.format = PNG_FORMAT_RGBA;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string bytes(size, '\0');
    if (png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.rgba.data(), 0, nullptr) ==
        0) {
        return Error(Errc::unavailable, image.message);
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace hall::platform
