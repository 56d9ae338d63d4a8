// A villager's file as it is shown to staff: nothing in it may do anything in their browser.

#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace hall::platform {

// What a file is by its first bytes. What the sender said it was is not asked.
struct FileKind {
    std::string_view mime;
    std::string_view extension;
    bool shown = false;  // in the page; everything else is saved to the disk
};
FileKind file_kind_of(std::string_view bytes);

// The file under this name, without extension: letters, digits and dashes.
HttpResponse file_response(std::string bytes, const std::string& name);

}  // namespace hall::platform
