#include "kiosk/devices/camera/jpeg_header.h"

#include <string>

namespace hall::kiosk {

namespace {

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

std::uint32_t big_16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}

// A TIFF header says in which order its bytes stand.
struct Tiff {
    std::string_view bytes;
    bool big = false;

    std::uint32_t number(std::size_t at, int size) const {
        std::uint32_t number = 0;
        for (int i = 0; i < size; ++i) {
            const int k = big ? i : size - 1 - i;
            number = number << 8 | byte_at(bytes, at + static_cast<std::size_t>(k));
        }
        return number;
    }
};

bool is_frame_header(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

}  // namespace

int exif_orientation(std::string_view app1) {
    constexpr std::string_view start("Exif\0\0", 6);
    if (!app1.starts_with(start)) return 1;
    Tiff tiff{.bytes = app1.substr(start.size())};
    const std::size_t size = tiff.bytes.size();
    if (size < 8) return 1;
    if (tiff.bytes.starts_with("MM")) {
        tiff.big = true;
    } else if (!tiff.bytes.starts_with("II")) {
        return 1;
    }
    const std::size_t directory = tiff.number(4, 4);
    if (tiff.number(2, 2) != 42 || directory > size - 2) return 1;
    const std::size_t entries = tiff.number(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t at = directory + 2 + 12 * i;
        if (at + 12 > size) return 1;
        constexpr std::uint32_t orientation_tag = 0x0112;
        constexpr std::uint32_t short_type = 3;
        if (tiff.number(at, 2) != orientation_tag || tiff.number(at + 2, 2) != short_type) continue;
        const std::uint32_t value = tiff.number(at + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

Result<JpegHeader> read_jpeg_header(std::string_view bytes) {
    const Error cut(Errc::corrupt, "a JPEG that ends before its picture");
    if (!bytes.starts_with("\xFF\xD8")) return Error(Errc::corrupt, "no JPEG");
    JpegHeader header;
    std::size_t at = 2;
    for (;;) {
        if (at + 4 > bytes.size()) return cut;
        if (byte_at(bytes, at) != 0xFF) return Error(Errc::corrupt, "a JPEG without a frame");
        const std::uint32_t marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) {  // fill bytes
            ++at;
            continue;
        }
        const std::size_t length = big_16(bytes, at + 2);
        if (length < 2 || marker == 0xD9 || marker == 0xDA) {
            return Error(Errc::corrupt, "a JPEG without a frame");
        }
        if (at + 2 + length > bytes.size()) return cut;
        const std::string_view content = bytes.substr(at + 4, length - 2);
        if (marker == 0xE1 && header.orientation == 1) {
            header.orientation = exif_orientation(content);
        }
        if (is_frame_header(marker)) {
            if (content.size() < 6) return cut;
            header.height = static_cast<int>(big_16(content, 1));
            header.width = static_cast<int>(big_16(content, 3));
            header.components = static_cast<int>(byte_at(content, 5));
            header.progressive =
                marker == 0xC2 || marker == 0xC6 || marker == 0xCA || marker == 0xCE;
            return header;
        }
        at += 2 + length;
    }
}

// In a scan no FF is followed by anything but 00 and restart markers.
bool jpeg_has_end(std::string_view bytes) {
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        const std::uint32_t marker = byte_at(bytes, at + 1);
        if (marker == 0xDA)
            return bytes.rfind("\xFF\xD9") > at && bytes.rfind("\xFF\xD9") != bytes.npos;
        at += marker == 0xFF ? 1 : 2 + big_16(bytes, at + 2);
    }
    return false;
}

}  // namespace hall::kiosk
