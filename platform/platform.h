// Platform: the parts of a county's platform, put together over one data folder:
//
//     platform.db   everything but files and keys
//     keys/         secret keys, 0700
//     tuf/          what kiosks fetch; may be served by any web server
//     uploads/      chunks of attachments on their way
//     attachments/  attachments that are whole, sealed as they came
//     lock          one process a folder
//     control       socket through which commands reach a running server

#pragma once

#include <memory>
#include <string>

#include "platform/console_api/console_routes.h"
#include "platform/console_api/publishing_routes.h"
#include "platform/desk/decryptor.h"
#include "platform/desk/publishing_desk.h"
#include "platform/desk/request_desk.h"
#include "platform/fleet/enrolment.h"
#include "platform/http/router.h"
#include "platform/http/sessions.h"
#include "platform/http/static_files.h"
#include "platform/intake/intake.h"
#include "platform/intake/kiosk_routes.h"
#include "platform/intake/upload_routes.h"
#include "platform/publish/document_check.h"
#include "platform/publish/key_store.h"
#include "platform/publish/publisher.h"
#include "platform/publish/statement_signer.h"
#include "platform/store/store.h"
#include "platform/store/store_executor.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/core/result.h"

namespace hall::platform {

class PlatformFolder {
  public:
    explicit PlatformFolder(Path root) : root_(std::move(root)) {}

    const Path& root() const { return root_; }
    Path database() const { return root_ / "platform.db"; }
    Path keys() const { return root_ / "keys"; }
    Path tuf() const { return root_ / "tuf"; }
    Path uploads() const { return root_ / "uploads"; }
    Path attachments() const { return root_ / "attachments"; }
    Path lock() const { return root_ / "lock"; }
    Path control() const { return root_ / "control"; }

  private:
    Path root_;
};

// What the platform needs from outside; must outlive it.
struct Dependencies {
    Files& files;
    const Clock& clock;
    Random& random;
};

struct PlatformOptions {
    Path data;
    DocumentSchemas schemas;  // what may be published; copies share it
    bool secure = false;      // reached over TLS: the cookie says so
    bool own_thread = true;   // the store has a thread and commits in groups; false: a
                              // single-threaded test or simulation
    std::string vfs;          // of SQLite; a test's own, or empty
};

class Platform {
  public:
    // Opens a county that found_county() made, and puts files in place that a power cut
    // took.
    //   not_found  there is none
    //   corrupt, refused, unavailable
    static Result<std::unique_ptr<Platform>> open(Dependencies dependencies,
                                                  const PlatformOptions& options);

    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;
    ~Platform();

    StoreExecutor& executor() { return *executor_; }
    const Router& router() const { return router_; }
    Publisher& publisher() { return publisher_; }
    const TufFolder& tuf() const { return tuf_; }
    const KeyStore& keys() const { return keys_; }
    const Decryptor& decryptor() const { return decryptor_; }
    const Enrolment& enrolment() const { return enrolment_; }
    const RequestDesk& desk() const { return desk_; }
    const ReplyWriter& replies() const { return replies_; }
    RequestDesk& desk() { return desk_; }
    const Intake& intake() const { return intake_; }
    const DocumentSchemas& schemas() const { return schemas_; }  // inside a job only
    const Dependencies& dependencies() const { return dependencies_; }

    // Reads the keys again: after one was made or retired.
    Result<void> reload_keys();

    // What is due by the clock: opens new requests, signs again what expires, forgets old
    // sessions, removes files that were superseded long ago. Cheap when nothing is due; call it
    // every few seconds.
    Result<void> run_maintenance();

  private:
    struct Loaded;
    Platform(Dependencies dependencies, const PlatformOptions& options, Loaded loaded);

    const Dependencies dependencies_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<StoreExecutor> executor_;
    const KeyStore keys_;
    const TufFolder tuf_;
    StatementSigner signer_;
    KeyDecryptor decryptor_;
    const DocumentSchemas schemas_;
    Publisher publisher_;
    const ReplyWriter replies_;
    const Enrolment enrolment_;
    const Intake intake_;
    Uploads uploads_;
    RequestDesk desk_;
    const HelpDesk help_;
    const PublishingDesk publishing_;
    const Sessions sessions_;
    KioskRoutes kiosk_routes_;
    UploadRoutes upload_routes_;
    ConsoleRoutes console_routes_;
    PublishingRoutes publishing_routes_;
    Router router_;
    // Counts in the working days the county published; says once a day that some are missing.
    Result<void> follow_calendar();

    std::int64_t renewed_mono_ms_ = -1;
    Date warned_;
    std::int64_t collected_mono_ms_ = -1;
};

}  // namespace hall::platform
