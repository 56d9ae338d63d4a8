// What staff say of each sort of matter (sync/rules/matters.h): its name, and the open sentences
// a villager may read at the kiosk by the slip's number alone. The sentences are a fixed list
// for each matter, so that nothing personal can stand in one and none is told that makes no
// sense: a letter is answered, not fetched. Pure.

#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace hall::platform {

// The sentences for a state of such a matter, the usual one first. A matter that is not known
// has those of a request.
std::span<const std::string_view> lines_of(std::string_view state,
                                           std::string_view matter = "request");

// One more sentence when the village accepts what lies on its own desk: with it the matter
// goes to the town's.
inline constexpr std::string_view handed_up_line = "已经受理，转给镇上办";

// What staff choose from for this request, and whether they may say it.
std::vector<std::string_view> lines_for(std::string_view state, std::string_view matter,
                                        std::string_view handler);

// Who only wanted an answer must get one: a letter is not done without a word.
bool needs_answer(std::string_view state, std::string_view matter);

// 办事申请, 来信, 提问, 矛盾调解, …; 其他 for one that is not known.
std::string_view matter_name(std::string_view matter);

}  // namespace hall::platform
