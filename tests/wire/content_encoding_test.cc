#include "sync/wire/content_encoding.h"

#include <zlib.h>
#include <zstd.h>

#include "sync/wire/signature.h"
#include "tests/catch.h"

using namespace hall;

namespace {

std::string zstd(const std::string& plain) {
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3));
    return packed;
}

std::string gzip(std::string plain) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string packed(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

constexpr std::size_t limit = 200'000;

}  // namespace

TEST_CASE("what was encoded comes back") {
    const std::string plain = std::string(150'000, 'x') + "滴水村";
    REQUIRE(VALUE(decode_content("", plain, limit)) == plain);
    REQUIRE(VALUE(decode_content("identity", plain, limit)) == plain);
    REQUIRE(VALUE(decode_content("zstd", zstd(plain), limit)) == plain);
    REQUIRE(VALUE(decode_content("gzip", gzip(plain), limit)) == plain);
    REQUIRE(VALUE(decode_content("zstd", zstd(""), limit)).empty());
    REQUIRE(VALUE(decode_content("gzip", gzip(""), limit)).empty());
}

TEST_CASE("exactly the limit passes, one byte more does not") {
    const std::string most(limit, 'x');
    const std::string more(limit + 1, 'x');
    for (const char* encoding : {"identity", "zstd", "gzip"}) {
        INFO(encoding);
        const std::string name = encoding;
        const auto pack = [&](const std::string& plain) {
            return name == "zstd" ? zstd(plain) : name == "gzip" ? gzip(plain) : plain;
        };
        REQUIRE(VALUE(decode_content(encoding, pack(most), limit)).size() == limit);
        REQUIRE_ERROR(Errc::exhausted, decode_content(encoding, pack(more), limit));
    }
}

TEST_CASE("a cut, a garbled and a continued stream are corrupt") {
    for (const auto& [name, packed] :
         {std::pair<std::string, std::string>{"zstd", zstd("村务公开")},
          {"gzip", gzip("村务公开")}}) {
        INFO(name);
        for (std::size_t length = 0; length < packed.size(); ++length) {
            REQUIRE_ERROR(Errc::corrupt, decode_content(name, packed.substr(0, length), limit));
        }
        REQUIRE_ERROR(Errc::corrupt, decode_content(name, packed + "x", limit));
        REQUIRE_ERROR(Errc::corrupt, decode_content(name, "not compressed at all", limit));
    }
}

TEST_CASE("an encoding nobody agreed on is refused") {
    REQUIRE_ERROR(Errc::refused, decode_content("br", "x", limit));
    REQUIRE_ERROR(Errc::refused, decode_content("gzip, zstd", "x", limit));
}

TEST_CASE("a body is packed where that saves a tenth, and comes back whole") {
    const std::string plain(5000, 'x');
    const EncodedContent packed = encode_content(plain);
    REQUIRE(packed.encoding == "zstd");
    REQUIRE(packed.body.size() < 100);
    REQUIRE(VALUE(decode_content(packed.encoding, packed.body, limit)) == plain);
}

TEST_CASE("a body that packing would not make smaller goes as it is") {
    for (const std::string& plain : {std::string(), std::string("{}"), sha512("noise")}) {
        const EncodedContent sent = encode_content(plain);
        REQUIRE(sent.encoding.empty());
        REQUIRE(sent.body == plain);
    }
}
