// A board that is enrolled in a county in memory, and what a person would do at it.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "sync/edge/agent/agent.h"
#include "sync/edge/content/library.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/event.h"
#include "tests/edge/fake_county.h"
#include "tests/hand_clock.h"
#include "tests/temp_folder.h"

namespace hall {

Document test_article(const std::string& id, const std::string& title);

class EnrolledHall {
  public:
    // The county has published two articles, and where events are sealed to.
    EnrolledHall();

    // The agent of this board over a transport; the county itself if none is named.
    Agent open() { return open(county); }
    Agent open(Transport& transport);
    Round round() { return round(county); }
    Round round(Transport& transport);
    static Round round(Agent& agent);

    // Writes an event into the outbox, sealed if `secret` is not empty; its id.
    std::string ask(const std::string& text, const std::string& secret = {});

    // One of this board's, at the next place of its life, with nothing in it yet.
    Event next_event(const Outbox& outbox, const std::string& kind);

    // Goes on with a copy of this board's folder, so that many ends can be tried from one
    // beginning.
    void use_copy_of(const DataFolder& board);

    // What the kiosk does with the receipts that came.
    void drop_receipted();

    std::int64_t waiting();  // events without a receipt
    std::vector<std::string> shown();
    LibraryStatus status();
    DeviceNow now() { return device_now(status().time, clock, boot, built_ms); }

    TempFolder temp;
    DataFolder folder{temp.path() / "board"};
    DiskFiles files;
    HandClock clock;
    SystemRandom random;
    FakeCounty county{random, clock};
    Identity identity;
    std::string boot = "boot-1";
    std::int64_t built_ms = 0;
    BoxKey seal_key = BoxKey::make(random);  // the county's
};

}  // namespace hall
