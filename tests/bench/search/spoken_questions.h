// The questions of tests/bench/search/*.tsv: what a villager says, and what answers it.

#pragma once

#include <string>
#include <vector>

#include "sync/core/files.h"

namespace hall {

struct SpokenQuestion {
    std::string say;
    std::vector<std::string> answers;  // a part of a title, any of which will do
};

// A question a line: what is said, a tab, parts of titles with | between. # begins a remark.
Result<std::vector<SpokenQuestion>> read_spoken_questions(Files& files, const Path& file);

}  // namespace hall
