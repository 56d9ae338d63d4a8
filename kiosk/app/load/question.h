// A question with its answer.

#pragma once

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"
#include "sync/wire/document.h"

namespace hall::kiosk {

// Fails with `corrupt` if the document cannot be read.
Result<ScreenModel> load_question(const LoaderDependencies& dependencies, const DocumentRef& ref,
                                  const Document& document);

}  // namespace hall::kiosk
