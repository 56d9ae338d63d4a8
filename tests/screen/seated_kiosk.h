// The kiosk of 松林镇滴水村 in the test's own process: the real app, widgets and stage on a
// copy of an enrolled board of the demonstration county. Time stands still unless the test
// moves it, and what would differ from run to run (random, free space) does not.

#pragma once

#include <string>

#include "kiosk/app/stage.h"
#include "tests/hand_clock.h"
#include "tests/screen/roomy_files.h"
#include "tests/temp_folder.h"
#include "tests/tour/screenshot_tour.h"
#include "tests/wire/seeded_random.h"

namespace hall::kiosk {

// The data folder of a board that has been enrolled and is in step. Made once a program; copy
// it, or let SeatedKiosk do so.
const std::string& demonstration_device();

class SeatedKiosk {
  public:
    // Both must outlive the kiosk.
    SeatedKiosk(canvas::Presenter& presenter, PointerQueue& pointer);

    Stage& stage() { return stage_; }
    HandClock& clock() { return clock_; }

    // Walks the tour, without a county. `camera` is asked at each of its pictures, which go
    // into `pictures`.
    Result<void> tour(const ScreenCamera& camera, const Path& pictures);

  private:
    TempFolder temp_;
    std::string board_;
    RoomyFiles files_;
    HandClock clock_;
    SeededRandom random_;
    DeviceBundle devices_;
    App app_;
    ui::Ui ui_;
    Stage stage_;
};

}  // namespace hall::kiosk
