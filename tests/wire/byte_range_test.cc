#include "sync/wire/byte_range.h"

#include "tests/catch.h"

using namespace hall;

TEST_CASE("ranges are read as RFC 9110 says") {
    const auto part = [](std::string_view header) {
        const RangeChoice choice = choose_range(header, 100);
        if (choice.kind == RangeKind::whole) return std::string("whole");
        if (choice.kind == RangeKind::impossible) return std::string("impossible");
        return std::to_string(choice.range.offset) + "+" + std::to_string(choice.range.bytes);
    };
    REQUIRE(part("bytes=0-0") == "0+1");
    REQUIRE(part("bytes=0-99") == "0+100");
    REQUIRE(part("bytes=90-200") == "90+10");
    REQUIRE(part("bytes=-30") == "70+30");
    REQUIRE(part("bytes=-300") == "0+100");
    REQUIRE(part("bytes=99-") == "99+1");
    REQUIRE(part("bytes=100-") == "impossible");
    REQUIRE(part("bytes=-0") == "impossible");
    REQUIRE(part("bytes=5-4") == "whole");
    REQUIRE(part("bytes=0-1,5-6") == "whole");
    REQUIRE(part("lines=0-1") == "whole");
    REQUIRE(part("bytes=a-b") == "whole");
    REQUIRE(part("bytes=-") == "whole");
}

TEST_CASE("a range is named as RFC 9110 says") {
    REQUIRE(content_range({0, 100}, 1042) == "bytes 0-99/1042");
    REQUIRE(content_range({1041, 1}, 1042) == "bytes 1041-1041/1042");
}
