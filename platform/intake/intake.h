// Intake: events in, receipts out, each id once.
//
// What always holds (tests/platform/intake_test.cc):
//
//   - An event has one effect, however often and by whichever way it arrives: its id,
//     its bytes and its effect are stored together or not at all.
//   - The same bytes get the same receipt, byte for byte.
//   - One refused event never holds up the others, nor does one that the store cannot
//     take.
//   - Two ids at one place of a kiosk's life are both kept, and the kiosk is told to enrol
//     again.
//   - A slip is of the kiosk that made the event, and nobody else's.
//   - Nothing is taken that is sealed to somebody this county does not have.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/desk/help_desk.h"
#include "platform/desk/reply_writer.h"
#include "platform/publish/statement_signer.h"
#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/log.h"
#include "sync/core/result.h"
#include "sync/wire/event.h"

namespace hall::platform {

struct IntakeLimits {
    // Of the events of a kiosk that arrive over the network, far more than people can type:
    // a month without a network goes through at once. What staff carry is not counted.
    std::int64_t bytes_a_day_max = std::int64_t{64} << 20;
};

// Part of a store's transaction; the receipts count once it is committed.
class Intake {
  public:
    Intake(const Clock& clock, const StatementSigner& signer, const ReplyWriter& replies,
           IntakeLimits limits = {})
        : clock_(clock), signer_(signer), replies_(replies), limits_(limits), help_(clock) {}

    // Takes the events of a batch that `sender` signed. One receipt each, in order, as
    // signed. Fails only if the store does; then nothing of the batch was taken.
    Result<std::vector<std::string>> take(Store& store, const Kiosk& sender,
                                          const std::vector<std::string>& batch,
                                          Arrival arrival = Arrival::network) const;

    // True if the kiosk sent more today than it may: what it sent last is then not to be
    // kept. Events that are sent again count for nothing.
    Result<bool> is_over_quota(Store& store, const Kiosk& sender) const;

  private:
    struct Arrived {
        std::string_view bytes;
        Arrival by;
    };
    Result<std::string> take_alone(Store& store, const Kiosk& sender, const Arrived& arrived) const;
    Result<std::string> take_one(Store& store, const Kiosk& sender, const Arrived& arrived) const;
    Result<Kiosk> judge_sender(Store& store, const Kiosk& sender, const Event& event) const;
    Result<void> judge(Store& store, const Kiosk& sender, const Event& event) const;
    Result<std::string> keep(Store& store, const Event& event, const Arrived& arrived) const;
    Result<void> notice_clone(Store& store, const Event& event) const;
    Result<void> add_request(Store& store, const Event& event, const std::string& village) const;
    Result<void> note_heartbeat(Store& store, const Event& event) const;
    Result<void> take_effect(Store& store, const Event& event, const Heard& heard) const;
    std::string refusal(std::string_view event, std::string_view bytes,
                        std::string_view reason) const;

    const Clock& clock_;
    const StatementSigner& signer_;
    const ReplyWriter& replies_;
    const IntakeLimits limits_;
    const HelpDesk help_;

    // What a kiosk, or somebody with its key, can make happen as often as they like.
    mutable LogBudget not_taken_log_{LogLevel::error, "event_not_taken", 10};
    mutable LogBudget conflict_log_{LogLevel::warning, "event_conflict", 10};
    mutable LogBudget cloned_log_{LogLevel::warning, "kiosk_cloned", 10};
};

}  // namespace hall::platform
