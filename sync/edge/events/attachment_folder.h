// Attachment folder: sealed photos, scans and voice notes on the device, a file each under
// its name (the SHA-256 of its bytes). Written by hall-kiosk, read by hall-sync.
//
// A content is sealed piece by piece in memory; in plain it is never written.

#pragma once

#include <set>
#include <string>
#include <string_view>

#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/wire/attachment.h"

namespace hall {

class AttachmentFolder {
  public:
    AttachmentFolder(Files& files, Path folder) : files_(&files), folder_(std::move(folder)) {}

    struct Content {
        std::string_view bytes;
        std::string_view mime;
        std::string_view title;
    };

    // Seals the content to a key of its own and to the event, and syncs it to the disk.
    // What is returned goes into the event's seal; whoever loses it has lost the content.
    //   exhausted    too long, or the disk is full; nothing stays
    //   unavailable  the disk failed; nothing stays that anybody could name
    Result<SealedAttachment> store(const Content& content, std::string_view event, Random& random);

    Path file_of(std::string_view sha256) const { return folder_ / sha256; }

    // Removing what is not there is success.
    Result<void> remove(std::string_view sha256);

    // Removes every file but these: what a crash left half written, and what was stored
    // for an event that never was.
    Result<void> remove_all_but(const std::set<std::string>& sha256s);

  private:
    Result<std::string> write_sealed(const Path& file, std::string_view plain,
                                     AttachmentSealer& sealer);

    Files* files_;
    Path folder_;
};

}  // namespace hall
