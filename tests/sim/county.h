// SimCounty: the real platform (platform/platform.h) on a simulated machine, and the
// editor's own book of what was published, against which kiosks are held.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/edge/transport/transport.h"
#include "sync/wire/document.h"
#include "tests/sim/process.h"
#include "tests/sim/stick.h"
#include "tests/sim/time.h"

namespace hall::platform {
class Platform;
}

namespace hall::sim {

inline constexpr std::string_view sim_town = "510681113";
inline constexpr std::string_view sim_villages[] = {"510681113205", "510681113203"};

// What a channel says in one version: of each document, revision and body.
using Content = std::map<std::string, std::string>;
std::string content_entry(std::int64_t rev, const Json& body);

class SimCounty {
  public:
    // Another county has the same places and other keys.
    enum class Whose { ours, another_county };

    // Founds the counties that every run gets copies of, unless they were founded.
    static void found();

    SimCounty(const WorldTime& time, Dice dice, Whose whose = Whose::ours);
    ~SimCounty();

    SimProcess& process() { return *process_; }
    SimDisk& disk() { return disk_; }
    const MachineClock& clock() const { return clock_; }

    // If the process died: the power went, and it starts again. REQUIRES: no fault waits.
    void repair();
    bool dead() const { return process_->dead(); }

    // One request, as the server would response it; `unavailable` if the platform died.
    Result<HttpResponse> answer(const HttpRequest& asked);

    // --- The editor

    // Keeps some documents in a channel and publishes them.
    void publish(const std::string& channel, Dice& dice);
    std::vector<std::string> channels() const;
    // Null if there never was such a version.
    const Content* published(const std::string& channel, std::int64_t version) const;
    std::int64_t version(const std::string& channel);

    // --- The officer

    // Moves some request on, if there is one.
    void work(Dice& dice);
    void run_maintenance();

    // Gives some role a new key, or the receipts.
    void change_keys(Dice& dice);

    // Takes in what kiosks wrote on a stick; writes what the villages need on it.
    void take_stick(SimStick& stick);
    void make_stick(SimStick& stick, const std::vector<std::string>& villages);

    std::string enrolment_code(std::string_view village);

    // --- What the county has for good

    struct Taken {
        std::string sha256;
        std::string kind;
    };
    // The event as it is stored, or nothing.
    std::optional<Taken> taken(const std::string& event);
    // How many requests came of an event.
    std::size_t requests_of(const std::string& slip);
    // How many calls for help of this kiosk its clerk would hear now.
    std::size_t help_calls_of(const std::string& kiosk, const std::string& village);
    bool cloned(const std::string& kiosk);
    // Kinds of incident that were reported of a kiosk.
    std::vector<std::string> incidents_of(const std::string& kiosk);
    // Numbers of the replies that every kiosk of the village gets, in order.
    std::vector<std::int64_t> replies(const std::string& village);
    std::string seal_key() const { return seal_key_; }

  private:
    void open();
    void add_picture(Document& document, Dice& dice);
    void note_published();

    MachineClock clock_;
    Dice dice_;
    SimDisk disk_;
    std::unique_ptr<SimProcess> process_;
    std::unique_ptr<platform::Platform> platform_;
    std::string seal_key_;
    std::map<std::string, std::map<std::int64_t, Content>> published_;
};

}  // namespace hall::sim
