// Tables of disclosure, as villages save them.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

// disclosure FILE --kind ID [--sheet NAME]: one line of JSON with what was understood; exit 0
// if the table could be published so.
int disclosure(const std::vector<std::string>& arguments);

}  // namespace hall::check
