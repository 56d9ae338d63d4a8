#include "platform/publish/picture_import.h"

#include <turbojpeg.h>
#include <webp/encode.h>

#include <memory>

#include "platform/publish/picture_jpeg.h"
#include "tests/catch.h"

using namespace hall;

using namespace hall::platform;

namespace {

// Red above, blue below: who turns it shows it.
Pixels flag(int width, int height) {
    Pixels pixels{.width = width, .height = height, .rgba = {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool top = y * 2 < height;
            pixels.rgba.insert(pixels.rgba.end(), {static_cast<std::uint8_t>(top ? 220 : 20), 30,
                                                   static_cast<std::uint8_t>(top ? 20 : 220), 255});
        }
    }
    return pixels;
}

std::string jpeg(const Pixels& pixels) {
    return VALUE(encode_jpeg(pixels));
}

// The JPEG with an EXIF segment that says how it was held.
std::string held(std::string bytes, int orientation) {
    std::string exif("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
    exif.push_back(static_cast<char>(orientation));
    exif.append("\0\0\0\0\0\0", 6);
    std::string segment("\xFF\xE1\0", 3);
    segment.push_back(static_cast<char>(exif.size() + 2));
    bytes.insert(2, segment + exif);
    return bytes;
}

std::string cmyk_jpeg(int width, int height) {
    std::vector<unsigned char> inks(static_cast<std::size_t>(4 * width * height));
    for (std::size_t i = 0; i < inks.size(); i += 4) {
        inks[i + 1] = inks[i + 2] = 255;  // magenta and yellow: red
    }
    const std::unique_ptr<void, int (*)(tjhandle)> writer(tjInitCompress(), tjDestroy);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    REQUIRE(tjCompress2(writer.get(), inks.data(), width, 0, height, TJPF_CMYK, &bytes, &size,
                        TJSAMP_444, 90, 0) == 0);
    const std::string written(reinterpret_cast<char*>(bytes), size);
    tjFree(bytes);
    return written;
}

std::string webp(const Pixels& pixels) {
    std::uint8_t* bytes = nullptr;
    const std::size_t size = WebPEncodeRGBA(pixels.rgba.data(), pixels.width, pixels.height,
                                            4 * pixels.width, 90, &bytes);
    REQUIRE(size > 0);
    const std::string written(reinterpret_cast<char*>(bytes), size);
    WebPFree(bytes);
    return written;
}

std::string bmp() {
    std::string bytes("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\x18\0",
                      30);
    bytes.append(24, '\0');
    bytes.append("\x10\x20\xD0\x10\x20\xD0\0\0\xD0\x20\x10\xD0\x20\x10\0\0", 16);
    return bytes;
}

std::string gif(int pictures) {
    std::string bytes("GIF89a\x01\0\x01\0\x80\0\0\xFF\0\0\0\0\0", 19);
    for (int i = 0; i < pictures; ++i) {
        bytes.append(",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0", 15);
    }
    return bytes + ";";
}

// The middle of the first line, and of the last.
struct Ends {
    int red_above = 0;
    int red_below = 0;
    int red_left = 0;
    int red_right = 0;
};
Ends ends_of(const std::string& bytes) {
    const DecodedJpeg read = VALUE(decode_jpeg_smaller(bytes, jpeg_facts(bytes), 4000));
    const Pixels& pixels = read.pixels;
    const auto red = [&](int x, int y) {
        return static_cast<int>(
            pixels.rgba[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) +
                             static_cast<std::size_t>(x))]);
    };
    return {red(pixels.width / 2, 1), red(pixels.width / 2, pixels.height - 2),
            red(1, pixels.height / 2), red(pixels.width - 2, pixels.height / 2)};
}

std::string refusal(const std::string& bytes) {
    const Result<KioskPicture> picture = picture_for_kiosks(bytes);
    REQUIRE_FALSE(picture.ok());
    REQUIRE(picture.error().code() == Errc::refused);
    return picture.error().message();
}

}  // namespace

TEST_CASE("a picture that kiosks show as it is stays as it came") {
    const std::string photo = jpeg(flag(64, 48));
    const KioskPicture picture = VALUE(picture_for_kiosks(photo));
    REQUIRE(picture.bytes == photo);
    REQUIRE(picture.mime == "image/jpeg");
    REQUIRE(picture.width == 64);
    REQUIRE(picture.said.empty());
    const std::string drawing = VALUE(encode_png(flag(20, 10)));
    REQUIRE(VALUE(picture_for_kiosks(drawing)).bytes == drawing);
    REQUIRE(VALUE(picture_for_kiosks(drawing)).mime == "image/png");
}

TEST_CASE("a photograph is turned the way it was held, whichever way that was") {
    const std::string photo = jpeg(flag(64, 48));
    for (int orientation = 2; orientation <= 8; ++orientation) {
        INFO("orientation " << orientation);
        const KioskPicture picture = VALUE(picture_for_kiosks(held(photo, orientation)));
        const bool on_its_side = orientation >= 5;
        REQUIRE(picture.width == (on_its_side ? 48 : 64));
        REQUIRE(picture.height == (on_its_side ? 64 : 48));
        const Ends ends = ends_of(picture.bytes);
        const bool above = orientation == 2;
        const bool below = orientation == 3 || orientation == 4;
        const bool left = orientation == 5 || orientation == 8;
        REQUIRE((ends.red_above > 128) == (on_its_side ? ends.red_above > 128 : above));
        if (!on_its_side) REQUIRE((ends.red_below > 128) == below);
        if (on_its_side) REQUIRE((ends.red_left > 128) == left);
        if (on_its_side) REQUIRE((ends.red_right > 128) == !left);
        REQUIRE_FALSE(jpeg_facts(picture.bytes).has_exif);
    }
}

TEST_CASE("where a photograph was taken is left out") {
    const KioskPicture picture = VALUE(picture_for_kiosks(held(jpeg(flag(64, 48)), 1)));
    REQUIRE(picture.bytes.find("Exif") == std::string::npos);
    REQUIRE_THAT(picture.said, contains_text("拍摄地点"));
}

TEST_CASE("CMYK, WebP, BMP and GIF become pictures that kiosks show") {
    const KioskPicture inks = VALUE(picture_for_kiosks(cmyk_jpeg(32, 32)));
    REQUIRE(inks.mime == "image/jpeg");
    REQUIRE_THAT(inks.said, contains_text("CMYK"));
    const DecodedJpeg read = VALUE(decode_jpeg_smaller(inks.bytes, jpeg_facts(inks.bytes), 4000));
    REQUIRE_FALSE(read.inks);
    REQUIRE(VALUE(picture_for_kiosks(webp(flag(40, 30)))).mime == "image/jpeg");
    const KioskPicture small = VALUE(picture_for_kiosks(bmp()));
    REQUIRE(small.mime == "image/png");
    REQUIRE(small.width == 2);
    REQUIRE(VALUE(picture_for_kiosks(gif(1))).mime == "image/png");
    const KioskPicture moving = VALUE(picture_for_kiosks(gif(2)));
    REQUIRE_THAT(moving.said, contains_text("第一张"));
}

TEST_CASE("a telephone's photograph is taken and made smaller") {
    // 12 megapixels, as most telephones have them.
    const KioskPicture picture = VALUE(picture_for_kiosks(jpeg(flag(4000, 3000))));
    REQUIRE(picture.width == picture_side_max);
    REQUIRE(picture.height == 1920);
    REQUIRE_THAT(picture.said, contains_text("缩小"));
    const Ends ends = ends_of(picture.bytes);
    REQUIRE(ends.red_above > 128);
    REQUIRE(ends.red_below < 128);
}

TEST_CASE("half a picture of any kind is refused, and so is what is none") {
    const Pixels pixels = flag(200, 200);
    for (std::string whole : {jpeg(pixels), VALUE(encode_png(pixels)), webp(pixels), bmp()}) {
        whole.resize(whole.size() - whole.size() / 3);
        REQUIRE_THAT(refusal(whole), contains_text("断"));
    }
    std::string half = gif(1);
    half.resize(half.size() - 4);
    refusal(half);
    REQUIRE_THAT(refusal("a picture"), contains_text("不是图片"));
    REQUIRE_THAT(refusal(""), contains_text("不是图片"));
    REQUIRE_THAT(refusal(std::string("\0\0\0\x18"
                                     "ftypheic\0\0\0\0",
                                     16)),
                 contains_text("HEIC"));
    REQUIRE_THAT(refusal(std::string("II*\0\x08\0\0\0", 8)), contains_text("TIFF"));
    REQUIRE_THAT(refusal("<svg xmlns='http://www.w3.org/2000/svg'/>"), contains_text("SVG"));
}

TEST_CASE("a picture of too many pixels is refused before it is decoded") {
    std::string huge = jpeg(flag(64, 48));
    const std::size_t frame = huge.find("\xFF\xC0");
    REQUIRE(frame != std::string::npos);
    huge.replace(frame + 5, 4, "\xFE\xFE\xFE\xFE");
    REQUIRE_THAT(refusal(huge), contains_text("像素"));
}

TEST_CASE("what is transparent stays so, and adds no colour where it is made smaller") {
    Pixels pixels = flag(3000, 4);
    for (std::size_t i = 0; i < pixels.rgba.size(); i += 8) {
        pixels.rgba[i] = pixels.rgba[i + 1] = pixels.rgba[i + 2] = 0;
        pixels.rgba[i + 3] = 0;
    }
    const KioskPicture picture = VALUE(picture_for_kiosks(VALUE(encode_png(pixels))));
    REQUIRE(picture.mime == "image/png");
    REQUIRE(picture.width == picture_side_max);
}
