// Checks of what comes over the wire: signatures and JSON.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

// ed25519 FILE: our verification against Wycheproof's vectors. Exit 0 if all of them pass.
int ed25519(const std::vector<std::string>& arguments);

// json: standard input, up to 64 MiB. Exit 0 if it is JSON that we accept, else 1 with the
// reason on standard error.
int json(const std::vector<std::string>& arguments);

}  // namespace hall::check
