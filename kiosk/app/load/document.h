// The screen for a document, by its type.

#pragma once

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"

namespace hall::kiosk {

// MissingModel if the document is not here any more, is of a type that this software does not
// show, or cannot be read.
ScreenModel load_document(const LoaderDependencies& dependencies, const DocumentRef& ref);

}  // namespace hall::kiosk
