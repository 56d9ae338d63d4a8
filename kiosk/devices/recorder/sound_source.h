// SoundSource: where a recorder's samples come from: 16 bits, one channel.
//
// One thread.

#pragma once

#include <cstdint>
#include <span>

#include "sync/core/result.h"

namespace hall::kiosk {

class SoundSource {
  public:
    virtual ~SoundSource() = default;

    // Begins to listen.
    //
    //   not_found    there is no such device
    //   unavailable  another program has it, or it fails
    virtual Result<void> open() = 0;

    // Samples a second, from 8,000 to 48,000. REQUIRES: open.
    virtual int rate() const = 0;

    // Fills at most samples.size() and says how many; waits at most a tenth of a second, after
    // which it may be none. Fails with `not_found` at the end of the source, `unavailable` if the
    // device is gone.
    virtual Result<std::size_t> read(std::span<std::int16_t> samples) = 0;

    // Stops listening: the microphone is on only while somebody records.
    virtual void close() = 0;
};

}  // namespace hall::kiosk
