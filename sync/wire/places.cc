#include "sync/wire/places.h"

#include <algorithm>

#include "sync/wire/document.h"

namespace hall {

namespace {

bool names(const std::vector<std::string>& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

std::string_view town_of_village(std::string_view village) {
    return village.substr(0, 9);
}

std::optional<PlaceNow> village_now(const Places& places, std::string_view code) {
    std::optional<PlaceNow> successor;
    for (const Town& town : places.towns) {
        for (const Village& village : town.villages) {
            if (village.code == code) return PlaceNow{&town, &village};
            if (!successor && names(village.formerly, code)) successor = {&town, &village};
        }
    }
    return successor;
}

const Town* town_now(const Places& places, std::string_view code) {
    const Town* successor = nullptr;
    for (const Town& town : places.towns) {
        if (town.code == code) return &town;
        if (successor == nullptr && names(town.formerly, code)) successor = &town;
    }
    return successor;
}

std::vector<std::string> former_towns(const Places& places) {
    std::vector<std::string> codes;
    const auto add = [&](std::string_view code) {
        const bool is_town = std::any_of(places.towns.begin(), places.towns.end(),
                                         [&](const Town& town) { return town.code == code; });
        if (!is_town && !names(codes, code)) codes.emplace_back(code);
    };
    for (const Town& town : places.towns) {
        for (const std::string& code : town.formerly) add(code);
        for (const Village& village : town.villages) {
            for (const std::string& code : village.formerly) add(town_of_village(code));
        }
    }
    return codes;
}

std::vector<std::string> channels_of_village(const PlaceNow& place) {
    std::vector<std::string> channels = {town_channel(place.town->code),
                                         village_channel(place.village->code)};
    for (const std::string& code : place.village->formerly) {
        channels.push_back(village_channel(code));
    }
    return channels;
}

}  // namespace hall
