#include "kiosk/pin_guard.h"

#include <algorithm>
#include <iterator>

#include "sync/core/json.h"
#include "sync/wire/seal.h"

namespace hall {

namespace {

// Checked when the number is nobody's, so that a wrong number takes as long as a wrong
// PIN. Argon2id at the same cost as real ones, of a text nobody knows.
const std::string& nobody() {
    static const std::string verifier = [] {
        SystemRandom random;
        return password_verifier(random.bytes(16), random);
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

Result<StaffMember> PinGuard::check(const std::vector<StaffMember>& roster, std::string_view number,
                                    std::string_view pin) {
    if (wait_ms() > 0) return Error(Errc::exhausted, "too many tries");
    ++failures_;
    if (const Result<void> stored = store(); !stored.ok()) {
        --failures_;
        return Error(Errc::unavailable, stored.error().message());
    }
    const auto found = std::find_if(roster.begin(), roster.end(), [&](const StaffMember& member) {
        return member.number == number;
    });
    const bool known = found != roster.end();
    const Result<void> right = check_password(pin, known ? found->verifier : nobody());
    if (!known || !right.ok()) {
        until_mono_ms_ = clock_->mono_ms() + pin_delay_ms(failures_);
        return Error(Errc::refused, "wrong number or PIN");
    }
    failures_ = 0;
    until_mono_ms_ = 0;
    TRY(store());
    return *found;
}

}  // namespace hall
