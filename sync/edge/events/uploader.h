// Uploader: sends attachments to the county by the tus protocol 1.0.0 (https://tus.io), a
// chunk at a time, and goes on where the county says it is.
//
// What always holds (tests/uploads/upload_test.cc):
//
//   - An attachment is sent once its event was accepted: text goes before pictures.
//   - Only the county's signed word ends it; then the kiosk drops the file.
//   - A cut costs one chunk at most. On a bad line chunks grow smaller until they pass.
//   - One attachment that cannot be sent never holds up the others.

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/log.h"
#include "sync/core/result.h"
#include "sync/edge/events/outbox.h"
#include "sync/edge/events/upload_context.h"

namespace hall {

struct UploadStep {
    bool more = false;             // there may be more to send in this round
    bool progress = false;         // the county has more of an attachment than before
    std::int64_t stored = 0;       // attachments that the county signed for
    std::int64_t newest_ms = 0;    // the time in that word, or 0
    std::optional<Error> trouble;  // with one attachment, which was left
};

// Powers of two between these.
inline constexpr std::uint64_t upload_chunk_bytes_min = attachment_chunk_bytes_min;
inline constexpr std::uint64_t upload_chunk_bytes_max = 4 << 20;

class Uploader {
  public:
    explicit Uploader(UploadContext context) : context_(context) {}

    Result<void> begin_round();

    // One exchange with the county, or none if nothing waits.
    //   unavailable  not reached; the next round goes on where this one ended
    Result<UploadStep> step();

  private:
    struct Current {
        OutboxAttachment attachment;
        std::string place;                    // path on the county's server, or empty
        std::optional<std::uint64_t> offset;  // what the county has, once it is known
        int restarts = 0;
    };

    Result<bool> pick();
    Result<bool> pick_among(OutboxReader& outbox, bool troubled);
    Result<bool> take_up(OutboxReader& outbox, const OutboxAttachment& one);
    Result<bool> is_ready(OutboxReader& outbox, const OutboxAttachment& attachment);
    Result<bool> is_whole(const AttachmentName& name);

    Result<UploadStep> exchange();
    Result<UploadStep> create();
    Result<UploadStep> ask_offset();
    Result<UploadStep> send_chunk();
    Result<UploadStep> take_receipt();

    Result<std::string> place_of(const std::string& location) const;
    Result<UploadStep> start_over();
    Result<UploadStep> again();
    Result<UploadStep> leave(const HttpResponse& response);
    Result<void> park(const std::string& id, std::string reason);
    void note_chunk(bool passed);

    const UploadContext context_;
    std::optional<Current> current_;
    std::set<std::string> left_;      // not to be tried again in this round
    std::set<std::string> troubled_;  // came to nothing before: after all others
    std::set<std::string> due_;       // parked, and now to be tried again
    int troubles_ = 0;                // in this round
    bool closed_ = false;             // this county takes no attachments yet; in this round
    std::uint64_t chunk_bytes_ = 512 << 10;
    int chunks_passed_ = 0;  // since one last failed
    LogSeries parked_log_{LogLevel::warning, "attachment_parked"};
};

}  // namespace hall
