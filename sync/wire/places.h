// Places by their codes: which village or town a code stands for today. Villages merge, are
// renamed and change their town; what was enrolled, published or handed in under a former
// code goes on under the code that names it in "formerly". Pure; any thread.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/wire/content.h"

namespace hall {

// The town that a village's code names: its first nine digits.
std::string_view town_of_village(std::string_view village);

// Pointers into the places that were asked; valid as long as those are.
struct PlaceNow {
    const Town* town = nullptr;
    const Village* village = nullptr;
};

// The village of this code, or the one it became part of; nothing if no village knows it.
std::optional<PlaceNow> village_now(const Places& places, std::string_view code);

// The same of a town.
const Town* town_now(const Places& places, std::string_view code);

// Codes of towns that are no town any more, but whose channels delegated villages or hold
// what they published themselves.
std::vector<std::string> former_towns(const Places& places);

// The channels of a village beside the county's: its town's, its own, and those of the
// villages it was made of, whose books people go on asking for. A former village's channel
// is delegated by the town that its code names.
std::vector<std::string> channels_of_village(const PlaceNow& place);

}  // namespace hall
