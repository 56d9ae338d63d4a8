// Export to a stick: writes what waits in the outbox where the county will look for it.
// Receipts come back by any way; until one does, the event stays in the outbox.
//
// What always holds (tests/edge/stick_export_test.cc):
//
//   - Nothing leaves the outbox and nothing on the device changes.
//   - A batch on the stick is whole or not there. One that is there and good is not written
//     again, so that a stick carries an event once.
//   - Oldest first: what did not fit is what came last, and it is said how much.
//   - The stick tells nobody what the events are: a batch is sealed to the county.
//   - A batch that another device wrote with this kiosk's key is neither taken for our own nor
//     taken away; that there is such a device is said.

#pragma once

#include <cstdint>

#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/device/data_folder.h"

namespace hall {

struct StickExport {
    std::int64_t written = 0;  // events that this call put on the stick
    std::int64_t there = 0;    // that were on it from before
    std::int64_t left = 0;     // that did not fit
    std::int64_t batches = 0;  // files written
    std::int64_t cleared = 0;  // files taken away because the county has signed for all in them
    std::uint64_t bytes = 0;   // written
    bool twin = false;         // another device writes with this kiosk's key and epoch
};

struct StickExportDependencies {
    Files& files;  // of the device
    Files& stick;  // ForeignFiles in the product
};

struct StickExportOptions {
    DataFolder folder;
    std::string vfs;                               // of SQLite; a test's own, or empty
    std::uint64_t stick_reserve_bytes = 64 << 10;  // of the stick, left free
};

// `mount`: the folder the stick is reached at. A full stick is no error: see `left`.
//   not_found    before enrolment, or the stick is not there
//   refused      the stick may not be written, or what lies on it is in the way
//   unavailable  the stick failed or was pulled out; or the device does not know the
//                county's key yet, because no content ever came
Result<StickExport> export_to_stick(StickExportDependencies dependencies, const Path& mount,
                                    const StickExportOptions& options);

}  // namespace hall
