// A stick in a folder, and what the county does with it.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sync/core/foreign_files.h"
#include "sync/edge/stick/stick_export.h"
#include "sync/edge/stick/stick_import.h"
#include "sync/wire/stick.h"
#include "tests/edge/enrolled_hall.h"
#include "tests/pulled_files.h"

namespace hall {

class TestStick {
  public:
    TestStick() : TestStick("stick") {}
    explicit TestStick(const std::string& name) : mount(temp.path() / name) {
        std::filesystem::create_directories(mount);
    }

    // What the county writes for its village: content, replies, and all its receipts.
    void made_by(EnrolledHall& hall) { made_by(hall, hall.identity.kiosk); }
    void made_by(EnrolledHall& hall, const std::string& kiosk);

    // The county takes in what the kiosks exported. Returns how many batches were good.
    int taken_by(EnrolledHall& hall);

    StickImport imported_by(EnrolledHall& hall) { return imported_by(hall, files); }
    StickImport imported_by(EnrolledHall& hall, Files& through);
    Result<StickExport> exported_by(EnrolledHall& hall) { return exported_by(hall, files); }
    Result<StickExport> exported_by(EnrolledHall& hall, Files& through);

    void put(const Path& file, const std::string& bytes);
    std::string get(const Path& file);

    // Every file, by its path below the stick.
    std::map<std::string, std::string> all() const;

    TempFolder temp;
    Path mount;
    ForeignFiles files{mount};
    StickFolder folder{mount};
    DownloadLimits download;  // of imports
};

}  // namespace hall
