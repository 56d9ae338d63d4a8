// Content-Encoding of what kiosks send: zstd, gzip or none, with a limit on what comes
// out, so that a small body cannot fill the memory.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

// The decoded body.
//   refused    an encoding we do not speak
//   exhausted  more than bytes_max would come out; decoding stops there
//   corrupt    not one whole stream of this encoding
Result<std::string> decode_content(std::string_view encoding, std::string_view body,
                                   std::size_t bytes_max);

struct EncodedContent {
    std::string encoding;  // "zstd", or empty: as it is
    std::string body;
};

// The body as it is best sent: by zstd where that saves a tenth, else as it is.
EncodedContent encode_content(std::string plain);

}  // namespace hall
