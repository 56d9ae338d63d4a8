#include "kiosk/app/effects/slip_lookup.h"

#include <utility>

#include "sync/core/log.h"
#include "sync/wire/reply.h"

namespace hall::kiosk {

namespace {

Result<std::string> open_message(std::string_view sealed, const LockedKey& key) {
    std::string plain = TRY(key.open(sealed));
    Result<std::string> message = message_of(plain);
    hall::wipe(plain);
    return message;
}

Result<LockedKey> locked_key_of_code(std::string_view code, std::string_view number) {
    const BoxKey key = TRY(box_key_of_code(code, number));
    return LockedKey::keep(key);
}

}  // namespace

class SlipLookup::KeyJob final : public Job {
  public:
    KeyJob(SlipLookup& lookup, std::string number, std::string code,
           std::function<std::vector<Intent>()> opened)
        : lookup_(lookup),
          ticket_(lookup.ticket_),
          number_(std::move(number)),
          code_(std::move(code)),
          opened_(std::move(opened)) {}
    KeyJob(const KeyJob&) = delete;
    KeyJob& operator=(const KeyJob&) = delete;
    ~KeyJob() override { hall::wipe(code_); }

    void work() override {
        key_ = locked_key_of_code(code_, number_);
        hall::wipe(code_);
    }

    std::vector<Intent> answer() override {
        if (ticket_ != lookup_.ticket_) return {};
        lookup_.take(ticket_, std::move(number_), std::move(key_));
        return opened_();
    }

  private:
    SlipLookup& lookup_;
    std::uint64_t ticket_;
    std::string number_;
    std::string code_;
    std::function<std::vector<Intent>()> opened_;
    Result<LockedKey> key_ = Error(Errc::unavailable, "not made yet");
};

std::unique_ptr<Job> SlipLookup::open(const std::string& number, std::string code,
                                      std::function<std::vector<Intent>()> opened) {
    forget();
    return std::make_unique<KeyJob>(*this, number, std::move(code), std::move(opened));
}

void SlipLookup::take(std::uint64_t ticket, std::string number, Result<LockedKey> key) {
    if (ticket != ticket_) return;
    number_ = std::move(number);
    if (!key.ok()) {
        log_line(LogLevel::error, "no_slip_key", {{"reason", key.error().text()}});
        kept_ = Kept::no_memory;
        return;
    }
    key_ = std::move(key).value();
    kept_ = Kept::key;
}

void SlipLookup::forget() {
    ++ticket_;
    kept_ = Kept::nothing;
    hall::wipe(number_);
    key_.reset();
}

void SlipLookup::answer(ProgressModel& progress, Library* library, Outbox& outbox) const {
    progress.state = ProgressModel::State::unknown;
    progress.kind.clear();
    progress.messages.clear();
    progress.mistyped_code = false;
    progress.no_memory = false;
    if (const Result<OutboxEvent> waiting = outbox.find_slip(progress.number); waiting.ok()) {
        progress.state = ProgressModel::State::saved_here;
        progress.kind = waiting.value().kind;
    }
    if (library == nullptr) return;
    if (const Result<Receipt> receipt = library->receipt_of_slip(progress.number); receipt.ok()) {
        const bool refused = receipt.value().state == "refused";
        progress.state = refused ? ProgressModel::State::refused : ProgressModel::State::received;
        progress.reason = receipt.value().reason;
    }
    Result<std::vector<Reply>> replies = library->replies(progress.number);
    if (!replies.ok() || replies.value().empty()) return;
    progress.state = ProgressModel::State::moving;
    progress.replies = std::move(replies).value();
    if (kept_ == Kept::nothing || number_ != progress.number) return;
    for (const Reply& reply : progress.replies) {
        if (reply.sealed.empty()) continue;
        if (kept_ == Kept::no_memory) {
            progress.no_memory = true;
            return;
        }
        Result<std::string> message = open_message(reply.sealed, *key_);
        if (message.ok())
            progress.messages.push_back({reply.seq, std::move(message).value()});
        else
            progress.mistyped_code = true;
    }
}

}  // namespace hall::kiosk
