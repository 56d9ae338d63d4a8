// The second vote: libzinnia with the model of Debian's tegaki-zinnia-simplified-chinese,
// trained on real handwriting but bound to the order of the strokes. The home of zinnia.h.

#pragma once

#include <memory>
#include <vector>

#include "kiosk/input/handwriting/ink.h"
#include "kiosk/input/handwriting/model.h"

namespace hall::kiosk {

// One thread.
class ZinniaVote {
  public:
    // `not_found` where the file is missing, `corrupt` where zinnia does not take it.
    static Result<ZinniaVote> open(const Path& file);

    ZinniaVote(ZinniaVote&&) noexcept;
    ZinniaVote& operator=(ZinniaVote&&) noexcept;
    ~ZinniaVote();

    // The best `count`, the best first; empty where zinnia knows nothing.
    std::vector<Scored> best(const std::vector<Stroke>& strokes, std::size_t count) const;

  private:
    struct State;
    explicit ZinniaVote(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace hall::kiosk
