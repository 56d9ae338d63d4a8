// Attachments: what events name, what has arrived whole, and what is on its way.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"
#include "sync/wire/attachment.h"

namespace hall::platform {

struct EventAttachment {
    std::string event;
    int number = 0;  // from 1, in the order of the event
    AttachmentName name;
    bool here = false;  // arrived whole; on reading only
};

struct KeptAttachment {
    AttachmentName name;
    std::string village;
    std::string kiosk;    // that sent it
    std::string receipt;  // as it was signed
    std::int64_t stored_ms = 0;
};

struct Upload {
    std::string kiosk;
    AttachmentName name;
    std::int64_t offset = 0;  // how many bytes are here
    std::int64_t changed_ms = 0;
};

struct AttachmentUse {
    std::int64_t unfinished_bytes = 0;  // announced, of uploads under way
    std::int64_t unfinished_count = 0;
    std::int64_t kept_bytes = 0;
    std::int64_t kept_count = 0;
};

class AttachmentStore {
  public:
    virtual ~AttachmentStore() = default;

    //   refused  the event has one of that number
    virtual Result<void> add(const EventAttachment& attachment) = 0;
    virtual Result<std::vector<EventAttachment>> of_event(std::string_view event) = 0;

    // One that an event of the village names by this hash and length. not_found.
    virtual Result<EventAttachment> find_named(const AttachmentName& name,
                                               std::string_view village) = 0;

    // Each village keeps its own, also of the same bytes.
    //   refused  the village has it
    virtual Result<void> keep(const KeptAttachment& kept) = 0;
    virtual Result<KeptAttachment> find_kept(std::string_view sha256,
                                             std::string_view village) = 0;  // not_found

    // Adds the upload or replaces it.
    virtual Result<void> put_upload(const Upload& upload) = 0;
    virtual Result<Upload> find_upload(std::string_view kiosk, std::string_view sha256) = 0;
    virtual Result<void> remove_upload(std::string_view kiosk, std::string_view sha256) = 0;
    virtual Result<std::vector<Upload>> uploads_unchanged_since(std::int64_t changed_ms,
                                                                std::size_t count_max) = 0;

    virtual Result<AttachmentUse> use_of(std::string_view kiosk) = 0;
};

}  // namespace hall::platform
