// OpusEncoder: speech to Ogg Opus (RFC 6716, RFC 7845) in memory; the one home of libopusenc.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "sync/core/result.h"

namespace hall::kiosk {

class OpusEncoder {
  public:
    // One channel; other rates than 48,000 are converted. Everything together, with the headers and
    // pages of Ogg, stays below 24 kbit/s over any ten seconds.
    //
    //   unavailable  no memory, or a rate that the encoder does not take
    static Result<OpusEncoder> create(int rate, std::size_t bytes_max);

    OpusEncoder(OpusEncoder&&) noexcept;
    OpusEncoder& operator=(OpusEncoder&&) noexcept;
    ~OpusEncoder();

    // Fails with `exhausted` once bytes_max are written: what came before can be had by finish().
    Result<void> write(std::span<const std::int16_t> samples);

    // Ends the stream and gives it. Once.
    Result<std::string> finish();

  private:
    struct Encoder;
    explicit OpusEncoder(std::unique_ptr<Encoder> encoder);
    std::unique_ptr<Encoder> encoder_;
};

}  // namespace hall::kiosk
