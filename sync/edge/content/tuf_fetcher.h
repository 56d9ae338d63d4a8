// Gives the TUF client the files of a village's view, through a transport.

#pragma once

#include <string>
#include <string_view>

#include "sync/edge/transport/transport.h"
#include "sync/trust/client.h"

namespace hall {

class TransportFetcher final : public tuf::Fetcher {
  public:
    // `village`: the channel id that names the view.
    TransportFetcher(Transport& transport, std::string_view village)
        : carrier_(&transport), metadata_path_("/tuf/" + std::string(village) + "/metadata/") {}

    Result<std::string> metadata(std::string_view name, std::uint64_t bytes_max) override;
    Result<std::string> target(std::string_view path, std::uint64_t bytes_max) override;

    const std::string& metadata_path() const { return metadata_path_; }

  private:
    Result<std::string> fetch(std::string path, std::uint64_t bytes_max);

    Transport* carrier_;
    std::string metadata_path_;
};

}  // namespace hall
