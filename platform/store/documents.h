// Documents as editors keep them, by channel: the newest revision, those before it, and
// which of them wait to be published.
//
// Calls of every store in this folder fail with `unavailable`, `exhausted` or `corrupt`
// when the database does; only further errors are named. They belong to one thread.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"
#include "sync/wire/document.h"

namespace hall::platform {

struct DocumentRef {
    std::string_view channel;
    std::string_view id;
};

class DocumentStore {
  public:
    virtual ~DocumentStore() = default;

    // Adding a channel that exists is success.
    virtual Result<void> add_channel(std::string_view channel) = 0;
    virtual Result<std::vector<std::string>> channels() = 0;

    // The version of the channel's content, 0 before the first publication.
    //   not_found  no such channel
    virtual Result<std::int64_t> version(std::string_view channel) = 0;

    // Keeps a new revision, which then waits to be published. Its rev must be one more
    // than that of the newest, 1 for a new document.
    //   refused    another rev
    //   not_found  no such channel
    virtual Result<void> put(std::string_view channel, const Document& document) = 0;

    virtual Result<Document> newest(DocumentRef ref) = 0;                      // not_found
    virtual Result<Document> revision(DocumentRef ref, std::int64_t rev) = 0;  // not_found

    // What kiosks hold now of a document: the revision published last. `not_found` if they
    // hold none, or an older release published it.
    virtual Result<Document> shown(DocumentRef ref) = 0;

    // In the order of their ids, those withdrawn among them.
    virtual Result<std::vector<Document>> all(std::string_view channel) = 0;
    virtual Result<std::vector<Document>> waiting(std::string_view channel) = 0;
    virtual Result<std::vector<Document>> of_type(std::string_view channel,
                                                  std::string_view type) = 0;

    // The same of all documents that wait, by id.
    virtual Result<std::vector<Document>> shown_of_waiting(std::string_view channel) = 0;

    // Channels in which documents wait.
    virtual Result<std::vector<std::string>> channels_waiting() = 0;

    // These revisions now stand in this version, which becomes the channel's. What was
    // kept since goes on waiting.
    virtual Result<void> set_published(std::string_view channel, std::int64_t version,
                                       const std::vector<Document>& documents) = 0;
};

}  // namespace hall::platform
