#include "sync/core/number.h"

#include <cstdint>

#include "tests/catch.h"

using namespace hall;

TEST_CASE("a number is the whole text or none") {
    REQUIRE(parse_number<std::int64_t>("0") == 0);
    REQUIRE(parse_number<std::int64_t>("-17") == -17);
    REQUIRE(parse_number<std::int64_t>("9223372036854775807") == INT64_MAX);
    REQUIRE(parse_number<std::uint16_t>("65535") == 65535);
    for (const char* text :
         {"", "-", "+1", " 1", "1 ", "1x", "0x10", "1.0", "9223372036854775808"}) {
        INFO(text);
        REQUIRE_FALSE(parse_number<std::int64_t>(text));
    }
    REQUIRE_FALSE(parse_number<std::uint16_t>("65536"));
    REQUIRE_FALSE(parse_number<std::uint16_t>("-1"));
}
