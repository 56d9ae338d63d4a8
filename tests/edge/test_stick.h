// A stick in a folder, and what the county does with it; and files that fail, as when a
// stick is pulled out.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sync/core/foreign_files.h"
#include "sync/edge/stick_export.h"
#include "sync/edge/stick_import.h"
#include "sync/wire/stick.h"
#include "tests/edge/enrolled_hall.h"

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
};

// Counts the calls, and fails one of them or all from there on. Writes may be lost, or
// have happened all the same.
class PulledFiles final : public Files {
  public:
    enum class Kind { lost, lost_but_applied, cut_short };

    explicit PulledFiles(Files& files) : files_(files) {}

    // 1 is the next call; 0: none fails. `for_ever`: all after it fail, too.
    void fail_at(int call, bool for_ever, Kind kind = Kind::lost) {
        left_ = call;
        for_ever_ = for_ever;
        kind_ = kind;
        failed_ = false;
    }
    bool failed() const { return failed_; }
    std::uint64_t free = UINT64_MAX;  // what is said to be free, if less
    std::uint64_t read_bytes = 0;

    Result<std::string> read(const Path& file, std::uint64_t bytes_max) override;
    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override;
    Result<void> append(const Path& file, std::string_view bytes) override;
    Result<void> move_durably(const Path& from, const Path& to) override;
    Result<std::uint64_t> size(const Path& file) override;
    Result<void> remove(const Path& file) override;
    Result<std::vector<std::string>> list(const Path& folder) override;
    Result<void> make_folder(const Path& folder) override;
    Result<std::uint64_t> free_bytes(const Path& folder) override;

  private:
    bool fails();
    template <typename Change>
    Result<void> change(Change act);

    Files& files_;
    int left_ = 0;
    bool for_ever_ = false;
    Kind kind_ = Kind::lost;
    bool failed_ = false;
};

}  // namespace hall
