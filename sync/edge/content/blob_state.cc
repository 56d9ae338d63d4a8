#include "sync/edge/content/blob_state.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hall {

namespace {

constexpr std::array<std::pair<BlobState, std::string_view>, 4> names = {
    {{BlobState::coming, "coming"},
     {BlobState::here, "here"},
     {BlobState::too_large, "too_large"},
     {BlobState::no_space, "no_space"}}};

}  // namespace

std::string_view name_of(BlobState state) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const auto& name) { return name.first == state; });
    return found == names.end() ? names.front().second : found->second;
}

BlobState blob_state_of(std::string_view name) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const auto& known) { return known.second == name; });
    return found == names.end() ? BlobState::coming : found->first;
}

}  // namespace hall
