// App: the kiosk without its window. It owns the model, does what update() asks of the
// dependencies and feeds back what the world answers. Tests and the tour drive it as the window
// does.
//
// The effects are done by subject in effects/, the models made in load/; the app routes both, and
// time. One thread; what is done by others comes back through completion_queue.h.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/app/background.h"
#include "kiosk/app/intent.h"
#include "kiosk/app/model.h"
#include "kiosk/devices/device_bundle.h"
#include "kiosk/input/handwriting/recognizer.h"
#include "kiosk/ui/text/ui_strings.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/edge/content/library.h"
#include "sync/edge/device/identity.h"
#include "sync/edge/events/outbox.h"

namespace hall::kiosk {

struct AppDependencies {
    Files& files;
    const Clock& clock;
    Random& random;
    DeviceBundle& devices;
    OutboxLimits outbox = {};
    Background* background = nullptr;  // null: what takes long is done at once
    // Works on what waits for a device, which must not hold up the rest; it posts to the same
    // queue. Null: the one above.
    Background* device_background = nullptr;
    HandwritingFiles handwriting = default_handwriting_files();
};

class App {
  public:
    // Opens the board's data folder; all dependencies must outlive the app. Fails with `not_found`
    // before enrolment, `refused` if another kiosk runs on the folder. A missing or damaged cache
    // is no failure: the screen says that content is on its way.
    static Result<App> open(AppDependencies dependencies, const DataFolder& folder,
                            ui::UiStrings strings);

    App(App&&) noexcept;
    App& operator=(App&&) noexcept;
    ~App();

    const Model& model() const;

    // Another number whenever the model may have changed.
    std::uint64_t version() const;

    const ui::UiStrings& strings() const;

    // A person did something, or the app itself wants to.
    void send(Intent intent);

    // The finger is on the screen: the session goes on.
    void touched();

    // Lets time pass: idle warning and wipe, the clock in the frame, a sign of life.
    void tick();

    // The agent committed something: receipts drop events, new content is shown.
    void content_changed();

    // Takes in what was done beside the screen. True if there was anything.
    bool take_done();

    // Monotonic milliseconds at which tick() has next something to do.
    std::int64_t next_tick_ms() const;

    // True once after a session ended: the window then forgets its text, too.
    bool take_wipe();

  private:
    struct State;
    explicit App(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace hall::kiosk
