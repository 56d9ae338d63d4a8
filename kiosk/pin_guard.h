// PinGuard: staff log in by number and PIN, verified offline. Guessing is slowed by
// growing delays that neither a restart nor a wrong clock shortens, and never locks
// anybody out for ever: a prankster must not keep the staff from their work.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/reply.h"

namespace hall {

class PinGuard {
  public:
    // Reads the count of failures from `file`; damaged counts as three failures.
    PinGuard(Files& files, const Clock& clock, Path file);

    // Milliseconds until the next try is allowed; 0 now.
    std::int64_t wait_ms() const;

    // Counts the try on disk, then checks. Takes some 100 ms and the same time whether
    // the number is wrong or the PIN.
    //   exhausted    a delay is running
    //   refused      wrong number or PIN
    //   unavailable  the count could not be stored; nothing was checked
    Result<StaffMember> check(const std::vector<StaffMember>& roster, std::string_view number,
                              std::string_view pin);

  private:
    Result<void> store();

    Files* files_;
    const Clock* clock_;
    Path file_;
    int failures_ = 0;
    std::int64_t until_mono_ms_ = 0;
};

// The delay after so many failures in a row, in milliseconds: none for the first three,
// then 5 s, 15 s, 1 min, 5 min, 15 min, and an hour from there on.
std::int64_t pin_delay_ms(int failures);

}  // namespace hall
