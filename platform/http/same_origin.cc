#include "platform/http/same_origin.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace hall::platform {

namespace {

std::string in_lower_case(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

// Host and port of an address, without the port that its scheme has anyway.
std::string authority_in(std::string_view address) {
    std::string text = in_lower_case(address);
    std::string_view rest = text;
    std::string_view usual_port;
    const std::size_t scheme_end = rest.find("://");
    if (scheme_end != std::string_view::npos) {
        usual_port = rest.substr(0, scheme_end) == "https" ? ":443" : ":80";
        rest.remove_prefix(scheme_end + 3);
    }
    rest = rest.substr(0, rest.find_first_of("/?"));
    if (!usual_port.empty() && rest.ends_with(usual_port)) rest.remove_suffix(usual_port.size());
    return std::string(rest);
}

}  // namespace

bool is_from_our_pages(const HttpRequest& request) {
    const std::string site = in_lower_case(request.header("sec-fetch-site"));
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const std::string_view origin = request.header("origin");
    if (origin.empty()) return true;
    const std::string asker = authority_in(origin);
    // The scheme is not held against ours: behind a web server with TLS we may not know it.
    const std::string scheme = in_lower_case(origin.substr(0, origin.find("://")));
    const std::string host = scheme + "://" + std::string(request.header("host"));
    return !asker.empty() &&
           (asker == authority_in(request.absolute_uri) || asker == authority_in(host));
}

bool is_json(const HttpRequest& request) {
    std::string_view type = request.header("content-type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
    return in_lower_case(type) == "application/json";
}

}  // namespace hall::platform
