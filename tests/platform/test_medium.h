// A stick in a folder, and what a kiosk would write on it and read from it.

#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "platform/stick/stick_maker.h"
#include "platform/stick/stick_taker.h"
#include "sync/core/foreign_files.h"
#include "tests/platform/county.h"
#include "tests/pulled_files.h"

namespace hall::platform {

struct TestMedium {
    TestMedium() { std::filesystem::create_directories(mount); }

    Result<StickMade> made_by(TestCounty& county, const std::vector<std::string>& villages,
                              Files* through = nullptr);
    Result<StickTaken> taken_by(TestCounty& county, Files* through = nullptr);

    // A kiosk's events as its board would write them.
    std::string batch_of(TestCounty& county, TestKiosk& kiosk,
                         const std::vector<std::string>& events) const;
    void put(const Path& file, const std::string& bytes) const;
    std::string get(const Path& file) const;
    std::map<std::string, std::string> all() const;

    // The receipts that lie there for a kiosk, opened.
    std::vector<Receipt> receipts(TestCounty& county, const std::string& kiosk) const;

    TempFolder temp;
    Path mount = temp.path() / "stick";
    ForeignFiles files{mount};
    StickFolder folder{mount};
};

// What a kiosk reads from the stick.
class MediumFetcher final : public tuf::Fetcher {
  public:
    MediumFetcher(TestMedium& medium, std::string_view village)
        : medium_(medium), village_(village) {}

    Result<std::string> metadata(std::string_view name, std::uint64_t bytes_max) override;
    Result<std::string> target(std::string_view path, std::uint64_t bytes_max) override;

  private:
    TestMedium& medium_;
    std::string village_;
};

}  // namespace hall::platform
