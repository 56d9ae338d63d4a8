// UploadContext: what is needed to send things to the county and to believe what it says of them.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/files.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/device/data_folder.h"
#include "sync/edge/events/outbox.h"
#include "sync/edge/transport/county_client.h"
#include "sync/wire/content.h"

namespace hall {

// The outbox as one round sees it: opened when it is first asked for, since reading its
// schema costs more than reading what waits in it, and closed before the next round, which
// may find another file in its place.
class OutboxOfRound {
  public:
    // Both must outlive it. `vfs` of SQLite; empty: the usual.
    OutboxOfRound(const DataFolder& folder, const std::string& vfs) : folder_(folder), vfs_(vfs) {}

    // Null while the kiosk has made none. Fails with `exhausted` if it cannot be read.
    Result<OutboxReader*> reader() {
        if (reader_) return &*reader_;
        Result<OutboxReader> opened = OutboxReader::open(folder_, vfs_);
        if (!opened.ok() && opened.error().code() == Errc::not_found) return nullptr;
        if (!opened.ok()) return Error(Errc::exhausted, opened.error().message());
        reader_.emplace(std::move(opened).value());
        return &*reader_;
    }

    void close() { reader_.reset(); }

  private:
    const DataFolder& folder_;
    const std::string& vfs_;
    std::optional<OutboxReader> reader_;
};

// All must outlive whoever sends.
struct UploadContext {
    CountyClient& line;
    Cache& cache;
    Files& files;
    const std::vector<NamedKey>& receipt_keys;
    const DataFolder& folder;
    OutboxOfRound& outbox;
};

}  // namespace hall
