// The desk: staff open, read, move and answer requests. What villagers wrote is opened
// in memory while somebody who may see it looks, and stored nowhere in plain.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/desk/answer_rows.h"
#include "platform/desk/decryptor.h"
#include "platform/desk/reply_writer.h"
#include "platform/desk/working_days.h"
#include "platform/store/store.h"
#include "sync/core/clock.h"
#include "sync/core/result.h"

namespace hall::platform {

// What is promised where the guide says nothing, in working days.
inline constexpr int promised_days_default = 7;

struct StepDetails {
    RequestStep step;
    std::string message;  // opened
};

struct AttachmentView {
    int number = 0;  // from 1
    std::string title;
    std::string mime;  // as the kiosk says
    std::int64_t bytes = 0;
    bool here = false;  // else it is still on the kiosk, or on its way
};

struct RequestDetails {
    Request request;
    std::vector<AnswerRow> answers;           // empty if the box does not open
    std::vector<AttachmentView> attachments;  // known even then, without title and mime
    std::vector<StepDetails> steps;
    bool may_work = false;  // else this user only looks
};

struct RequestMove {
    std::string from;     // the state the user saw: another one means somebody was faster
    std::string to;       // the same as from: only a message
    std::string line;     // one of lines_for(to)
    std::string message;  // to the villager, or empty; needed where needs_answer(to)
};

// Each call is part of a store's transaction.
class RequestDesk {
  public:
    RequestDesk(const Clock& clock, const Decryptor& decryptor, const ReplyWriter& replies,
                WorkCalendar calendar)
        : clock_(clock), decryptor_(decryptor), replies_(replies), calendar_(std::move(calendar)) {}

    // Takes the working days that the county published. If they are others than before, the
    // promised days of all requests that are still open are counted again, and returned how
    // many changed.
    Result<std::size_t> take_calendar(Store& store);

    // Looks into requests nobody opened yet, at most `count_max`, and signer what staff
    // sort by: title, department, promised day. A box that does not open is noted as
    // unreadable; the event stays. Returns how many.
    Result<std::size_t> open_new(Store& store, std::size_t count_max) const;

    //   not_found  there is none that this user may see
    Result<RequestDetails> view(Store& store, const User& user, std::string_view id) const;

    // What is needed to open one attachment of a request.
    //   not_found    there is none that this user may see
    //   unavailable  it has not arrived yet
    //   untrusted    the request itself does not open
    struct AttachmentKey {
        SealedAttachment attachment;
        std::string event;
        std::string slip;
    };
    Result<AttachmentKey> attachment(Store& store, const User& user, std::string_view id,
                                     int number) const;

    // Moves a request, tells the villager, and writes it down.
    //   not_found  there is none that this user may see
    //   untrusted  this user may only look at it. In Chinese.
    //   refused    somebody else moved it first; not from there to there; not a sentence
    //              of that state and matter; no answer where one is due; a message of
    //              blanks, or to a villager who left no key. In Chinese.
    Result<Request> move(Store& store, const User& user, std::string_view id,
                         const RequestMove& move) const;

    // Today, as offices count: the date in China.
    Date today() const { return date_at(clock_.wall_ms()); }
    const WorkCalendar& calendar() const { return calendar_; }

  private:
    // Opened first, if nobody looked at it yet.
    Result<Request> find(Store& store, const User& user, std::string_view id) const;
    // False if the keys could not be asked.
    Result<bool> open_one(Store& store, Request request) const;
    // The promised day of a request whose guide is known.
    Result<std::string> due_of(Store& store, const Request& request) const;
    Result<std::size_t> count_due_again(Store& store) const;
    Result<void> show_content(Store& store, RequestDetails& view) const;

    const Clock& clock_;
    const Decryptor& decryptor_;
    const ReplyWriter& replies_;
    WorkCalendar calendar_;
};

}  // namespace hall::platform
