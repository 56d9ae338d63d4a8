// Store: everything the platform remembers, behind an interface with one test suite for
// all implementations (tests/platform/store_test.cc).
//
// A store belongs to one thread at a time. Changes are made inside begin() and commit();
// a mark inside a transaction lets one job among many fail alone.

#pragma once

#include <memory>
#include <string>

#include "platform/store/attachments.h"
#include "platform/store/documents.h"
#include "platform/store/events.h"
#include "platform/store/help_calls.h"
#include "platform/store/kiosks.h"
#include "platform/store/people.h"
#include "platform/store/places.h"
#include "platform/store/publications.h"
#include "platform/store/replies.h"
#include "platform/store/requests.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::platform {

class Store {
  public:
    virtual ~Store() = default;

    virtual DocumentStore& documents() = 0;
    virtual PublicationStore& publications() = 0;
    virtual EventStore& events() = 0;
    virtual AttachmentStore& attachments() = 0;
    virtual RequestStore& requests() = 0;
    virtual ReplyStore& replies() = 0;
    virtual KioskStore& kiosks() = 0;
    virtual HelpCallStore& help_calls() = 0;
    virtual PeopleStore& people() = 0;
    virtual PlaceStore& places() = 0;

    virtual Result<void> begin() = 0;
    virtual Result<void> commit() = 0;  // when it returns, the changes survive a power cut
    virtual void roll_back() = 0;

    virtual Result<void> set_savepoint() = 0;
    virtual Result<void> release_savepoint() = 0;  // what was done since stays, if commit() follows
    virtual Result<void> roll_back_to_savepoint() = 0;
};

// SQLite, WAL, synchronous=FULL. Migrates an older file. `vfs` is a test's own SQLite
// file system, or empty.
//   corrupt  the file is damaged
//   refused  a newer version of this program wrote it
Result<std::unique_ptr<Store>> open_sqlite_store(const Path& file, const std::string& vfs = {});

}  // namespace hall::platform
