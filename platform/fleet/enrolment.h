// Enrolment: a one-time code makes a board a kiosk of one village. The board makes its
// keys itself; only the public halves come here.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/desk/reply_writer.h"
#include "platform/publish/metadata_writer.h"
#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/wire/enrolment.h"

namespace hall::platform {

inline constexpr std::int64_t enrolment_code_ms = 15 * 60'000;

// Each call is part of a store's transaction.
class Enrolment {
  public:
    Enrolment(const Clock& clock, Random& random, const MetadataWriter& metadata,
              const ReplyWriter& replies)
        : clock_(clock), random_(random), metadata_(metadata), replies_(replies) {}

    // A code of 60 random bits, "7KQ2-M9XD-4TRW", good for fifteen minutes and one board.
    //   not_found  no such village
    Result<std::string> make_code(Store& store, std::string_view village) const;

    // Makes the board a kiosk and sends it its roster of staff. The same board with the
    // same code within the fifteen minutes gets the same answer: the first may have been
    // lost on the way. A board that enrols again with the keys it has keeps its id and gets
    // the next epoch; with new keys it becomes a new kiosk and ends the former one.
    // Nothing is written before all is judged; refusals are logged with their reason.
    //   untrusted  the key that is to be enrolled did not sign the request
    //   refused    the code is wrong, used or too old; or the former key did not sign
    Result<EnrolmentResponse> enrol(Store& store, const EnrolmentRequest& request) const;

  private:
    Result<EnrolmentResponse> enrol_unless_refused(Store& store,
                                                   const EnrolmentRequest& request) const;
    Result<EnrolmentCode> judge_code(Store& store, const EnrolmentRequest& request) const;
    Result<std::optional<Kiosk>> judge_known(Store& store, const EnrolmentRequest& request,
                                             std::string_view village) const;
    Result<std::optional<Kiosk>> judge_former(Store& store, const EnrolmentRequest& request) const;
    Result<Kiosk> enrol_known(Store& store, const EnrolmentRequest& request, Kiosk kiosk) const;
    Result<Kiosk> add_kiosk(Store& store, const EnrolmentRequest& request,
                            std::string_view village) const;
    Result<EnrolmentResponse> answer_for(Store& store, const Kiosk& kiosk) const;

    const Clock& clock_;
    Random& random_;
    const MetadataWriter& metadata_;
    const ReplyWriter& replies_;
};

}  // namespace hall::platform
