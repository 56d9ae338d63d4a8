// Who counts as one client, and what one client can take from the others.

#include <string>

#include "platform/http/client_address.h"
#include "platform/http/connection_book.h"
#include "platform/http/rate_limit.h"
#include "platform/http/server.h"
#include "platform/http/shared_room.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

TEST_CASE("an address counts as itself, and one of IPv6 as its network") {
    REQUIRE(address_share("192.0.2.7") == "192.0.2.7");
    REQUIRE(address_share("::ffff:192.0.2.7") == "192.0.2.7");
    REQUIRE(address_share("2001:db8:1:2::3") == address_share("2001:db8:1:2:ffff::9"));
    REQUIRE(address_share("2001:db8:1:2::3") != address_share("2001:db8:1:3::3"));
    REQUIRE(address_share("fe80::1%eth0") == address_share("fe80::2"));
    REQUIRE(address_share("nowhere") == "nowhere");
    REQUIRE(address_share(std::string(70'000, 'x')).size() == 64);
}

TEST_CASE("the address a web server in front put last counts, and nothing that is none") {
    REQUIRE(forwarded_address("1.2.3.4, 192.0.2.7") == "192.0.2.7");
    REQUIRE(forwarded_address("192.0.2.7:4711") == "192.0.2.7");
    REQUIRE(forwarded_address("[2001:db8::1]:4711") == "2001:db8::1");
    REQUIRE(forwarded_address("2001:db8::1") == "2001:db8::1");
    for (const char* none : {"", "unknown", "1.2.3.4, ", "1.2.3", "[", "a:b:c", "192.0.2.7 x"}) {
        INFO(none);
        REQUIRE(forwarded_address(none).empty());
    }
}

TEST_CASE("an address is written into a URL with brackets where it needs them") {
    REQUIRE(authority_of("127.0.0.1", 8470) == "127.0.0.1:8470");
    REQUIRE(authority_of("::1", 8470) == "[::1]:8470");
    REQUIRE(authority_of("[::1]", 80) == "[::1]:80");
}

TEST_CASE("a new client is let in however many are remembered") {
    ManualClock clock;
    RateLimit limit(clock, {.tries = 2, .per_ms = 60'000, .keys_max = 100});
    for (int i = 0; i < 1000; ++i) REQUIRE(limit.allow("address " + std::to_string(i)));
    REQUIRE(limit.allow("somebody new"));
    REQUIRE(limit.allow("somebody new"));
    REQUIRE_FALSE(limit.allow("somebody new"));
}

TEST_CASE("whoever goes on asking is not forgotten while others come") {
    ManualClock clock;
    RateLimit limit(clock, {.tries = 2, .per_ms = 60'000, .keys_max = 100});
    REQUIRE(limit.allow("busy"));
    REQUIRE(limit.allow("busy"));
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(limit.allow("address " + std::to_string(i)));
        REQUIRE_FALSE(limit.allow("busy"));
    }
    clock.advance_ms(30'000);
    REQUIRE(limit.allow("busy"));
    REQUIRE_FALSE(limit.allow("busy"));
}

TEST_CASE("one client takes its share of a room, and leaves the rest to others") {
    SharedRoom room(100, 40);
    auto first = room.take("a", 30);
    REQUIRE(first);
    REQUIRE_FALSE(room.take("a", 20));
    auto other = room.take("b", 30);
    REQUIRE(other);
    first.reset();
    REQUIRE(room.take("a", 20));
    // One piece that is larger than a share fits while nothing else of that client is there.
    other.reset();
    REQUIRE(room.take("a", 90));
    REQUIRE_FALSE(room.take("a", 101));
}

namespace {

using Number = ConnectionBook::Number;

}  // namespace

TEST_CASE("a client that opens connections and says nothing makes room for its own next") {
    ConnectionBook book({.all_max = 10, .client_max = 3});
    for (Number i = 1; i <= 3; ++i) REQUIRE(book.admit(i, "a").admitted);
    const auto fourth = book.admit(4, "a");
    REQUIRE(fourth.admitted);
    REQUIRE(fourth.gives_way == Number{1});
    REQUIRE(book.size() == 3);
    for (Number i = 2; i <= 4; ++i) book.works(i);
    REQUIRE_FALSE(book.admit(5, "a").admitted);
    // Those that asked before and wait are the client's own to use again.
    book.waits(2);
    REQUIRE_FALSE(book.admit(6, "a").admitted);
    REQUIRE(book.admit(7, "b").admitted);
    book.leaves(2);
    REQUIRE(book.admit(8, "a").admitted);
}

TEST_CASE("when all places are taken, who waits of the largest client gives way") {
    ConnectionBook book({.all_max = 6, .client_max = 5});
    for (Number i = 1; i <= 5; ++i) REQUIRE(book.admit(i, "many").admitted);
    REQUIRE(book.admit(6, "few").admitted);
    for (Number i = 1; i <= 6; ++i) book.works(i);
    REQUIRE_FALSE(book.admit(7, "new").admitted);  // all of them work
    book.waits(3);
    const auto seventh = book.admit(7, "new");
    REQUIRE(seventh.admitted);
    REQUIRE(seventh.gives_way == Number{3});
    book.leaves(3);  // its end is heard of later, and changes nothing
    book.works(3);
    book.waits(3);
    REQUIRE(book.size() == 6);
    // A client is not robbed for one that has as much.
    book.waits(7);
    REQUIRE_FALSE(book.admit(8, "few").admitted);
}

TEST_CASE("connections fit into the descriptors that a process has") {
    const ServerLimits wanted;
    REQUIRE(fitted_to_descriptors(wanted, 16'384).connections_max == wanted.connections_max);
    for (const std::uint64_t descriptors : {64U, 256U, 1024U, 4096U}) {
        const ServerLimits limits = fitted_to_descriptors(wanted, descriptors);
        INFO(descriptors);
        // One each for the client and for a file that it gets, and some for all else.
        REQUIRE(limits.connections_max * 2 + 16 <= descriptors);
        REQUIRE(limits.connections_client_max * 2 <= limits.connections_max);
        REQUIRE(limits.connections_client_max >= 4);
    }
}
