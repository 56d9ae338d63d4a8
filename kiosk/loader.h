// Loader: makes the models of screens from the library. Reads only.

#pragma once

#include <string_view>

#include "kiosk/effect.h"
#include "kiosk/intent.h"
#include "kiosk/model.h"
#include "kiosk/ui/words.h"
#include "sync/edge/identity.h"
#include "sync/edge/library.h"

namespace hall {

struct LoaderWorld {
    Library& library;
    const ui::Words& words;
    Date today;
    std::string_view town;     // this kiosk's: first where towns are listed
    std::string_view village;  // this kiosk's: offered before all others
};

HomeModel load_home(const LoaderWorld& world);

// Fails with `not_found` if the county has taken the board away.
Result<BoardModel> load_board(const LoaderWorld& world, const LoadBoard& request);

// What comes behind the last entry that is shown. `not_found` as above.
Result<EntriesLoaded> load_more_entries(const LoaderWorld& world, const LoadMoreEntries& request);

// The screen for a document, by its type: MissingModel if it is not here any more or
// cannot be read.
ScreenModel load_document(const LoaderWorld& world, const DocumentRef& document);

// `not_found` if the document has no form that this software can show.
Result<FormModel> load_form(const LoaderWorld& world, const DocumentRef& document);

SearchModel load_search(const LoaderWorld& world);

}  // namespace hall
