// hall-sync stick: what a device takes from a stick and puts on one.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/files.h"

namespace hall {

struct StickCommand {
    std::string_view act;  // import | export
    Path mount;            // where the stick is reached
    Path data;             // of the device
    bool json = false;     // lines of JSON in place of a sentence
};

// Says on standard output what came of it. 0: all of it was done, or there was nothing to
// do; 1: not, or not all, and it says why.
int stick_command(const StickCommand& command);

}  // namespace hall
