// What is read as a text: articles, listings, diary entries, and surveys.
//
// All fail with `corrupt` if the document cannot be read.

#pragma once

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"
#include "sync/wire/document.h"

namespace hall::kiosk {

Result<ScreenModel> load_article(const LoaderDependencies& dependencies, const DocumentRef& ref,
                                 const Document& document);
Result<ScreenModel> load_listing(const LoaderDependencies& dependencies, const DocumentRef& ref,
                                 const Document& document);
Result<ScreenModel> load_diary(const LoaderDependencies& dependencies, const DocumentRef& ref,
                               const Document& document);
Result<ScreenModel> load_survey(const LoaderDependencies& dependencies, const DocumentRef& ref,
                                const Document& document);

}  // namespace hall::kiosk
