// Transport: asks the county platform one request and brings the response back. The
// engine sees no sockets; a test or the simulator gives another transport.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/result.h"

namespace hall {

struct HttpRequest {
    std::string method = "GET";
    std::string path;  // from the root of the server, with its query: "/api/v1/time"
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::uint64_t bytes_max = std::uint64_t{1} << 20;  // of the response's body
    int timeout_ms = 30'000;                           // for the whole exchange

    // By what time the other side's certificate is judged, in milliseconds since 1970; 0:
    // by the machine's clock, which may be wrong.
    std::int64_t now_ms = 0;

    // For the request what time it is, and no other: chain and name of the certificate are
    // judged, its dates are not. Such a request travels on a connection of its own and
    // must hold nothing that is anybody's business.
    bool any_date = false;

    // What came before the response broke off, ran out of time or grew too long is of use:
    // give it with `broken_off` in place of an error, if its status had come.
    bool part_will_do = false;

    // The first header of this name, spelt like that, or empty.
    std::string header(std::string_view name) const {
        for (const auto& [header, value] : headers) {
            if (header == name) return value;
        }
        return {};
    }
};

struct HttpResponse {
    int status = 0;                              // 100 to 999
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
    bool broken_off = false;  // only if the request said that a part will do
    bool vouched = false;     // TLS says that it is the server's: chain, name and dates were judged

    // The header, or empty.
    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
};

class Transport {
  public:
    virtual ~Transport() = default;

    // The response, whatever its status.
    //   unavailable  not reached, broken off, too slow, or no response of HTTP: a status outside
    //                100 to 999, headers without end
    //   exhausted    the response is longer than bytes_max
    //   untrusted    TLS: not the server it should be; the message says why
    virtual Result<HttpResponse> exchange(const HttpRequest& request) = 0;

    // False if the responses were written down some time ago and carried here: then there is
    // nobody to ask for the time or to give events to.
    virtual bool live() const { return true; }
};

}  // namespace hall
