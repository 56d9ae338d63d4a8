#include "sync/edge/tuf_fetcher.h"

namespace hall {

Result<std::string> CarrierFetcher::metadata(std::string_view name, std::uint64_t bytes_max) {
    return fetch(metadata_path_ + std::string(name), bytes_max);
}

Result<std::string> CarrierFetcher::target(std::string_view path, std::uint64_t bytes_max) {
    return fetch("/tuf/targets/" + std::string(path), bytes_max);
}

Result<std::string> CarrierFetcher::fetch(std::string path, std::uint64_t bytes_max) {
    HttpQuestion question;
    question.path = std::move(path);
    question.bytes_max = bytes_max;
    question.timeout_ms = 120'000;
    HttpAnswer answer = TRY(carrier_->exchange(question));
    if (answer.status == 404 || answer.status == 403) return Error(Errc::not_found, question.path);
    if (answer.status != 200) {
        return Error(Errc::unavailable, question.path + ": HTTP " + std::to_string(answer.status));
    }
    return std::move(answer.body);
}

}  // namespace hall
