// Uplink: what is needed to send things to the county and to believe what it says of them.

#pragma once

#include <string>
#include <vector>

#include "sync/core/files.h"
#include "sync/edge/cache.h"
#include "sync/edge/county_line.h"
#include "sync/edge/data_folder.h"
#include "sync/wire/content.h"

namespace hall {

// All must outlive whoever sends.
struct Uplink {
    CountyLine& line;
    Cache& cache;
    Files& files;
    const std::vector<NamedKey>& receipt_keys;
    const DataFolder& folder;
    const std::string& vfs;  // of SQLite; empty: the usual
};

}  // namespace hall
