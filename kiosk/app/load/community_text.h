// Community text: what villagers said and how they were counted, as the Markdown of an
// article. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/text/ui_strings.h"
#include "sync/wire/community_content.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// What was said, and below it what others said about it.
std::string text_of_post(const Post& post);

// The villages by their names, best first, below the formula. A village that `places` does
// not know keeps its code.
std::string text_of_ranking(const Ranking& ranking, const Places& places);

// Each department with its counts. REQUIRES: grades has five names, or none if the survey is
// not here any more: then the counts stand alone, best grade first.
std::string text_of_rating_result(const ui::UiStrings& strings, const RatingResult& result,
                                  const std::vector<std::string>& grades);

}  // namespace hall::kiosk
