// A board's list of documents, a piece at a time.

#pragma once

#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"

namespace hall::kiosk {

// Fails with `not_found` if the county has taken the board away.
Result<BoardModel> load_board(const LoaderDependencies& dependencies, const LoadBoard& request);

// What comes behind the last entry that is shown. `not_found` as above.
Result<EntriesLoaded> load_more_entries(const LoaderDependencies& dependencies,
                                        const LoadMoreEntries& request);

}  // namespace hall::kiosk
