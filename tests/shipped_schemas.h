// The schemas of the shipped assets, read once a program: a platform that is opened again
// would find the same.

#pragma once

#include <cstdio>

#include "sync/core/check.h"
#include "sync/core/files.h"
#include "sync/rules/schema.h"

namespace hall {

inline const DocumentSchemas& shipped_schemas() {
    static const DocumentSchemas all = [] {
        DiskFiles files;
        Result<DocumentSchemas> read =
            DocumentSchemas::load(files, Path(HALL_SOURCE_DIR) / "assets");
        if (!read.ok()) std::fprintf(stderr, "%s\n", read.error().text().c_str());
        CHECK(read.ok());
        return std::move(read).value();
    }();
    return all;
}

}  // namespace hall
