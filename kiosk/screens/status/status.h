// Status: how this machine stands with the county.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/screen.h"
#include "sync/edge/content/library.h"

namespace hall::kiosk {

struct StatusModel {
    using OwnIntent = NoIntent;
    static constexpr std::string_view screen_name = "status";  // as a call for help names it

    LibraryStatus library;
    bool library_good = false;
    std::string kiosk;
    std::string place;
    std::string software;
    std::int64_t waiting = 0;                 // events in the outbox
    std::int64_t attachments = 0;             // photos and scans that wait
    std::int64_t parked = 0;                  // events and attachments that the county did not take
    std::vector<std::string> parked_reasons;  // the first of them
    bool enrol_again = false;                 // two boards speak with this kiosk's key
    bool outbox_quarantined = false;
    bool outbox_broken = false;
    bool outbox_newer = false;  // newer software wrote it, and this one takes no forms
    bool no_room = false;       // for another event
    bool clock_doubtful = false;
    std::uint64_t free_bytes = 0;
};

void draw_screen(const Chrome&, const StatusModel&, ui::Frame&, CommonIntents&);

}  // namespace hall::kiosk
