#include "kiosk/app/effects/pin_guard.h"

#include <algorithm>
#include <iterator>

#include "sync/core/json.h"
#include "sync/wire/seal.h"

namespace hall::kiosk {

namespace {

// Checked when the number is nobody's, so that a wrong number takes as long as a wrong
// PIN. Argon2id at the same cost as real ones.
const std::string& nobody() {
    static const std::string verifier = [] {
        SystemRandom random;
        return verifier_of_no_password(random);
    }();
    return verifier;
}

}  // namespace

std::int64_t pin_delay_ms(int failures) {
    constexpr std::int64_t delays_s[] = {0, 0, 0, 5, 15, 60, 300, 900, 3600};
    const auto index =
        static_cast<std::size_t>(std::clamp<int>(failures, 0, std::size(delays_s) - 1));
    return delays_s[index] * 1000;
}

PinGuard::PinGuard(Files& files, const Clock& clock, Path file)
    : files_(&files), clock_(&clock), file_(std::move(file)) {
    const Result<std::string> text = files.read(file_, 200);
    if (text.ok()) {
        const Result<Json> json = parse_json(text.value());
        constexpr int after_damage = 3;
        failures_ = json.ok() ? static_cast<int>(integer_or(json.value(), "failures", after_damage))
                              : after_damage;
    }
    // After a restart the whole delay runs again: the time that passed is not known.
    until_mono_ms_ = clock.mono_ms() + pin_delay_ms(failures_);
}

std::int64_t PinGuard::wait_ms() const {
    return std::max<std::int64_t>(0, until_mono_ms_ - clock_->mono_ms());
}

Result<void> PinGuard::store() {
    return files_->write_durably(file_, json_line({{"failures", failures_}}));
}

Result<PinGuard::Attempt> PinGuard::begin(const std::vector<StaffMember>& roster,
                                          std::string_view number) {
    if (wait_ms() > 0) return Error(Errc::exhausted, "too many tries");
    ++failures_;
    if (const Result<void> stored = store(); !stored.ok()) {
        --failures_;
        return Error(Errc::unavailable, stored.error().message());
    }
    const auto found = std::find_if(roster.begin(), roster.end(), [&](const StaffMember& member) {
        return member.number == number;
    });
    // The delay runs from here, so that a second try cannot overtake the first.
    until_mono_ms_ = clock_->mono_ms() + pin_delay_ms(failures_);
    Attempt attempt;
    attempt.verifier = nobody();
    if (found != roster.end()) {
        attempt.verifier = found->verifier;
        attempt.member = *found;
    }
    return attempt;
}

Result<StaffMember> PinGuard::end(const Attempt& attempt, const Result<void>& right) {
    if (!right.ok() && right.error().code() == Errc::exhausted) {
        // Nothing was learnt about the PIN. A count that cannot be written back stays too high
        // on the disk, which is the safe side.
        failures_ = std::max(0, failures_ - 1);
        until_mono_ms_ = 0;
        static_cast<void>(store());
        return Error(Errc::unavailable, right.error().message());
    }
    if (!attempt.member || !right.ok()) {
        until_mono_ms_ = clock_->mono_ms() + pin_delay_ms(failures_);
        return Error(Errc::refused, "wrong number or PIN");
    }
    failures_ = 0;
    until_mono_ms_ = 0;
    TRY(store());
    return *attempt.member;
}

Result<StaffMember> PinGuard::check(const std::vector<StaffMember>& roster, std::string_view number,
                                    std::string_view pin) {
    const Attempt attempt = TRY(begin(roster, number));
    return end(attempt, check_password(pin, attempt.verifier));
}

}  // namespace hall::kiosk
