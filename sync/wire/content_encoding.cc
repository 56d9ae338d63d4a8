#include "sync/wire/content_encoding.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace hall {

namespace {

constexpr std::size_t step_bytes = 65'536;

Error too_long() {
    return Error(Errc::exhausted, "the decoded body is too long");
}

Result<std::string> decode_zstd(std::string_view body, std::size_t bytes_max) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                       &ZSTD_freeDCtx);
    if (context == nullptr) return Error(Errc::exhausted, "not enough memory to decode");
    // A window no larger than the limit: a frame cannot make us allocate more.
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 23);
    std::string plain;
    ZSTD_inBuffer in{body.data(), body.size(), 0};
    for (;;) {
        const std::size_t have = plain.size();
        const std::size_t room = std::min(step_bytes, bytes_max + 1 - have);
        plain.resize(have + room);
        ZSTD_outBuffer out{plain.data() + have, room, 0};
        const std::size_t left = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(left) != 0) return Error(Errc::corrupt, ZSTD_getErrorName(left));
        plain.resize(have + out.pos);
        if (plain.size() > bytes_max) return too_long();
        if (left == 0) break;
        if (in.pos == in.size && out.pos < room) return Error(Errc::corrupt, "zstd ends too soon");
    }
    if (in.pos != in.size) return Error(Errc::corrupt, "bytes after the zstd frame");
    return plain;
}

Result<std::string> decode_gzip(std::string_view body, std::size_t bytes_max) {
    z_stream stream{};
    constexpr int gzip_window = 16 + MAX_WBITS;
    if (inflateInit2(&stream, gzip_window) != Z_OK)
        return Error(Errc::exhausted, "not enough memory to decode");
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> ending(&stream, &inflateEnd);
    std::string input(body);  // zlib's next_in is not const
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    std::string plain;
    for (;;) {
        const std::size_t have = plain.size();
        const std::size_t room = std::min(step_bytes, bytes_max + 1 - have);
        plain.resize(have + room);
        stream.next_out = reinterpret_cast<Bytef*>(plain.data() + have);
        stream.avail_out = static_cast<uInt>(room);
        const int outcome = inflate(&stream, Z_NO_FLUSH);
        plain.resize(have + room - stream.avail_out);
        if (plain.size() > bytes_max) return too_long();
        if (outcome == Z_STREAM_END) break;
        if (outcome != Z_OK) return Error(Errc::corrupt, "not gzip, or cut short");
    }
    if (stream.avail_in != 0) return Error(Errc::corrupt, "bytes after the gzip stream");
    return plain;
}

}  // namespace

Result<std::string> decode_content(std::string_view encoding, std::string_view body,
                                   std::size_t bytes_max) {
    if (encoding.empty() || encoding == "identity") {
        if (body.size() > bytes_max) return too_long();
        return std::string(body);
    }
    if (encoding == "zstd") return decode_zstd(body, bytes_max);
    if (encoding == "gzip" || encoding == "x-gzip") return decode_gzip(body, bytes_max);
    return Error(Errc::refused, "content encoding " + std::string(encoding.substr(0, 40)));
}

EncodedContent encode_content(std::string plain) {
    // Sealed boxes are random bytes in base64: a quarter of it can go, whatever the level.
    constexpr int level = 3;
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    const std::size_t length =
        ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), level);
    // Without the memory to pack it, it goes as it is.
    if (ZSTD_isError(length) != 0 || length > plain.size() - plain.size() / 10)
        return {{}, std::move(plain)};
    packed.resize(length);
    return {"zstd", std::move(packed)};
}

}  // namespace hall
