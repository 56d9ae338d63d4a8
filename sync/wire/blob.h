// Blob: a picture, sound or film that a document names by its hash and that travels by
// itself. Wherever in a body an object has these three members, it is a blob:
//
//     {"sha256":"9f86d0…","bytes":48213,"mime":"image/jpeg","caption":"新修的堰口",
//      "width":1200,"height":800}
//
// Size in pixels is said so that a screen can keep the place before the picture is there.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall {

struct BlobRef {
    std::string sha256;  // 64 hexadecimal digits, lower case
    std::int64_t bytes = 0;
    std::string mime;
    std::string caption;  // or empty
    int width = 0;        // in pixels, of pictures; 0: not said
    int height = 0;
};

// The most that the protocol carries in one blob.
inline constexpr std::int64_t blob_bytes_max = std::int64_t{64} << 20;

// Fails with `corrupt`, and says which member.
Result<BlobRef> blob_ref_of(const Json& json);
Json json_of(const BlobRef& blob);

// Every blob that a body names, at whatever depth, each once, in the order they stand.
// What looks like one and is none is left out.
std::vector<BlobRef> blobs_in(const Json& body);

// True for 64 hexadecimal digits in lower case: what a blob's file is named.
bool is_blob_name(std::string_view text);

// "/tuf/blobs/9f86d0…": where a county serves it.
std::string blob_path(std::string_view sha256);

}  // namespace hall
