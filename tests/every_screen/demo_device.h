// The board of 松林镇滴水村 with the demonstration county in its cache, as hall-sync leaves
// it, without a county that runs.

#pragma once

#include "kiosk/app/app.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/device/identity.h"
#include "tests/catch.h"
#include "tests/hand_clock.h"
#include "tests/temp_folder.h"

namespace hall::kiosk {

class DemoDevice {
  public:
    DemoDevice();

    // The kiosk's app on this board, in one of the languages of the screen.
    App open(const std::string& language = "zh-CN");

    Library library();
    ui::UiStrings strings(const std::string& language = "zh-CN");

    // The idle times of the settings, in seconds.
    void set_idle(int warn_s, int wipe_s);

    // The day the clock stands at, and the texts are written for.
    static constexpr Date today{2026, 11, 23};

    TempFolder temp;
    DataFolder folder{temp.path()};
    DiskFiles files;
    HandClock clock;
    SystemRandom random;
    DeviceBundle devices;

  private:
    void install(const std::string& channel, std::vector<Document> documents);

    Json settings_;
};

}  // namespace hall::kiosk
