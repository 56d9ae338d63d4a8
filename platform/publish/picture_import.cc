#include "platform/publish/picture_import.h"

#include <optional>

#include "platform/publish/decoded_picture.h"
#include "platform/publish/picture_jpeg.h"
#include "sync/core/refused.h"

namespace hall::platform {

namespace {

// A PNG of a photograph takes ten times the bytes of a JPEG, over lines that have few.
constexpr std::size_t png_bytes_max = std::size_t{3} << 20;

bool stands_at(std::string_view bytes, std::size_t at, std::string_view what) {
    return bytes.size() >= at + what.size() && bytes.substr(at, what.size()) == what;
}

// What was done, one after the other.
class Said {
  public:
    void add(const std::string& what) { text_ += (text_.empty() ? "" : "，") + what; }
    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

Result<KioskPicture> encoded(const Pixels& pixels, bool prefers_png) {
    KioskPicture picture{.bytes = {},
                         .mime = "image/png",
                         .width = pixels.width,
                         .height = pixels.height,
                         .said = {}};
    const bool opaque = is_opaque(pixels);
    if (prefers_png || !opaque) {
        picture.bytes = TRY(encode_png(pixels));
        if (!opaque || picture.bytes.size() <= png_bytes_max) return picture;
    }
    picture.bytes = TRY(encode_jpeg(pixels));
    picture.mime = "image/jpeg";
    return picture;
}

struct Decoded {
    Pixels pixels;
    PixelSize whole;
    int orientation = 1;
    bool has_exif = false;
    bool must_change = false;  // no kiosk decodes it as it is
    bool moving = false;
    std::string_view format;
};

Result<Decoded> decoded_picture(std::string_view bytes, std::string_view kind) {
    if (kind == "image/jpeg") {
        const JpegFacts facts = jpeg_facts(bytes);
        DecodedJpeg jpeg = TRY(decode_jpeg_smaller(bytes, facts, picture_side_max));
        return Decoded{.pixels = std::move(jpeg.pixels),
                       .whole = jpeg.whole,
                       .orientation = facts.orientation,
                       .has_exif = facts.has_exif,
                       .must_change = jpeg.inks,
                       .format = jpeg.inks ? "印刷用的CMYK" : ""};
    }
    DecodedPicture whole = TRY(decode_picture(bytes, kind, picture_side_max));
    const bool png = kind == "image/png";
    return Decoded{.pixels = std::move(whole.pixels),
                   .whole = whole.whole,
                   .orientation = whole.orientation,
                   .has_exif = whole.has_exif,
                   .must_change = !png || whole.moving,
                   .moving = whole.moving,
                   .format = png ? "" : kind.substr(std::string_view("image/").size())};
}

Error unreadable_kind(std::string_view kind) {
    if (kind == "image/heic") {
        return refused(
            "这是手机的HEIC（或AVIF）照片，这里解不开。请在手机相机设置里选“兼容性最佳”，"
            "或者先另存为JPEG");
    }
    if (kind == "image/tiff") return refused("这是TIFF图片，这里解不开。请先另存为JPEG或PNG");
    if (kind == "image/svg+xml") return refused("这是SVG矢量图，这里解不开。请先导出成PNG");
    if (kind == "image/vnd.adobe.photoshop") {
        return refused("这是Photoshop的文件，这里解不开。请先导出成JPEG");
    }
    return refused("这不是图片（看的是内容，不是文件名）。请用JPEG或PNG图片");
}

}  // namespace

std::string_view picture_kind(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
    if (bytes.starts_with("RIFF") && stands_at(bytes, 8, "WEBP")) return "image/webp";
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
    if (bytes.starts_with("BM") && stands_at(bytes, 6, std::string_view("\0\0\0\0", 4))) {
        return "image/bmp";
    }
    if (stands_at(bytes, 4, "ftyp")) {
        for (const char* brand : {"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif"}) {
            if (stands_at(bytes, 8, brand)) return "image/heic";
        }
    }
    if (bytes.starts_with(std::string_view("II*\0", 4)) ||
        bytes.starts_with(std::string_view("MM\0*", 4))) {
        return "image/tiff";
    }
    if (bytes.starts_with("8BPS")) return "image/vnd.adobe.photoshop";
    if (bytes.starts_with("<svg")) return "image/svg+xml";
    const std::string_view start = bytes.substr(0, 512);
    if (bytes.starts_with("<?xml") && start.find("<svg") != std::string_view::npos) {
        return "image/svg+xml";
    }
    return {};
}

Result<KioskPicture> picture_for_kiosks(std::string_view bytes) {
    const std::string_view kind = picture_kind(bytes);
    const bool readable = kind == "image/jpeg" || kind == "image/png" || kind == "image/webp" ||
                          kind == "image/gif" || kind == "image/bmp";
    if (!readable) return unreadable_kind(kind);
    Decoded decoded = TRY(decoded_picture(bytes, kind));
    const PixelSize whole = decoded.whole;
    const PixelSize kept = fitted_size(whole, picture_side_max);
    const bool smaller = kept.width != whole.width || kept.height != whole.height;
    const bool as_it_came = !decoded.must_change && !decoded.has_exif && !smaller;
    if (as_it_came && (kind == "image/jpeg" || bytes.size() <= png_bytes_max)) {
        return KioskPicture{.bytes = std::string(bytes),
                            .mime = std::string(kind),
                            .width = whole.width,
                            .height = whole.height,
                            .said = {}};
    }
    Said said;
    if (!decoded.format.empty()) said.add("从" + std::string(decoded.format) + "转换");
    if (decoded.moving) said.add("会动的图只取了第一张");
    if (decoded.has_exif) said.add("去掉了拍摄地点等信息");
    Pixels pixels = std::move(decoded.pixels);
    if (pixels.width > kept.width || pixels.height > kept.height) {
        pixels = made_smaller(pixels, kept);
    }
    if (smaller) said.add("从" + size_text(whole) + "缩小到" + size_text(kept));
    if (decoded.orientation > 1) said.add("按拍摄方向转正");
    pixels = turned_upright(std::move(pixels), decoded.orientation);
    KioskPicture picture = TRY(encoded(pixels, kind != "image/jpeg" && kind != "image/webp"));
    picture.said = said.text();
    return picture;
}

}  // namespace hall::platform
