// The network transport, by libcurl. The one home of that library.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sync/edge/transport/transport.h"

namespace hall {

struct HttpLimits {
    int connect_ms = 10'000;
    int stall_s = 20;  // give up when fewer than stall_bytes a second came for so long
    int stall_bytes = 100;
};

// Keeps its connection open between exchanges. No redirects, no cookies, no proxies
// from the environment. One thread.
class HttpTransport final : public Transport {
  public:
    // `server` is the base URL without a slash at the end; `ca_file` replaces the
    // system's certificates if it is not empty.
    explicit HttpTransport(std::string server, std::string ca_file = {}, HttpLimits limits = {});
    HttpTransport(const HttpTransport&) = delete;
    HttpTransport& operator=(const HttpTransport&) = delete;
    ~HttpTransport() override;

    Result<HttpResponse> exchange(const HttpRequest& request) override;

  private:
    struct Curl;
    std::string server_;
    std::string ca_file_;
    HttpLimits limits_;
    std::unique_ptr<Curl> curl_;
};

// One GET of an absolute URL: `not_found` for 403 and 404, `unavailable` for every
// other status but 200.
Result<std::string> fetch_url(std::string_view url, std::uint64_t bytes_max);

}  // namespace hall
