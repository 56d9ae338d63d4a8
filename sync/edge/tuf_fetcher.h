// Gives the TUF client the files of a village's view, through a carrier.

#pragma once

#include <string>
#include <string_view>

#include "sync/edge/carrier.h"
#include "sync/trust/client.h"

namespace hall {

class CarrierFetcher final : public tuf::Fetcher {
  public:
    // `village`: the channel id that names the view.
    CarrierFetcher(Carrier& carrier, std::string_view village)
        : carrier_(&carrier), metadata_path_("/tuf/" + std::string(village) + "/metadata/") {}

    Result<std::string> metadata(std::string_view name, std::uint64_t bytes_max) override;
    Result<std::string> target(std::string_view path, std::uint64_t bytes_max) override;

    const std::string& metadata_path() const { return metadata_path_; }

  private:
    Result<std::string> fetch(std::string path, std::uint64_t bytes_max);

    Carrier* carrier_;
    std::string metadata_path_;
};

}  // namespace hall
