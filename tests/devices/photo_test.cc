// Photos: what is taken, what is warned of, what leaves the machine.

#include "kiosk/devices/camera/photo.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/devices/camera/jpeg_codec.h"
#include "kiosk/devices/camera/jpeg_header.h"
#include "kiosk/devices/camera/qr_reader.h"
#include "tests/catch.h"
#include "tests/devices/sample_pages.h"
#include "tests/devices/sample_photos.h"

namespace {

using namespace hall;
using namespace hall::kiosk;

const Quadrilateral corners = {{{260, 150}, {1150, 205}, {1310, 1480}, {140, 1400}}};

const RgbImage& slip_photo() {
    static const RgbImage image = photographed_slip(1500, 1600, corners);
    return image;
}

Photo taken(const std::string& bytes, PhotoKind kind = PhotoKind::paper) {
    return VALUE(prepare_photo(bytes, kind));
}

bool warns(const Photo& photo, PhotoWarning warning) {
    return std::find(photo.warnings.begin(), photo.warnings.end(), warning) != photo.warnings.end();
}

Photo judged(const RgbImage& image) {
    return taken(jpeg_of(image, JpegKind::baseline), PhotoKind::scene);
}

// Red left above, green right above, blue below.
RgbImage flag(int width, int height) {
    RgbImage image = RgbImage::of_size(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const std::size_t channel = y >= height / 2 ? 2 : x < width / 2 ? 0 : 1;
            image.at(x, y)[channel] = 255;
        }
    }
    return image;
}

// Which of red, green and blue stands at a place, in tenths of the sides.
char colour_at(const RgbImage& image, int x, int y) {
    const std::uint8_t* pixel = image.at(image.width * x / 10, image.height * y / 10);
    const auto most = std::max_element(pixel, pixel + 3) - pixel;
    return "rgb"[most];
}

}  // namespace

TEST_CASE("paper on a table is found to the pixel and set straight, and its code can be read") {
    const Photo photo = taken(jpeg_of(slip_photo(), JpegKind::baseline));
    REQUIRE(photo.paper.has_value());
    for (std::size_t i = 0; i < 4; ++i) {
        INFO(i << ": " << (*photo.paper)[i].x << "," << (*photo.paper)[i].y);
        REQUIRE(std::abs((*photo.paper)[i].x - corners[i].x) < 4);
        REQUIRE(std::abs((*photo.paper)[i].y - corners[i].y) < 4);
    }
    REQUIRE(photo.warnings.empty());
    const RgbImage paper = VALUE(decode_jpeg(photo.jpeg, 4000));
    REQUIRE(paper.width == photo.width);
    ZbarQrReader reader;
    REQUIRE(reader.read(grey_of(paper, 4000)) == std::vector<std::string>{slip_payload});
    // Nothing of the table is left at the edges.
    const GreyImage grey = grey_of(paper, 4000);
    for (int x = 20; x < grey.width - 20; x += 10) {
        REQUIRE(grey.at(x, 12) > 180);
        REQUIRE(grey.at(x, grey.height - 12) > 180);
    }
}

TEST_CASE("where no paper lies, or somebody photographs a scene, the picture stays whole") {
    const Photo table = taken(jpeg_of(scene(1200, 900), JpegKind::baseline));
    REQUIRE_FALSE(table.paper.has_value());
    REQUIRE(table.width == 1200);
    const Photo whole = taken(jpeg_of(slip_photo(), JpegKind::baseline), PhotoKind::scene);
    REQUIRE_FALSE(whole.paper.has_value());
    REQUIRE(whole.width == 1500);
    // A page that fills the picture needs no cutting.
    RgbImage page = RgbImage::of_size(900, 1200);
    std::fill(page.rgb.begin(), page.rgb.end(), std::uint8_t{230});
    REQUIRE_FALSE(find_paper(page).has_value());
}

TEST_CASE("paper turned by any angle is found, and paper under a shadow is not cut through") {
    for (const double degrees : {0.0, 12.0, 33.0, 45.0, 71.0}) {
        const double angle = degrees * 3.14159265358979 / 180;
        Quadrilateral turned;
        const Quadrilateral flat = {{{-300, -400}, {300, -400}, {300, 400}, {-300, 400}}};
        for (std::size_t i = 0; i < 4; ++i) {
            turned[i] = {700 + flat[i].x * std::cos(angle) - flat[i].y * std::sin(angle),
                         700 + flat[i].x * std::sin(angle) + flat[i].y * std::cos(angle)};
        }
        INFO(degrees);
        const std::optional<Quadrilateral> found =
            find_paper(photographed_slip(1400, 1400, turned));
        REQUIRE(found.has_value());
        for (const PointXy& corner : turned) {
            REQUIRE(std::any_of(found->begin(), found->end(), [&](const PointXy& each) {
                return std::hypot(each.x - corner.x, each.y - corner.y) < 5;
            }));
        }
    }
    // Light from above: fading to a fifth at the lower edge.
    RgbImage shaded = slip_photo();
    for (int y = 0; y < shaded.height; ++y) {
        for (int x = 0; x < shaded.width; ++x) {
            for (int k = 0; k < 3; ++k) {
                const double light = 1 - 0.8 * y / shaded.height;
                shaded.at(x, y)[k] = static_cast<std::uint8_t>(shaded.at(x, y)[k] * light);
            }
        }
    }
    const std::optional<Quadrilateral> found = find_paper(shaded);
    if (found) REQUIRE((*found)[2].y > 1450);
}

TEST_CASE("a blurred, a dark and an over-exposed photo are warned of, a good one is not") {
    REQUIRE(judged(slip_photo()).warnings.empty());
    REQUIRE(warns(judged(blurred(slip_photo(), 5)), PhotoWarning::blurred));
    REQUIRE_FALSE(warns(judged(blurred(slip_photo(), 1)), PhotoWarning::blurred));
    REQUIRE(warns(judged(brightened(slip_photo(), 0.2)), PhotoWarning::too_dark));
    REQUIRE_FALSE(warns(judged(brightened(slip_photo(), 0.7)), PhotoWarning::too_dark));
    REQUIRE(warns(judged(brightened(slip_photo(), 6)), PhotoWarning::overexposed));
    REQUIRE_FALSE(warns(judged(brightened(slip_photo(), 1.15)), PhotoWarning::overexposed));
    RgbImage nothing = RgbImage::of_size(800, 600);
    REQUIRE(judged(nothing).warnings == std::vector<PhotoWarning>{PhotoWarning::too_dark});
}

TEST_CASE("sharpness falls with every step of blur, and does not depend on the light") {
    double last = 1e9;
    for (const int radius : {0, 1, 2, 3, 4}) {
        const double sharpness = judged(blurred(slip_photo(), radius)).quality.sharpness;
        INFO(radius << ": " << sharpness);
        REQUIRE(sharpness < last);
        last = sharpness;
    }
    const double bright = judged(slip_photo()).quality.sharpness;
    const double dim = judged(brightened(slip_photo(), 0.6)).quality.sharpness;
    REQUIRE(std::abs(bright - dim) < 0.2 * bright);
}

TEST_CASE("no edge of a photo is longer than 2000 pixels, and its bytes stay within the limit") {
    RgbImage noise = RgbImage::of_size(4100, 1000);
    std::uint32_t state = 7;
    for (std::uint8_t& value : noise.rgb) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<std::uint8_t>(state >> 24);
    }
    const Photo photo = taken(jpeg_of(noise, JpegKind::baseline), PhotoKind::scene);
    REQUIRE(photo.width == 2000);
    REQUIRE(photo.height >= 480);
    const Photo small = VALUE(prepare_photo(jpeg_of(noise, JpegKind::baseline), PhotoKind::scene,
                                            {.jpeg_bytes_max = 30'000}));
    REQUIRE(small.jpeg.size() <= 30'000);
    REQUIRE(VALUE(decode_jpeg(small.jpeg, 4000)).width == small.width);
    // A small one is not made larger.
    REQUIRE(taken(jpeg_of(flag(300, 200), JpegKind::baseline), PhotoKind::scene).width == 300);
}

TEST_CASE("every orientation of Exif is applied and what else it says does not leave the machine") {
    // What the corners of a flag are once it is turned: upper left, upper right, lower left, lower
    // right, as Exif 2.32 draws them.
    const std::array<std::string, 9> turned = {"",     "rgbb", "grbb", "bbgr", "bbrg",
                                               "rbgb", "brbg", "bgbr", "gbrb"};
    const std::string jpeg = jpeg_of(flag(320, 160), JpegKind::baseline);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        INFO(orientation);
        const Photo photo =
            taken(with_exif(jpeg, orientation, "GPS 31.0N 104.3E"), PhotoKind::scene);
        REQUIRE(photo.orientation == orientation);
        REQUIRE((photo.width > photo.height) == (orientation <= 4));
        REQUIRE(photo.jpeg.find("Exif") == std::string::npos);
        REQUIRE(photo.jpeg.find("GPS") == std::string::npos);
        REQUIRE(VALUE(read_jpeg_header(photo.jpeg)).orientation == 1);
        const RgbImage image = VALUE(decode_jpeg(photo.jpeg, 4000));
        std::string seen;
        for (const auto& [x, y] : {std::pair{1, 1}, {8, 1}, {1, 8}, {8, 8}}) {
            seen += colour_at(image, x, y);
        }
        REQUIRE(seen == turned[static_cast<std::size_t>(orientation)]);
    }
}

TEST_CASE("a damaged Exif segment is no reason to refuse a photo") {
    const std::string jpeg = jpeg_of(flag(64, 64), JpegKind::baseline);
    const std::string good = with_exif(jpeg, 6, "");
    for (std::size_t at = 4; at < 38; ++at) {
        for (const char byte : {'\0', '\x7F', '\xFF'}) {
            std::string bytes = good;
            bytes[at] = byte;
            INFO(at);
            const Result<Photo> photo = prepare_photo(bytes, PhotoKind::scene);
            if (at < 6) continue;  // the segment's length: then it may be no JPEG any more
            REQUIRE_OK(photo);
        }
    }
    REQUIRE(exif_orientation({}) == 1);
    REQUIRE(exif_orientation(std::string_view("Exif\0\0MM\0\x2A\xFF\xFF\xFF\xFF", 14)) == 1);
}

TEST_CASE("progressive, grey, CMYK and 16-bit pictures are taken as any other") {
    const RgbImage image = flag(320, 160);
    for (const std::string& bytes : {jpeg_of(image, JpegKind::progressive),
                                     jpeg_of(image, JpegKind::cmyk), png_16_of(image)}) {
        const Photo photo = taken(bytes, PhotoKind::scene);
        REQUIRE(photo.width == 320);
        const RgbImage seen = VALUE(decode_jpeg(photo.jpeg, 4000));
        REQUIRE(colour_at(seen, 1, 1) == 'r');
        REQUIRE(colour_at(seen, 8, 1) == 'g');
        REQUIRE(colour_at(seen, 5, 8) == 'b');
        REQUIRE(seen.at(5, 5)[0] > 200);
        REQUIRE(seen.at(5, 5)[2] < 60);
    }
    REQUIRE(taken(jpeg_of(image, JpegKind::grey), PhotoKind::scene).width == 320);
}

TEST_CASE("a JPEG that claims too many pixels is refused by its header, with a sentence") {
    std::string bomb = jpeg_of(flag(64, 64), JpegKind::baseline);
    const std::size_t frame = bomb.find("\xFF\xC0");
    REQUIRE(frame != std::string::npos);
    bomb.replace(frame + 5, 4, "\xFF\xFF\xFF\xFF");
    const Result<Photo> refused = prepare_photo(bomb, PhotoKind::paper);
    REQUIRE_ERROR(Errc::exhausted, refused);
    REQUIRE(photo_fault_of(refused.error()) == PhotoFault::too_large);
    REQUIRE(sentence_key(photo_fault_of(refused.error())) == "photo.too_large");
    // A progressive one needs more memory, and may be less large.
    std::string progressive = jpeg_of(flag(64, 64), JpegKind::progressive);
    progressive.replace(progressive.find("\xFF\xC2") + 5, 4, "\x1F\x40\x1F\x40");
    REQUIRE_ERROR(Errc::exhausted, prepare_photo(progressive, PhotoKind::paper));
    REQUIRE_ERROR(Errc::exhausted, prepare_photo(std::string(1000, 'x'), PhotoKind::scene,
                                                 {.input_bytes_max = 999}));
}

TEST_CASE("a truncated picture is refused wherever it ends") {
    for (const std::string& whole :
         {jpeg_of(flag(320, 160), JpegKind::baseline),
          jpeg_of(flag(320, 160), JpegKind::progressive), png_16_of(flag(100, 60))}) {
        for (std::size_t size = 0; size + 40 < whole.size(); size += 1 + whole.size() / 60) {
            INFO(size << " of " << whole.size());
            const Result<Photo> photo = prepare_photo(whole.substr(0, size), PhotoKind::paper);
            REQUIRE_ERROR(Errc::corrupt, photo);
            REQUIRE(photo_fault_of(photo.error()) == PhotoFault::not_a_picture);
        }
    }
    REQUIRE_ERROR(Errc::corrupt, prepare_photo("GIF89a", PhotoKind::scene));
}

TEST_CASE("no spoilt byte makes the decoder fall") {
    const std::string whole = jpeg_of(flag(96, 64), JpegKind::baseline);
    std::size_t taken_all_the_same = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
        taken_all_the_same += prepare_photo(bytes, PhotoKind::paper).ok() ? 1 : 0;
    }
    REQUIRE(taken_all_the_same < whole.size());
}

TEST_CASE("a preview is upright and within its bounds") {
    const std::string turned = with_exif(jpeg_of(flag(320, 160), JpegKind::baseline), 6, "");
    const RgbaImage preview = VALUE(photo_preview(turned, 100, 100));
    REQUIRE(preview.width == 50);
    REQUIRE(preview.height == 100);
    REQUIRE(preview.rgba.size() == 50U * 100U * 4U);
}

TEST_CASE("codes are read from a frame, the largest first, and too long ones are not") {
    ZbarQrReader reader;
    REQUIRE(reader.read(grey_of(scene(640, 480), 640)).empty());
    REQUIRE(reader.read(GreyImage{}).empty());
    PrintPage page;
    page.blocks = {PrintQr{"card 8F3A", ""}, PrintQr{std::string(200, 'A'), ""},
                   PrintQr{std::string(600, 'B'), ""}};
    const std::vector<SheetRaster> sheets = drawn(page, PrintMedia::a4);
    const std::vector<std::string> read = reader.read(grey_of(sheets[0]));
    REQUIRE(read.size() == 2);
    REQUIRE(std::find(read.begin(), read.end(), "card 8F3A") != read.end());
    REQUIRE(read[0] == std::string(200, 'A'));
}
