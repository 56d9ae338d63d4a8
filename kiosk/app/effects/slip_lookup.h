// SlipLookup: what is known of a slip, and what was sealed to its code. The key that a code
// stands for costs 19 MiB and a twentieth of a second: it is made once, beside the screen,
// and stays in locked memory for as long as the session lasts, so that news of an opened
// slip is read without asking for it again.
//
// One thread, but for the work of the job.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/app/background.h"
#include "kiosk/app/model.h"
#include "sync/edge/content/library.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/seal.h"

namespace hall::kiosk {

class SlipLookup {
  public:
    // What outbox and library know of progress.number goes into `progress`, with the messages
    // that the key kept for this number opens. `library` may be null.
    void answer(ProgressModel& progress, Library* library, Outbox& outbox) const;

    // A job that makes the key of this code; its answer() keeps the key and answers with what
    // `opened` says. A later call, or forget(), makes the key of an earlier one unwanted.
    // This object must outlive the job's answer().
    std::unique_ptr<Job> open(const std::string& number, std::string code,
                              std::function<std::vector<Intent>()> opened);

    // True when the last open() has come to an end, well or not.
    bool opened() const { return kept_ != Kept::nothing; }

    // Wipes the key: the session ended, or another slip is asked for.
    void forget();

  private:
    class KeyJob;
    enum class Kept { nothing, key, no_memory };

    void take(std::uint64_t ticket, std::string number, Result<LockedKey> key);

    std::uint64_t ticket_ = 0;
    Kept kept_ = Kept::nothing;
    std::string number_;
    std::optional<LockedKey> key_;
};

}  // namespace hall::kiosk
