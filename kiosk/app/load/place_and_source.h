// Where a document stands and whom it is from, as a person says it.

#pragma once

#include <string>

#include "kiosk/app/load/loader_dependencies.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// The board and column a document stands in.
struct Where {
    std::string text;  // "村务公开 · 财务"; empty if the board is gone
    std::string accent = "services";
};

Where where_of(const LoaderDependencies& dependencies, const Placed& placed);

// "滴水村村委会 · 11月23日"; either may be missing.
std::string source_line(const LoaderDependencies& dependencies, const std::string& source,
                        const Placed& placed);

}  // namespace hall::kiosk
