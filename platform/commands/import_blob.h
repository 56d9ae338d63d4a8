// "import blob": pictures, sound and film that documents name by their hash.

#pragma once

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"

namespace hall::platform {

// A blob needs no publishing: it comes to whoever reads a document that names it. Files are
// relative to `here`.
CommandResult import_blob(Platform& platform, const Path& here, const Arguments& arguments);

}  // namespace hall::platform
