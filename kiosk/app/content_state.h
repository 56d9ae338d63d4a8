// ContentState: what this kiosk knows: the library, whose kiosk it is, the settings, and what
// time it is as well as this process can know it.
//
// The library may appear, be replaced or be damaged, and the kiosk enrolled again, at any time:
// refresh() follows. What was taken from here before is not valid after it.
//
// One thread.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kiosk/app/load/loader_dependencies.h"
#include "kiosk/ui/text/ui_strings.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/content/library.h"
#include "sync/edge/device/device_time.h"
#include "sync/edge/device/identity.h"
#include "sync/wire/event.h"

namespace hall::kiosk {

class ContentState {
  public:
    // Fails with `not_found` before enrolment. There is no library before the first refresh().
    // `files` and `clock` must outlive it.
    static Result<ContentState> open(Files& files, const Clock& clock, DataFolder folder);

    // Opens again what was replaced, and reads what is there now.
    void refresh();

    // Null where there is none, or none that can be read.
    Library* library() { return library_ ? &*library_ : nullptr; }

    // True if the last refresh() found a damaged library: hall-sync will make a new one.
    bool is_damaged() const { return damaged_; }

    const Identity& identity() const { return identity_; }
    const LibraryStatus& status() const { return status_; }
    const Settings& settings() const { return settings_; }

    // REQUIRES: library() is not null.
    LoaderDependencies loader(const ui::UiStrings& strings);

    DeviceNow now() const;

    // By these is judged what has run out: a clock that runs far ahead makes nothing run out.
    std::int64_t now_ms() const { return now().expiry_ms; }
    Date today() const { return date_at(now_ms()); }

    // Of an event that happens now.
    EventTime event_time() const;

  private:
    ContentState(Files& files, const Clock& clock, DataFolder folder, Identity enrolled);

    void open_library();
    void read_identity();

    Files* files_;
    const Clock* clock_;
    DataFolder folder_;
    std::string boot_;
    Identity enrolled_;
    Identity identity_;  // as the county's places have it now
    std::uint64_t identity_file_ = 0;
    std::optional<Library> library_;
    std::uint64_t library_file_ = 0;
    bool damaged_ = false;
    LibraryStatus status_;
    Settings settings_;
};

}  // namespace hall::kiosk
