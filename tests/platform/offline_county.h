// A county as it really is: root, targets and release keys lie on the sticks of three
// holders, two of whom must sign. Everything is done by the commands.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/commands/commands.h"
#include "platform/platform.h"
#include "sync/trust/client.h"
#include "tests/platform/county.h"
#include "tests/platform/failing_files.h"
#include "tests/temp_folder.h"

namespace hall::platform {

class OfflineCounty {
  public:
    static constexpr int holders = 3;

    // Founded, unless the test wants to do that itself.
    enum class Begin { founded, found_only };
    explicit OfflineCounty(Begin begin = Begin::founded);

    // A command on the county; on a holder's machine.
    CommandResult run(std::vector<std::string> words);
    CommandResult anywhere(const std::vector<std::string>& words);

    // The same, which must succeed.
    std::string done(std::vector<std::string> words);

    // The holder signs the ceremony with all keys on the stick.
    CommandResult sign(const std::string& ceremony, int holder);

    // Begins a ceremony with these words, lets two holders sign it, and finishes it.
    void hold(const std::string& ceremony, std::vector<std::string> words);

    // Ids of keys that a role has, as people see them.
    std::vector<std::string> ids(const std::string& role);

    void open();
    void close() { platform_.reset(); }
    void restart() {
        close();
        open();
    }

    // An article into a channel, published.
    void publish(const std::string& channel, const std::string& title);

    std::string path(const std::string& name) const { return (temp_.path() / name).string(); }
    std::string stick(int holder) const { return path("stick-" + std::to_string(holder)); }
    Path data() const { return temp_.path() / "data"; }
    Platform& platform() { return *platform_; }
    FailingFiles& files() { return files_; }
    ManualClock& clock() { return clock_; }

  private:
    TempFolder temp_;
    FailingFiles files_;
    ManualClock clock_;
    SystemRandom random_;
    Dependencies dependencies_{files_, clock_, random_};
    std::unique_ptr<Platform> platform_;
};

// A kiosk's trust in a village's view: what it holds is on its own disk, and it is
// started anew for every refresh.
class VillageClient {
  public:
    VillageClient(OfflineCounty& county, std::string village);

    Result<void> refresh();

    // A refresh, and the newest version of each channel it follows: "county 2, town 1,
    // village 3".
    Result<std::string> read();

    std::int64_t version(const std::string& role);  // trusted on its disk, 0 if none

    tuf::ClientLimits limits;

  private:
    class Shelves final : public tuf::Fetcher {
      public:
        Shelves(OfflineCounty& county, std::string village)
            : county_(county), village_(std::move(village)) {}
        Result<std::string> metadata(std::string_view name, std::uint64_t bytes_max) override;
        Result<std::string> target(std::string_view path, std::uint64_t bytes_max) override;

      private:
        OfflineCounty& county_;
        std::string village_;
    };

    OfflineCounty& county_;
    std::string village_;
    TempFolder temp_;
    DiskFiles files_;
    Shelves shelves_;
};

}  // namespace hall::platform
