#include "kiosk/devices/camera/jpeg_codec.h"

#include <turbojpeg.h>

#include <algorithm>
#include <memory>

#include "kiosk/devices/camera/jpeg_header.h"
#include "sync/core/check.h"

namespace hall::kiosk {

namespace {

using Turbo = std::unique_ptr<void, int (*)(tjhandle)>;

Result<void> judge(const JpegHeader& header) {
    const std::int64_t pixels = std::int64_t{header.width} * header.height;
    if (pixels < 1) return Error(Errc::corrupt, "a JPEG of no size");
    const std::int64_t most =
        header.progressive ? photo_progressive_pixels_max : photo_jpeg_pixels_max;
    if (pixels <= most) return {};
    return Error(Errc::exhausted, "a JPEG of " + std::to_string(header.width) + "x" +
                                      std::to_string(header.height) +
                                      (header.progressive ? " pixels, progressive" : " pixels"));
}

tjscalingfactor factor_for(const JpegHeader& header, int long_edge) {
    int count = 0;
    const tjscalingfactor* factors = tjGetScalingFactors(&count);
    tjscalingfactor best{1, 1};
    const int edge = std::max(header.width, header.height);
    for (int i = 0; i < count; ++i) {
        const tjscalingfactor& each = factors[i];
        const bool smaller = each.num * best.denom < best.num * each.denom;
        if (smaller && TJSCALED(edge, each) >= std::min(long_edge, edge)) best = each;
    }
    return best;
}

// Adobe's CMYK is stored inverted, and so are nearly all that exist: 255 is no ink.
RgbImage rgb_of(const std::vector<unsigned char>& cmyk, int width, int height) {
    RgbImage image = RgbImage::of_size(width, height);
    for (std::size_t i = 0; i < image.rgb.size() / 3; ++i) {
        const unsigned black = cmyk[4 * i + 3];
        for (std::size_t k = 0; k < 3; ++k) {
            image.rgb[3 * i + k] = static_cast<std::uint8_t>(cmyk[4 * i + k] * black / 255);
        }
    }
    return image;
}

}  // namespace

Result<RgbImage> decode_jpeg(std::string_view bytes, int long_edge) {
    const JpegHeader header = TRY(read_jpeg_header(bytes));
    TRY(judge(header));
    const Turbo turbo(tjInitDecompress(), tjDestroy);
    if (!turbo) return Error(Errc::unavailable, "no memory for a JPEG");
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    const auto failed = [&] { return Error(Errc::corrupt, tjGetErrorStr2(turbo.get())); };
    if (tjDecompressHeader3(turbo.get(), data, bytes.size(), &width, &height, &subsampling,
                            &colours) != 0) {
        return failed();
    }
    // The frame header that was judged must be the one that is decoded.
    if (width != header.width || height != header.height) {
        return Error(Errc::corrupt, "a JPEG with two sizes");
    }
    const tjscalingfactor factor = factor_for(header, long_edge);
    width = TJSCALED(width, factor);
    height = TJSCALED(height, factor);
    const bool four = colours == TJCS_CMYK || colours == TJCS_YCCK;
    RgbImage image;
    std::vector<unsigned char> cmyk;
    if (four) {
        cmyk.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    } else {
        image = RgbImage::of_size(width, height);
    }
    const int decoded =
        tjDecompress2(turbo.get(), data, bytes.size(), four ? cmyk.data() : image.rgb.data(), width,
                      0, height, four ? TJPF_CMYK : TJPF_RGB, TJFLAG_LIMITSCANS);
    if (decoded != 0) {
        // Cameras write files that the decoder warns of and reads all the same; one that ends too
        // early, or is damaged inside, is another thing.
        const bool warning = tjGetErrorCode(turbo.get()) == TJERR_WARNING;
        const std::string_view reason = tjGetErrorStr2(turbo.get());
        const bool half = reason.find("remature end") != reason.npos ||
                          reason.find("Corrupt JPEG data: bad Huffman") != reason.npos;
        if (!warning || half) return failed();
    }
    if (four) image = rgb_of(cmyk, width, height);
    return image;
}

Result<std::string> encode_jpeg(const RgbImage& image, int quality) {
    CHECK(image.width >= 1 && image.height >= 1 && quality >= 1 && quality <= 100);
    const Turbo turbo(tjInitCompress(), tjDestroy);
    if (!turbo) return Error(Errc::unavailable, "no memory for a JPEG");
    std::string out(tjBufSize(image.width, image.height, TJSAMP_420), '\0');
    auto* buffer = reinterpret_cast<unsigned char*>(out.data());
    unsigned long size = out.size();
    if (tjCompress2(turbo.get(), image.rgb.data(), image.width, 0, image.height, TJPF_RGB, &buffer,
                    &size, TJSAMP_420, quality, TJFLAG_NOREALLOC) != 0) {
        return Error(Errc::unavailable, tjGetErrorStr2(turbo.get()));
    }
    out.resize(size);
    out.shrink_to_fit();
    return out;
}

}  // namespace hall::kiosk
