// The guide to a service: what it is, what one brings, and whether its form can be filled in here.

#pragma once

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"
#include "sync/wire/document.h"

namespace hall::kiosk {

// Fails with `corrupt` if the document cannot be read. Whether a form could be kept and sealed is
// for the app to say (ServiceModel::unavailable_reason).
Result<ScreenModel> load_service(const LoaderDependencies& dependencies, const DocumentRef& ref,
                                 const Document& document);

}  // namespace hall::kiosk
