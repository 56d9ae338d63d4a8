#include "sync/core/blank.h"

#include "tests/catch.h"

using namespace hall;

TEST_CASE("spaces of every width and characters without any are blank") {
    for (const char* text :
         {"", " ", "\t\r\n", "　　", "\u00A0", "\u2003", "\u200B", "\u200D", "\uFEFF", "\u2060",
          "\u180E", "\u3164", "\u115F\u1160", "\u2800", "\u00AD", "\u202E", "\uFE0F", "\U000E0020",
          " \u200B　\uFEFF\u3164 "}) {
        INFO(text);
        REQUIRE(is_blank(text));
    }
    REQUIRE(is_blank(std::string_view("\0", 1)));
}

TEST_CASE("whatever leaves a mark is not blank") {
    for (const char* text : {"好", " 好 ", "　.", "\u200B1", "—", "？", "\xFF"}) {
        INFO(text);
        REQUIRE_FALSE(is_blank(text));
    }
}

TEST_CASE("trimming takes the spaces around a text and none inside") {
    REQUIRE(trimmed("　 好 的\u00A0\n") == "好 的");
    REQUIRE(trimmed("好") == "好");
    REQUIRE(trimmed(" 　\n").empty());
    REQUIRE(trimmed("").empty());
    // A joiner beside letters belongs to them.
    REQUIRE(trimmed(" \u200Dक ") == "\u200Dक");
}
