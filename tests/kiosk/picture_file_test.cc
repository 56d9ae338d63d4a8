#include "kiosk/app/picture_file.h"

#include <png.h>
#include <turbojpeg.h>

#include <cmath>
#include <random>

#include "kiosk/app/blob_pictures.h"
#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

constexpr canvas::Size any_size = {5000, 5000};

// Left half red, right half blue.
std::vector<std::uint32_t> halves(canvas::Size size) {
    std::vector<std::uint32_t> pixels;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            pixels.push_back(x < size.width / 2 ? 0xC02020 : 0x2040C0);
        }
    }
    return pixels;
}

std::string jpeg_of(canvas::Size size, bool progressive = false) {
    const std::vector<std::uint32_t> pixels = halves(size);
    tjhandle handle = tjInitCompress();
    unsigned char* bytes = nullptr;
    unsigned long count = 0;
    REQUIRE(tjCompress2(handle, reinterpret_cast<const unsigned char*>(pixels.data()), size.width,
                        0, size.height, TJPF_BGRX, &bytes, &count, TJSAMP_420, 90,
                        progressive ? TJFLAG_PROGRESSIVE : 0) == 0);
    std::string jpeg(reinterpret_cast<const char*>(bytes), count);
    tjFree(bytes);
    tjDestroy(handle);
    return jpeg;
}

std::string png_of(canvas::Size size, const std::vector<std::uint32_t>& pixels, bool alpha) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(size.width);
    image.height = static_cast<png_uint_32>(size.height);
    image.format = PNG_FORMAT_BGRA;
    std::vector<std::uint32_t> opaque = pixels;
    if (!alpha) {
        for (std::uint32_t& pixel : opaque) pixel |= 0xFF000000;
    }
    png_alloc_size_t count = 0;
    REQUIRE(png_image_write_to_memory(&image, nullptr, &count, 0, opaque.data(), 0, nullptr) != 0);
    std::string png(count, 0);
    REQUIRE(png_image_write_to_memory(&image, png.data(), &count, 0, opaque.data(), 0, nullptr) !=
            0);
    return png;
}

// All channels within `tolerance`.
bool near(std::uint32_t a, std::uint32_t b, int tolerance) {
    for (int shift = 0; shift < 24; shift += 8) {
        const int x = static_cast<int>(a >> shift & 255U);
        const int y = static_cast<int>(b >> shift & 255U);
        if (std::abs(x - y) > tolerance) return false;
    }
    return true;
}

std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int k = 0; k < 8; ++k) crc = crc & 1 ? 0xEDB88320U ^ (crc >> 1) : crc >> 1;
    }
    return crc ^ 0xFFFFFFFF;
}

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
    return bytes;
}

// A PNG that says it is larger than any memory, and has no pixels.
std::string lying_png(std::uint32_t width, std::uint32_t height) {
    const std::string header = std::string("IHDR") + big_endian(width) + big_endian(height) +
                               std::string("\x08\x06\0\0\0", 5);
    const std::string data = "IDAT";
    return std::string("\x89PNG\r\n\x1a\n", 8) + big_endian(13) + header +
           big_endian(crc_of(header)) + big_endian(0) + data + big_endian(crc_of(data));
}

}  // namespace

TEST_CASE("a PNG comes out as it went in") {
    const std::vector<std::uint32_t> pixels = halves({31, 17});
    const ui::PixelPicture picture =
        VALUE(decode_picture(png_of({31, 17}, pixels, false), any_size));
    REQUIRE(picture.size == canvas::Size{31, 17});
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        REQUIRE((picture.pixels[i] & 0xFFFFFF) == pixels[i]);
    }
}

TEST_CASE("what can be seen through has its colours multiplied by how much") {
    const ui::PixelPicture picture =
        VALUE(decode_picture(png_of({2, 1}, {0x80FF0000, 0x00FFFFFF}, true), any_size));
    REQUIRE(picture.has_alpha);
    REQUIRE(picture.pixels[0] == 0x80800000);
    REQUIRE(picture.pixels[1] == 0);
}

TEST_CASE("a JPEG is read, plain or progressive") {
    for (const bool progressive : {false, true}) {
        const ui::PixelPicture picture =
            VALUE(decode_picture(jpeg_of({640, 480}, progressive), any_size));
        REQUIRE(picture.size == canvas::Size{640, 480});
        REQUIRE_FALSE(picture.has_alpha);
        REQUIRE(near(picture.pixels[240 * 640 + 100], 0xC02020, 6));
        REQUIRE(near(picture.pixels[240 * 640 + 500], 0x2040C0, 6));
    }
}

TEST_CASE("a picture is made smaller to fit, in its shape, and never larger") {
    for (const std::string& bytes :
         {jpeg_of({1600, 1200}), png_of({1600, 1200}, halves({1600, 1200}), false)}) {
        for (const canvas::Size size_max : {canvas::Size{400, 4000}, {4000, 300}, {400, 300}}) {
            const ui::PixelPicture picture = VALUE(decode_picture(bytes, size_max));
            REQUIRE(picture.size == canvas::Size{400, 300});
            REQUIRE(near(picture.pixels[150 * 400 + 50], 0xC02020, 6));
            REQUIRE(near(picture.pixels[150 * 400 + 350], 0x2040C0, 6));
        }
        REQUIRE(VALUE(decode_picture(bytes, any_size)).size == canvas::Size{1600, 1200});
        REQUIRE(VALUE(decode_picture(bytes, {1, 1})).size == canvas::Size{1, 1});
    }
    REQUIRE(fitted({10000, 3}, {100, 100}) == canvas::Size{100, 1});
}

TEST_CASE("each smaller pixel is the mean of what it covers") {
    const ui::PixelPicture four{{2, 2}, {0xFF000000, 0xFF0000FF, 0xFF00FF00, 0xFFFF0000}, true};
    REQUIRE(made_smaller(four, {1, 1}).pixels == std::vector<std::uint32_t>{0xFF404040});
    // Three columns to two: the middle one counts half for each.
    const ui::PixelPicture three{{3, 1}, {0, 90, 180}, false};
    REQUIRE(made_smaller(three, {2, 1}).pixels == std::vector<std::uint32_t>{30, 150});
    // One colour stays that colour, whatever the sizes.
    for (int to = 1; to <= 97; ++to) {
        const ui::PixelPicture plain{{97, 5}, std::vector<std::uint32_t>(97 * 5, 0xFF94846A), true};
        for (const std::uint32_t pixel : made_smaller(plain, {to, 3}).pixels) {
            REQUIRE(pixel == 0xFF94846A);
        }
    }
}

TEST_CASE("what is no picture, or half of one, is corrupt") {
    for (const char* bytes : {"", "村务公开", "\xFF\xD8", "\x89PNG", "GIF89a", "<svg/>"}) {
        REQUIRE_ERROR(Errc::corrupt, decode_picture(bytes, any_size));
    }
    for (const std::string& whole : {jpeg_of({640, 480}), jpeg_of({640, 480}, true),
                                     png_of({64, 48}, halves({64, 48}), false)}) {
        for (const std::size_t part : {whole.size() / 8, whole.size() / 2, whole.size() * 9 / 10}) {
            REQUIRE_ERROR(Errc::corrupt, decode_picture(whole.substr(0, part), any_size));
        }
    }
}

TEST_CASE("a JPEG with a little rubbish after it is still a picture") {
    REQUIRE_OK(decode_picture(jpeg_of({64, 48}) + std::string(100, 'x'), any_size));
}

TEST_CASE("a picture that says it is larger than any memory is refused before it takes any") {
    REQUIRE_ERROR(Errc::exhausted, decode_picture(lying_png(100'000, 100'000), any_size));
    REQUIRE_ERROR(Errc::exhausted, decode_picture(lying_png(5000, 5000), any_size));
    std::string jpeg = jpeg_of({64, 48});
    const std::size_t frame = jpeg.find("\xFF\xC0");
    REQUIRE(frame != std::string::npos);
    for (std::size_t i = 0; i < 4; ++i) jpeg[frame + 5 + i] = '\xFE';
    REQUIRE_ERROR(Errc::exhausted, decode_picture(jpeg, any_size));
}

TEST_CASE("no damaged picture stops the program") {
    std::mt19937 random(20181123);
    for (const std::string& whole :
         {jpeg_of({120, 90}), jpeg_of({120, 90}, true), png_of({60, 45}, halves({60, 45}), true)}) {
        for (int i = 0; i < 400; ++i) {
            std::string bytes = whole;
            for (int k = 0; k < 4; ++k) {
                bytes[random() % bytes.size()] = static_cast<char>(random());
            }
            const Result<ui::PixelPicture> picture = decode_picture(bytes, {100, 100});
            if (!picture.ok()) continue;
            REQUIRE(picture.value().pixels.size() ==
                    static_cast<std::size_t>(picture.value().size.width) *
                        static_cast<std::size_t>(picture.value().size.height));
        }
    }
}

TEST_CASE("what a tour writes can be read again") {
    const TempFolder folder;
    DiskFiles files;
    const std::vector<std::uint32_t> pixels = halves({9, 7});
    REQUIRE_OK(write_png(folder.path() / "screen.png", {9, 7}, pixels));
    const std::string bytes = VALUE(files.read(folder.path() / "screen.png", 1 << 20));
    const ui::PixelPicture picture = VALUE(decode_picture(bytes, any_size));
    REQUIRE(picture.size == canvas::Size{9, 7});
    REQUIRE((picture.pixels[8] & 0xFFFFFF) == 0x2040C0);
}

TEST_CASE("a blob is shown if it is what its name says, and not otherwise") {
    const TempFolder folder;
    DiskFiles files;
    BlobPictures pictures(files, folder.path());
    const std::string bytes = jpeg_of({320, 200});
    const std::string name = sha256_hex(bytes);
    REQUIRE_ERROR(Errc::not_found, pictures.load(name, any_size));
    REQUIRE_OK(files.write_durably(folder.path() / name, bytes, FileMode::shared));
    REQUIRE(VALUE(pictures.load(name, {160, 160})).size == canvas::Size{160, 100});

    std::string other = bytes;
    other.back() = 'x';
    REQUIRE_OK(files.write_durably(folder.path() / name, other, FileMode::shared));
    REQUIRE_ERROR(Errc::corrupt, pictures.load(name, any_size));
    const std::string text = sha256_hex("村务公开");
    REQUIRE_OK(files.write_durably(folder.path() / text, "村务公开", FileMode::shared));
    REQUIRE_ERROR(Errc::corrupt, pictures.load(text, any_size));
}

TEST_CASE("no name leads out of the folder of blobs") {
    const TempFolder folder;
    DiskFiles files;
    BlobPictures pictures(files, folder.path());
    for (const std::string& name :
         {std::string(), std::string("../identity.json"), std::string(64, 'A'),
          std::string(63, 'a'), std::string(61, 'a') + "/.."}) {
        REQUIRE_ERROR(Errc::refused, pictures.load(name, any_size));
    }
}
