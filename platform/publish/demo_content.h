// Reads content from a folder of files, as assets/demo holds the demonstration county's:
// ⟨folder⟩/⟨channel⟩/*.json, each an array of {"id","type","body"} and perhaps "at".
//
// A string of exactly the form "@-3d", "@0d" or "@+4d" stands for the date that many days
// from `today`, so that a demonstration is always fresh; "@-3dT08:30:00Z" for a time. Inside
// a sentence "{@+1d}" stands for the day as it is said: "11月30日".

#pragma once

#include <string>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/document.h"

namespace hall::platform {

struct ContentFile {
    std::string channel;
    std::string name;  // "county/boards.json"
    std::vector<Document> documents;
};

// Files in the order of their names, boards.json before all others: the rest is held
// against the boards. Fails with `not_found` or `corrupt`, naming file and document.
Result<std::vector<ContentFile>> read_content(Files& files, const Path& folder, Date today);

// Replaces every "@…d" in the value.
Result<void> place_dates(Json& value, Date today);

// places.csv: town_code,town,village_code,village,short_name,kind; the first line names
// the columns. Fails with `corrupt`, naming the line.
Result<Places> read_places(Files& files, const Path& file, std::string_view county);
Json json_of(const Places& places);

}  // namespace hall::platform
