#include "sync/edge/content/tuf_fetcher.h"

namespace hall {

Result<std::string> TransportFetcher::metadata(std::string_view name, std::uint64_t bytes_max) {
    return fetch(metadata_path_ + std::string(name), bytes_max);
}

Result<std::string> TransportFetcher::target(std::string_view path, std::uint64_t bytes_max) {
    return fetch("/tuf/targets/" + std::string(path), bytes_max);
}

Result<std::string> TransportFetcher::fetch(std::string path, std::uint64_t bytes_max) {
    HttpRequest request;
    request.path = std::move(path);
    request.bytes_max = bytes_max;
    request.timeout_ms = 120'000;
    HttpResponse response = TRY(carrier_->exchange(request));
    if (response.status == 404 || response.status == 403)
        return Error(Errc::not_found, request.path);
    if (response.status != 200) {
        return Error(Errc::unavailable, request.path + ": HTTP " + std::to_string(response.status));
    }
    return std::move(response.body);
}

}  // namespace hall
