// Search over a file of texts.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

// search --texts FILE.jsonl --json [--limit N] TEXT: one line of JSON a hit, best first, as the
// kiosk's own search would rank them.
int search(const std::vector<std::string>& arguments);

}  // namespace hall::check
