// The carrier that is a stick: answers the agent's questions from files that were written
// in the county and carried here, so that content and replies go the same way through the
// same checks as over the network.
//
// It believes nothing and changes nothing. Each file is read once, no further than the
// question allows; whether the bytes are the county's is for the agent to judge. The one
// thing it knows itself is that replies are numbered without gaps: it gives none that comes
// after a missing one, or somebody could keep a reply from a village by cutting it out.

#pragma once

#include "sync/core/files.h"
#include "sync/edge/carrier.h"
#include "sync/wire/stick.h"

namespace hall {

// One thread. Errors beyond those of Carrier:
//   corrupt  the file is longer than stated, or no plain file
class CarrierStick final : public Carrier {
  public:
    // `files`: of the stick; ForeignFiles in the product. Must outlive this.
    CarrierStick(Files& files, Path mount) : files_(files), stick_(std::move(mount)) {}

    Result<HttpAnswer> exchange(const HttpQuestion& question) override;
    bool live() const override { return false; }

  private:
    Result<HttpAnswer> give(const Path& file, std::uint64_t bytes_max);
    Result<HttpAnswer> give_part(const Path& file, const HttpQuestion& question);
    Result<HttpAnswer> give_metadata(std::string_view path, std::uint64_t bytes_max);
    Result<HttpAnswer> give_replies(std::string_view path, std::uint64_t bytes_max);

    Files& files_;
    StickFolder stick_;
};

}  // namespace hall
