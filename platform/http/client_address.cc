#include "platform/http/client_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <optional>

namespace hall::platform {

namespace {

constexpr std::size_t share_bytes_max = 64;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_v4(const std::string& text) {
    in_addr address{};
    return ::inet_pton(AF_INET, text.c_str(), &address) == 1;
}

// A scope ("fe80::1%eth0") says by which card, not who.
std::optional<in6_addr> v6_of(std::string_view text) {
    const std::string plain(text.substr(0, text.find('%')));
    in6_addr address{};
    if (::inet_pton(AF_INET6, plain.c_str(), &address) != 1) return std::nullopt;
    return address;
}

std::string text_of(int family, const void* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    return ::inet_ntop(family, address, text.data(), text.size()) == nullptr ? std::string()
                                                                             : text.data();
}

}  // namespace

std::string forwarded_address(std::string_view header) {
    const std::size_t comma = header.rfind(',');
    if (comma != std::string_view::npos) header.remove_prefix(comma + 1);
    std::string_view last = trimmed(header);
    if (last.starts_with('[')) {
        last = last.substr(1, last.find(']') - 1);
    } else if (std::count(last.begin(), last.end(), ':') == 1) {
        last = last.substr(0, last.find(':'));
    }
    const std::string address(last);
    return is_v4(address) || v6_of(address) ? address : std::string();
}

std::string address_share(std::string_view address) {
    constexpr std::size_t network_bytes = 8;
    std::optional<in6_addr> v6 = v6_of(address);
    if (!v6) return std::string(address.substr(0, share_bytes_max));
    if (IN6_IS_ADDR_V4MAPPED(&*v6) != 0) return text_of(AF_INET, &v6->s6_addr[12]);
    std::fill(std::begin(v6->s6_addr) + network_bytes, std::end(v6->s6_addr), std::uint8_t{0});
    return text_of(AF_INET6, &*v6) + "/64";
}

std::string authority_of(std::string_view address, std::uint16_t port) {
    std::string text(address);
    if (address.find(':') != std::string_view::npos && !address.starts_with('['))
        text = '[' + text + ']';
    return text + ':' + std::to_string(port);
}

}  // namespace hall::platform
