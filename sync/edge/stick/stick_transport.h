// The transport that is a stick: responses the agent's requests from files that were written
// in the county and carried here, so that content and replies go the same way through the
// same checks as over the network.
//
// It believes nothing and changes nothing. Each file is read once, no further than the
// request allows; whether the bytes are the county's is for the agent to judge. The one
// thing it knows itself is that replies are numbered without gaps: it gives none that comes
// after a missing one, or somebody could keep a reply from a village by cutting it out.

#pragma once

#include "sync/core/files.h"
#include "sync/edge/transport/transport.h"
#include "sync/wire/stick.h"

namespace hall {

// One thread. Errors beyond those of Transport:
//   corrupt  the file is longer than stated, or no plain file
class StickTransport final : public Transport {
  public:
    // `files`: of the stick; ForeignFiles in the product. Must outlive this.
    StickTransport(Files& files, Path mount) : files_(files), stick_(std::move(mount)) {}

    Result<HttpResponse> exchange(const HttpRequest& request) override;
    bool live() const override { return false; }

  private:
    Result<HttpResponse> give(const Path& file, std::uint64_t bytes_max);
    Result<HttpResponse> give_part(const Path& file, const HttpRequest& request);
    Result<HttpResponse> give_metadata(std::string_view path, std::uint64_t bytes_max);
    Result<HttpResponse> give_replies(std::string_view path, std::uint64_t bytes_max);

    Files& files_;
    StickFolder stick_;
};

}  // namespace hall
