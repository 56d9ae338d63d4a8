#include "sync/wire/http_date.h"

#include "tests/catch.h"

using namespace hall;

TEST_CASE("a time is written as RFC 9110 shows it, and read back") {
    REQUIRE(http_date_text(784'111'777'000) == "Sun, 06 Nov 1994 08:49:37 GMT");
    REQUIRE(http_date_text(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
    for (const std::int64_t ms : {std::int64_t{0}, std::int64_t{784'111'777'000},
                                  std::int64_t{1'795'424'400'000}, std::int64_t{4'070'908'799'000}})
        REQUIRE(VALUE(parse_http_date_ms(http_date_text(ms))) == ms);
}

TEST_CASE("what is not exactly such a date is corrupt") {
    for (const char* text : {"", "Sun, 06 Nov 1994 08:49:37", "Mon, 06 Nov 1994 08:49:37 GMT",
                             "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
                             "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 31 Feb 1994 08:49:37 GMT",
                             "Sun, 06 Nov 1994 24:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                             "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"}) {
        INFO(text);
        REQUIRE_ERROR(Errc::corrupt, parse_http_date_ms(text));
    }
}

TEST_CASE("Retry-After counts in seconds or to a date, and never longer than a day") {
    constexpr std::int64_t now = 784'111'777'000;
    REQUIRE(retry_after_ms("120", now) == 120'000);
    REQUIRE(retry_after_ms("0", now) == 0);
    REQUIRE(retry_after_ms("99999999999999999999", now) == 86'400'000);
    REQUIRE(retry_after_ms("100000", now) == 86'400'000);
    REQUIRE(retry_after_ms(http_date_text(now + 90'000), now) == 90'000);
    REQUIRE(retry_after_ms(http_date_text(now - 90'000), now) == 0);
    REQUIRE(retry_after_ms(http_date_text(now + 10 * 86'400'000LL), now) == 86'400'000);
    for (const char* text : {"", "soon", "-5", "5 s", "1e3"})
        REQUIRE(retry_after_ms(text, now) == 0);
}
