// What villagers show and say, and how they were counted: read like an article.
//
// All fail with `corrupt` if the document cannot be read.

#pragma once

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"
#include "sync/wire/document.h"

namespace hall::kiosk {

Result<ScreenModel> load_photo(const LoaderDependencies& dependencies, const DocumentRef& ref,
                               const Document& document);
Result<ScreenModel> load_post(const LoaderDependencies& dependencies, const DocumentRef& ref,
                              const Document& document);
Result<ScreenModel> load_ranking(const LoaderDependencies& dependencies, const DocumentRef& ref,
                                 const Document& document);
Result<ScreenModel> load_rating_result(const LoaderDependencies& dependencies,
                                       const DocumentRef& ref, const Document& document);

}  // namespace hall::kiosk
