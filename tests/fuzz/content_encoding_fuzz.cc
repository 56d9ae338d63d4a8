// Bodies that say they are packed: nothing comes out past the limit.

#include "sync/wire/content_encoding.h"

#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t bytes_max = 64 << 10;
    const std::string_view input = fuzz::text_of(bytes, size);
    for (const char* encoding : {"zstd", "gzip", "", "identity"}) {
        const Result<std::string> plain = decode_content(encoding, input, bytes_max);
        if (plain.ok()) CHECK(plain.value().size() <= bytes_max);
    }
    const EncodedContent encoded = encode_content(std::string(input));
    CHECK(encoded.body.size() <= size);
    CHECK(decode_content(encoded.encoding, encoded.body, size).value() == input);
    return 0;
}
