// Client address: who shares one, for the limits that count by address, and how one is
// written into a URL. Pure; any thread.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hall::platform {

// The address that the web server in front put last into X-Forwarded-For (anybody could
// write those before it), without the port that some servers add; empty if that is none.
std::string forwarded_address(std::string_view header);

// What an address is counted as: an IPv4 address is itself, also where it is written as
// IPv6; of IPv6 the first 64 bits count, because whoever has one address there has all of
// its network. What is no address stands for itself.
std::string address_share(std::string_view address);

// Host and port as a URL has them: "127.0.0.1:8470", "[::1]:8470".
std::string authority_of(std::string_view address, std::uint16_t port);

}  // namespace hall::platform
