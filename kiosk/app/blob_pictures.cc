#include "kiosk/app/blob_pictures.h"

#include <algorithm>

#include "kiosk/app/picture_file.h"
#include "sync/core/encoding.h"
#include "sync/wire/signature.h"

namespace hall::kiosk {

namespace {

constexpr std::uint64_t blob_bytes_max = 32 << 20;

// The name becomes a file name: it must be a hash and nothing else.
bool is_hash(std::string_view name) {
    constexpr std::size_t digits = 64;
    return name.size() == digits && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace

Result<ui::PixelPicture> BlobPictures::load(std::string_view name, canvas::Size size_max) {
    if (!is_hash(name)) return Error(Errc::refused, "a blob is named by its hash");
    const std::string bytes = TRY(files_->read(folder_ / name, blob_bytes_max));
    if (hex_of(short_sha256(bytes)) != name) return Error(Errc::corrupt, "another blob than named");
    return decode_picture(bytes, size_max);
}

}  // namespace hall::kiosk
