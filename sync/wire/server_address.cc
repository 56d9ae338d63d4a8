#include "sync/wire/server_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <optional>

#include "sync/core/ascii.h"
#include "sync/core/number.h"
#include "sync/core/utf8.h"

namespace hall {

namespace {

constexpr std::size_t address_bytes_max = 1000;
constexpr std::size_t host_bytes_max = 253;

std::string in_lower_case(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

// As an input method may leave it: full-width letters made plain, blanks around it gone.
std::string plain(std::string_view typed) {
    std::string text;
    while (!typed.empty()) {
        char32_t c = next_character(typed);
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - U'!';
        if (c == 0x3000 || c == U'\t') c = U' ';
        append_utf8(text, c);
    }
    while (text.ends_with(' ')) text.pop_back();
    return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

Error wrong(std::string_view what) {
    return {Errc::refused, std::string(what)};
}

// A name, or an address of four numbers. What has only numbers and is no such address is
// read in many ways ("127.1", "0x7f.1"), not all of them the one that was signed.
Result<std::string> host_name(std::string_view text) {
    std::string host = in_lower_case(text);
    if (host.ends_with('.')) host.pop_back();
    if (host.empty()) return wrong("the address has no name of a server");
    if (host.size() > host_bytes_max) return wrong("the name of the server is too long");
    for (const char c : host) {
        const bool good = is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
        if (!good && static_cast<unsigned char>(c) >= 0x80)
            return wrong("write the name of the server in plain letters (xn--…)");
        if (!good) return wrong("the name of the server has a character that no name has");
    }
    if (host.starts_with('.') || host.find("..") != std::string::npos)
        return wrong("the name of the server has an empty part");
    const std::string_view last = std::string_view(host).substr(host.rfind('.') + 1);
    const bool numeric = std::all_of(last.begin(), last.end(), is_digit) || last.starts_with("0x");
    in_addr address{};
    if (numeric && ::inet_pton(AF_INET, host.c_str(), &address) != 1)
        return wrong("write the server's number as four numbers, like 192.168.1.20");
    return host;
}

Result<std::string> v6_host(const std::string& text) {
    in6_addr address{};
    std::array<char, INET6_ADDRSTRLEN> written{};
    if (::inet_pton(AF_INET6, text.c_str(), &address) != 1 ||
        ::inet_ntop(AF_INET6, &address, written.data(), written.size()) == nullptr) {
        return wrong("what stands in brackets is no IPv6 address");
    }
    return '[' + std::string(written.data()) + ']';
}

Result<std::string> port_text(std::string_view digits, std::string_view usual) {
    if (digits.empty()) return std::string();
    const std::optional<int> port = parse_number<int>(digits);
    if (!port || *port < 1 || *port > 65'535 || digits.size() > 6)
        return wrong("the port is no number from 1 to 65535");
    const std::string text = std::to_string(*port);
    return text == usual ? std::string() : ':' + text;
}

Result<std::string> authority(std::string_view text, std::string_view usual_port) {
    if (text.find('@') != std::string_view::npos)
        return wrong("leave out the user and password before the @");
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return wrong("a bracket is not closed");
        std::string_view rest = text.substr(end + 1);
        if (!rest.empty() && !rest.starts_with(':')) return wrong("a port begins with a colon");
        if (!rest.empty()) rest.remove_prefix(1);
        return TRY(v6_host(std::string(text.substr(1, end - 1)))) +
               TRY(port_text(rest, usual_port));
    }
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos && text.find(':', colon + 1) != std::string_view::npos)
        return wrong("an IPv6 address stands in brackets, like http://[fd00::1]");
    const std::string_view digits =
        colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    return TRY(host_name(text.substr(0, colon))) + TRY(port_text(digits, usual_port));
}

Result<std::string> path_of(std::string_view text) {
    constexpr std::string_view others = "-._~/%:@!$&'()*+,;=";
    while (text.ends_with('/')) text.remove_suffix(1);
    for (const char c : text) {
        const bool good = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          others.find(c) != std::string_view::npos;
        if (!good) return wrong("the path has a character that no address has");
    }
    const std::string whole = std::string(text) + '/';
    for (const std::string_view part : {"//", "/./", "/../"}) {
        if (whole.find(part) != std::string::npos)
            return wrong("the path has an empty part, or one of dots");
    }
    return std::string(text);
}

}  // namespace

Result<std::string> server_address(std::string_view typed) {
    const std::string text = plain(typed);
    if (text.empty()) return wrong("the address is empty");
    if (text.size() > address_bytes_max) return wrong("the address is too long");
    const std::size_t scheme_end = text.find("://");
    if (scheme_end == std::string::npos)
        return wrong("write http:// or https:// before the name of the server");
    const std::string scheme = in_lower_case(std::string_view(text).substr(0, scheme_end));
    if (scheme != "http" && scheme != "https")
        return wrong("the address begins with neither http:// nor https://");
    const std::string_view rest = std::string_view(text).substr(scheme_end + 3);
    if (rest.find_first_of("?#") != std::string_view::npos)
        return wrong("leave out what stands from the ? or # on");
    if (rest.find('\\') != std::string_view::npos) return wrong("the address has a \\ in it");
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    return scheme + "://" +
           TRY(authority(rest.substr(0, slash), scheme == "https" ? "443" : "80")) +
           TRY(path_of(rest.substr(slash)));
}

}  // namespace hall
