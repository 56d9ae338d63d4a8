// Requests, users and kiosks as the console's pages get them.

#pragma once

#include <string_view>

#include "platform/desk/request_desk.h"
#include "platform/fleet/behind.h"
#include "platform/store/store.h"
#include "sync/core/json.h"
#include "sync/wire/content.h"

namespace hall::platform {

// What a list shows. `places` gives the names of villages.
Json json_of(const Request& request, const RequestDesk& desk, const Places& places);

// The whole request, with answers and history.
Json json_of(const RequestDetails& view, const RequestDesk& desk, const Places& places);

// What is open and overdue, by desk. Letters to the discipline office are counted for the whole
// county: in one town a single one could be known by its time.
Json json_of(const std::vector<DeskCount>& counts, const Places& places);

// The account that is logged in, and the words for states.
Json json_of(const User& user, const Places& places);
Json json_of_states();

Json json_of(const Kiosk& kiosk, const Places& places);

// How far a kiosk is behind what is published.
Json json_of(const Behind& behind);

}  // namespace hall::platform
