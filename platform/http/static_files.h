// The read path: signed metadata and segments as they lie on the disk. Every name is
// held against a pattern before it becomes part of a path, so nothing outside the
// folder can be named. A web server in front may serve the same folder instead.
//
//     /tuf/⟨village⟩/metadata/⟨file⟩   timestamp.json and N.snapshot.json of the view,
//                                      the shared N.⟨role⟩.json for all
//     /tuf/targets/⟨folder⟩/⟨sha256⟩.⟨name⟩
//     /tuf/blobs/⟨sha256⟩              a picture, sound or film that a document names

#pragma once

#include "platform/http/router.h"
#include "sync/core/files.h"

namespace hall::platform {

// Where the published files are, below data/tuf.
class TufFolder {
  public:
    explicit TufFolder(Path root) : root_(std::move(root)) {}

    Path shared() const { return root_ / "shared"; }
    Path view(std::string_view village) const { return root_ / "views" / village; }
    Path timestamp(std::string_view village) const { return view(village) / "timestamp.json"; }
    Path targets() const { return root_ / "targets"; }
    Path blobs() const { return root_ / "blobs"; }

    // Where a signed root waits until every view is signed for it. Nobody asks for files
    // by this name.
    Path waiting() const { return root_ / "waiting"; }

  private:
    Path root_;
};

// `files` and the folder must outlive the router.
void add_static_routes(Router& router, const TufFolder& folder, Files& files);

// The bytes of the answer, also when they lie in a file: for tests and the simulator.
Result<std::string> body_of(const HttpResponse& response, Files& files);

}  // namespace hall::platform
