// PinGuard: staff log in by number and PIN, verified offline. Guessing is slowed by
// growing delays that neither a restart nor a wrong clock shortens, and never locks
// anybody out for ever: a prankster must not keep the staff from their work.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/reply.h"

namespace hall::kiosk {

class PinGuard {
  public:
    // Reads the count of failures from `file`; damaged counts as three failures.
    PinGuard(Files& files, const Clock& clock, Path file);

    // Milliseconds until the next try is allowed; 0 now.
    std::int64_t wait_ms() const;

    // The first half of a try: counts it on disk and says what the PIN is held against
    // (check_password), which takes some 100 ms, any thread, and the same time for a number
    // that is nobody's.
    //   exhausted    a delay is running
    //   unavailable  the count could not be stored; nothing was checked
    struct Attempt {
        std::string verifier;
        std::optional<StaffMember> member;  // nothing: the number is nobody's
    };
    Result<Attempt> begin(const std::vector<StaffMember>& roster, std::string_view number);

    // The second half, with what check_password said.
    //   refused      wrong number or PIN
    //   unavailable  there was no memory to check it: the try does not count
    Result<StaffMember> end(const Attempt& attempt, const Result<void>& right);

    // Both halves at once, with the errors of both.
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

}  // namespace hall::kiosk
