// Bytes as text: each text that is taken is the one way to write its bytes down.

#include "sync/core/encoding.h"

#include "sync/core/utf8.h"
#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    CHECK(bytes_of_base64(base64_of(input)).value() == input);
    CHECK(bytes_of_hex(hex_of(input)).value() == input);
    if (const auto decoded = bytes_of_base64(input); decoded.ok()) {
        CHECK(base64_of(decoded.value()) == input);
    }
    if (const auto decoded = bytes_of_hex(input); decoded.ok()) {
        CHECK(decoded.value().size() * 2 == size);
    }
    std::string rewritten;
    bool replaced = false;
    for (std::string_view rest = input; !rest.empty();) {
        const std::size_t before = rest.size();
        const char32_t character = next_character(rest);
        CHECK(rest.size() < before);
        CHECK(character <= 0x10FFFF && !(character >= 0xD800 && character <= 0xDFFF));
        replaced = replaced || (character == replacement_character && before - rest.size() == 1);
        append_utf8(rewritten, character);
    }
    CHECK(is_utf8(rewritten));
    CHECK(is_utf8(input) == !replaced);
    if (!replaced) CHECK(rewritten == input);
    CHECK(prefix_of(input, character_count(input)) == input);
    return 0;
}
