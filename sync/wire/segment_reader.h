// Segment reader: takes a packed segment in pieces and gives its lines, one after the
// other. What it holds at any time is one window of zstd and one line, however long the
// segment is.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sync/core/result.h"
#include "sync/wire/segment.h"

namespace hall {

// Gets each line without its break; the bytes are gone when it returns. Its error ends
// the reading.
using LineSink = std::function<Result<void>(std::string_view line)>;

// Cuts text that comes in pieces into its lines.
class LineCutter {
  public:
    Result<void> take(std::string_view text, const LineSink& sink);
    Result<void> finish(const LineSink& sink);  // the last line may have no break

  private:
    std::string rest_;  // the beginning of a line whose end has not come
};

class SegmentReader {
  public:
    // `patch base` stands before the text that comes out, and must outlive the reader; empty
    // but for patches.
    explicit SegmentReader(const SegmentLimits& limits = {}, std::string_view patch_base = {});
    SegmentReader(SegmentReader&&) noexcept;
    SegmentReader& operator=(SegmentReader&&) noexcept;
    ~SegmentReader();

    // The next bytes of the frame. Fails with `corrupt` if they cannot be its next ones,
    // `exhausted` past a limit (a bomb is stopped at the limit), or with the sink's error;
    // the reader is then of no more use.
    Result<void> take(std::string_view packed, const LineSink& sink);

    // No more bytes come. Fails with `corrupt` if the frame is not whole.
    Result<void> finish(const LineSink& sink);

    // Length and hash of all that came out. REQUIRES: finish() succeeded, and `patch base` was
    // not empty: nobody asks it of another segment.
    const TextDigest& plain() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hall
