// Storage guard: the one place that decides what the disk is for. Events come first, then
// text, then pictures, sound and film.
//
//   - Events have a reserve: a file of dead weight that the kiosk gives up when the disk is
//     full, whoever filled it. Whether there is room for one more event is known before a
//     form is opened.
//   - Text stops while enough is left to go on working.
//   - Blobs stop long before text, and are given up again when the disk fills up. After
//     them go the remains of earlier downloads and databases that were set aside; the
//     outbox and what was set aside of it, never.
//
// hall-kiosk uses the first part, hall-sync the others. Stateless; looks at the disk when
// asked.

#pragma once

#include <cstdint>
#include <string_view>

#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/device/data_folder.h"

namespace hall {

struct StoragePolicy {
    std::uint64_t reserve_bytes = std::uint64_t{16} << 20;      // dead weight for events
    std::uint64_t event_bytes = std::uint64_t{4} << 20;         // what one event may need
    std::uint64_t text_floor_bytes = std::uint64_t{64} << 20;   // left free by text
    std::uint64_t blob_floor_bytes = std::uint64_t{256} << 20;  // left free by blobs
    std::uint64_t blob_bytes_max = std::uint64_t{32} << 20;     // larger ones never come
};

enum class BlobRoom { fits, too_large, no_space };

class StorageGuard {
  public:
    // `files` must outlive the guard.
    StorageGuard(Files& files, DataFolder folder, StoragePolicy policy = {})
        : files_(&files), folder_(std::move(folder)), policy_(policy) {}

    const StoragePolicy& policy() const { return policy_; }

    // --- Events

    // Makes the reserve if it is not there and the disk can bear it; else does nothing.
    Result<void> hold_reserve();

    // Gives it up. True if there was one.
    Result<bool> release_reserve();

    // Fails with `exhausted` if an event with so many bytes of attachments might not find
    // its place, the reserve counted in for the event alone.
    Result<void> room_for_event(std::uint64_t attachment_bytes = 0) const;

    // --- Content

    // Room for a segment of so many packed bytes? Fails with `exhausted`.
    Result<void> room_for_text(std::uint64_t packed_bytes) const;

    Result<BlobRoom> room_for_blob(std::uint64_t bytes) const;

    // How many bytes content should give back now; 0 mostly.
    Result<std::uint64_t> shortage() const;

    // Removes what nobody needs: databases set aside, other than outboxes. Gives the bytes
    // that came free.
    Result<std::uint64_t> clear_remains();

    // Removes besides whatever comes again by itself: blobs and what is on its way. For an
    // agent that cannot even open its cache. Gives the bytes that came free.
    Result<std::uint64_t> clear_what_comes_again();

  private:
    // All files of the folder whose name begins so.
    Result<std::uint64_t> clear(const Path& folder, std::string_view beginning);
    Result<std::uint64_t> free_bytes() const { return files_->free_bytes(folder_.root()); }

    Files* files_;
    DataFolder folder_;
    StoragePolicy policy_;
};

}  // namespace hall
