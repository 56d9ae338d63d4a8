// Uploads: attachments on their way in, chunk by chunk, until they are whole.
//
// What always holds (tests/platform/uploads_test.cc):
//
//   - Only what an event of the kiosk's village has named is taken, and only so long as it
//     was named: text goes before pictures, and nobody fills the disk with anything else.
//   - What the offset says is on the disk. A chunk that was cut short counts for nothing.
//   - An attachment is kept, and signed for, once its SHA-256 fits its name.
//   - An upload belongs to the kiosk that began it; for another it is not there. Nothing
//     that other kiosks or villages named or sent keeps a kiosk from sending its own.

#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "platform/publish/statement_signer.h"
#include "platform/store/store.h"
#include "platform/store/store_executor.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/attachment.h"

namespace hall::platform {

struct UploadLimits {
    // Of a kiosk.
    std::int64_t unfinished_bytes_max = std::int64_t{200} << 20;
    std::int64_t unfinished_count_max = 100;
    std::int64_t kept_bytes_max = std::int64_t{20} << 30;
    std::int64_t kept_count_max = 200'000;

    std::int64_t unfinished_ms = 7 * 86'400'000LL;  // without a chunk
};

inline constexpr std::size_t upload_body_bytes_max = std::size_t{8} << 20;

// How far an upload is.
struct UploadState {
    AttachmentName name;
    std::int64_t offset = 0;
    std::int64_t expires_ms = 0;  // 0: whole, kept for good
    std::string receipt;          // whole: the county's signed word
};

class Uploads {
  public:
    // `folder` and `kept` are folders of the platform's own; everything else must outlive
    // this object.
    struct Parts {
        Files& files;
        const Clock& clock;
        const StatementSigner& signer;
        Path folder;  // chunks of what is on its way
        Path kept;    // what is whole
        UploadLimits limits = {};
    };
    explicit Uploads(Parts parts) : parts_(std::move(parts)) {}

    // --- Part of a store's transaction

    // Begins an upload, or finds the one that was begun: asking twice is asking once.
    //   not_found    no event of the kiosk's village names it with this length
    //   refused      this kiosk began it with another length
    //   exhausted    the kiosk has too much or too many under way, or kept
    Result<UploadState> begin(Store& store, const Kiosk& kiosk, const AttachmentName& name) const;

    //   not_found  this kiosk has no such upload
    Result<UploadState> find(Store& store, const Kiosk& kiosk, std::string_view sha256) const;

    // Each chunk is a file until the whole is here: one that is not the last has at least
    // attachment_chunk_bytes_min.
    static bool is_too_small(const UploadState& state, std::int64_t offset, std::size_t bytes) {
        return bytes > 0 && bytes < attachment_chunk_bytes_min &&
               offset + static_cast<std::int64_t>(bytes) < state.name.bytes;
    }

    // --- With files: on a thread that may wait for the executor

    // Takes a chunk; with the last, checks the whole, keeps it and signs for it.
    //   not_found    this kiosk has no such upload
    //   unavailable  another chunk of it is being written
    //   refused      the upload is at another offset
    //   corrupt      the chunk goes past the end that was announced
    //   untrusted    the whole is not what its name says; the upload begins again
    //   exhausted    the disk is full; nothing changed
    Result<UploadState> write(StoreExecutor& executor, const Kiosk& kiosk, std::string_view sha256,
                              std::int64_t offset, std::string_view chunk);

    // Forgets an upload that is not whole yet.
    //   not_found, unavailable  as write()
    //   refused                 it is whole: what an event names stays
    Result<void> end(StoreExecutor& executor, const Kiosk& kiosk, std::string_view sha256);

    // Forgets uploads that nobody went on with.
    Result<void> end_unfinished(StoreExecutor& executor);

    // Removes chunks that a crash left behind. For the start, before the first chunk.
    Result<void> sweep(StoreExecutor& executor) const;

    // The bytes of one that is kept. not_found.
    Result<std::string> read(std::string_view sha256) const;

  private:
    // One chunk at a time of each upload.
    class Turn;

    UploadState state_of(const Upload& upload) const;
    Path chunk_file(const Upload& upload, std::int64_t offset) const;
    Path kept_file(std::string_view sha256) const;
    Result<UploadState> advance(StoreExecutor& executor, Upload upload);
    Result<UploadState> finish(StoreExecutor& executor, const Kiosk& kiosk, const Upload& upload);
    Result<void> join_chunks(const Upload& upload, const Path& whole) const;
    Result<void> forget(StoreExecutor& executor, const Upload& upload);

    const Parts parts_;
    std::mutex mutex_;
    std::set<std::string> busy_;  // uploads that somebody writes
};

}  // namespace hall::platform
