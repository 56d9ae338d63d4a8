// The templates of npm hanzi-writer-data: the middle lines of each character's strokes
// (Arphic Public License; from Make Me a Hanzi). Build time only.

#pragma once

#include <vector>

#include "kiosk/input/handwriting/ink.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct Template {
    char32_t character = 0;
    std::vector<Stroke> strokes;  // in the square, y down
};

// The folder's files <character>.json of GB 2312, by code point. `not_found` if there is none,
// `corrupt` if one of them is no template.
Result<std::vector<Template>> read_templates(const Path& folder);

}  // namespace hall::kiosk
