#include "sync/core/encoding.h"

#include <string>

#include "sync/core/utf8.h"
#include "tests/catch.h"

using namespace hall;

TEST_CASE("base64 agrees with RFC 4648") {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, text] : vectors) {
        REQUIRE(base64_of(plain) == text);
        REQUIRE(VALUE(bytes_of_base64(text)) == plain);
    }
}

TEST_CASE("base64 that says the same bytes in a second way is refused") {
    for (const char* text :
         {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z===", "====", "Zm 9v", "Zm9v\n", "=Zm9"}) {
        INFO(text);
        REQUIRE_ERROR(Errc::corrupt, bytes_of_base64(text));
    }
}

TEST_CASE("hexadecimal goes both ways") {
    REQUIRE(hex_of(std::string("\x00\xff\x10", 3)) == "00ff10");
    REQUIRE(VALUE(bytes_of_hex("00FF10")) == std::string("\x00\xff\x10", 3));
    REQUIRE_ERROR(Errc::corrupt, bytes_of_hex("0"));
    REQUIRE_ERROR(Errc::corrupt, bytes_of_hex("0g"));
}

TEST_CASE("UTF-8 goes both ways for every character") {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, c);
        std::string_view rest = text;
        if (next_character(rest) != c || !rest.empty())
            FAIL("U+" << std::hex << static_cast<std::uint32_t>(c));
    }
}

TEST_CASE("ill-formed UTF-8 is seen and never stops a loop") {
    for (const std::string text :
         {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\xFF", "\x80"}) {
        REQUIRE_FALSE(is_utf8(text));
        REQUIRE(character_count(text) == text.size());
    }
    REQUIRE(prefix_of("滴水村", 2) == "滴水");
    REQUIRE(prefix_of("滴水村", 9) == "滴水村");
}
