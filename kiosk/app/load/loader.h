// Loader: makes the models of screens from the library. Reads only.

#pragma once

#include <string_view>

#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/app/model.h"
#include "kiosk/ui/text/ui_strings.h"
#include "sync/edge/content/library.h"
#include "sync/edge/device/identity.h"

namespace hall::kiosk {

struct LoaderDependencies {
    Library& library;
    const ui::UiStrings& strings;
    Date today;
    std::string_view town;     // this kiosk's: first where towns are listed
    std::string_view village;  // this kiosk's: offered before all others
};

HomeModel load_home(const LoaderDependencies& dependencies);

// Fails with `not_found` if the county has taken the board away.
Result<BoardModel> load_board(const LoaderDependencies& dependencies, const LoadBoard& request);

// What comes behind the last entry that is shown. `not_found` as above.
Result<EntriesLoaded> load_more_entries(const LoaderDependencies& dependencies,
                                        const LoadMoreEntries& request);

// The screen for a document, by its type: MissingModel if it is not here any more or
// cannot be read.
ScreenModel load_document(const LoaderDependencies& dependencies, const DocumentRef& document);

// `not_found` if the document has no form that this software can show.
Result<FormModel> load_form(const LoaderDependencies& dependencies, const DocumentRef& document);

SearchModel load_search(const LoaderDependencies& dependencies);

}  // namespace hall::kiosk
