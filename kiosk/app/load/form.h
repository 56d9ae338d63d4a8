// The form of a service, empty; and which service has the form for a question or an objection.

#pragma once

#include <optional>
#include <string_view>

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/app/model.h"

namespace hall::kiosk {

// `not_found` if the document has no form that this software can show.
Result<FormModel> load_form(const LoaderDependencies& dependencies, const DocumentRef& ref);

// The service whose form makes events of this kind ("question", "objection"), if there is one.
std::optional<DocumentRef> form_of_kind(const LoaderDependencies& dependencies,
                                        std::string_view kind);

}  // namespace hall::kiosk
