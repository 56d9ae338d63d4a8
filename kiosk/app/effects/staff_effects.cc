#include "kiosk/app/effects/staff_effects.h"

#include <memory>
#include <utility>

#include "kiosk/app/load/status.h"
#include "sync/core/log.h"
#include "sync/wire/seal.h"

namespace hall::kiosk {

namespace {

constexpr std::int64_t staff_session_ms = std::int64_t{30} * 60'000;

}  // namespace

// A PIN held against a verifier, which takes its time and its memory.
class StaffEffects::PinJob final : public Job {
  public:
    PinJob(StaffEffects& staff, PinGuard::Attempt attempt, CheckLogin& request)
        : staff_(staff),
          attempt_(std::move(attempt)),
          number_(std::move(request.number)),
          pin_(std::move(request.pin)) {}
    PinJob(const PinJob&) = delete;
    PinJob& operator=(const PinJob&) = delete;
    ~PinJob() override { hall::wipe(pin_); }

    void work() override {
        right_ = check_password(pin_, attempt_.verifier);
        hall::wipe(pin_);
    }

    // Whoever typed it may have gone; then it only counted.
    void settle() override { member_ = staff_.pins_.end(attempt_, right_); }
    std::vector<Intent> answer() override { return staff_.login_checked(member_, number_); }

  private:
    StaffEffects& staff_;
    PinGuard::Attempt attempt_;
    std::string number_;
    std::string pin_;
    Result<void> right_ = Error(Errc::unavailable, "not checked yet");
    Result<StaffMember> member_ = Error(Errc::unavailable, "not checked yet");
};

std::vector<Intent> StaffEffects::act(const LoadLogin&) {
    LoginModel login;
    login.nobody = roster().empty();
    login.wait_s = wait_s();
    return {Loaded{std::move(login)}};
}

std::vector<StaffMember> StaffEffects::roster() {
    content_.refresh();
    Library* library = content_.library();
    if (library == nullptr) return {};
    Result<std::vector<StaffMember>> read = library->roster();
    return read.ok() ? std::move(read).value() : std::vector<StaffMember>{};
}

std::vector<Intent> StaffEffects::act(CheckLogin& request) {
    Result<PinGuard::Attempt> attempt = pins_.begin(roster(), request.number);
    if (!attempt.ok()) {
        hall::wipe(request.pin);
        return login_checked(attempt.error(), request.number);
    }
    dependencies_.background.start(
        std::make_unique<PinJob>(*this, std::move(attempt).value(), request));
    return {};
}

std::vector<Intent> StaffEffects::login_checked(const Result<StaffMember>& member,
                                                const std::string& number) {
    LoginChecked checked;
    checked.right = member.ok();
    checked.wait_s = wait_s();
    if (!member.ok()) {
        checked.not_checked = member.error().code() == Errc::unavailable;
        log_line(LogLevel::warning, "staff_refused", {{"reason", member.error().text()}});
        return {std::move(checked)};
    }
    checked.number = number;
    checked.staff = {member.value().name, member.value().role, help_.standing_call()};
    checked.left_ms = staff_session_ms;
    checked.until_ms = dependencies_.clock.mono_ms() + staff_session_ms;
    // Whoever logs in here has come.
    help_.answered();
    log_line(LogLevel::info, "staff_in", {{"staff", number}});
    return {std::move(checked)};
}

std::vector<Intent> StaffEffects::act(const LoadStatus&) {
    content_.refresh();
    return {
        Loaded{load_status(content_, outbox_, dependencies_.files, dependencies_.folder.root())}};
}

}  // namespace hall::kiosk
