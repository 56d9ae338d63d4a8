// SimDevice: a device in a village hall, with its two programs over one disk: the kiosk,
// which writes the outbox, and the agent (sync/edge/agent/agent_loop.h). Both are the real engine;
// only what draws and listens is missing.
//
// The device keeps a book beside it of what people at it were promised.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/edge/agent/agent_loop.h"
#include "sync/edge/content/library.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/event.h"
#include "tests/sim/county.h"
#include "tests/sim/network.h"
#include "tests/sim/process.h"
#include "tests/sim/stick.h"

namespace hall::sim {

// What somebody was told is saved.
struct Saved {
    std::string id;
    std::string kind;
    std::string slip;
    std::string sha256;  // hexadecimal, of the bytes
    std::int64_t epoch = 0;
    std::int64_t counter = 0;
    std::string mark;           // what stands in the sealed part and may be readable nowhere
    bool lost_by_hand = false;  // somebody put an older outbox in its place
    bool unreadable = false;    // nonsense, as a program gone wrong would write it
};

class SimDevice {
  public:
    SimDevice(SimCounty& county, WorldTime& time, Dice dice, int number);
    ~SimDevice();

    // Asks the county for a code and enrols, over a line without faults.
    void enrol(std::string_view village);

    // --- What happens to it. Dice of their own, so that steps can be cut out of a run.

    // A person hands something in. True if they were told that it is saved.
    bool submit(Dice& dice);
    // The kiosk looks whether receipts came, and drops what they name.
    void drop_receipted();
    // The agent does so many small things; true if a round ended.
    bool agent_steps(int count, Dice& dice);
    void round(Dice& dice);

    // Somebody with a stick takes along what waits, or brings what the county wrote.
    void export_to(SimStick& stick);
    void import_from(SimStick& stick);

    // Destroys the objects of processes that died, and starts them again. If `power`,
    // the machine lost power: both die, and the disk forgets what was not synced.
    void repair(bool power, Dice& dice);

    // Bits of the cache turn while nobody has it open.
    void damage_cache(Dice& dice);
    // A byte of a file that can be fetched again turns, whoever has it open.
    void rot(Dice& dice);
    // True once, if the agent set a cache aside since the last call of the other.
    bool cache_was_quarantined() const { return cache_quarantined_; }
    void forget_cache_quarantined() { cache_quarantined_ = false; }
    // True if somebody began a form, because there was room for it, and then found none.
    bool typed_in_vain() const { return typed_in_vain_; }
    // True if the agent took what is kept for events.
    bool reserve_was_taken() const { return reserve_was_taken_; }
    // True if a program could not open its database although it had something to make room
    // with.
    bool shut_out() const { return shut_out_; }

    void keep_copy_of_outbox();
    void put_copy_of_outbox_back(Dice& dice);
    // Another device with the same disk: somebody copied the card.
    std::unique_ptr<SimDevice> clone(Dice dice, int number);

    SimProcess& kiosk_process() { return *kiosk_process_; }
    SimProcess& agent_process() { return *agent_process_; }
    SimDisk& disk() { return disk_; }
    MachineClock& clock() { return clock_; }
    Network& network() { return network_; }

    // --- What is there to be held against the invariants

    const std::vector<Saved>& saved() const { return saved_; }
    const Identity& identity() const { return identity_; }
    std::set<std::string> outbox_ids();
    std::int64_t outbox_size();
    // True if the cache is another one, or says something else, than at the last call.
    bool cache_changed();
    std::int64_t channel_version(const std::string& channel);
    Content shown(const std::string& channel);
    std::vector<Receipt> receipts();
    std::vector<std::int64_t> replies();  // their numbers, in order
    std::int64_t time_floor_ms();
    std::vector<std::pair<std::string, std::string>> refused_documents();  // id, reason
    bool in_step(const std::string& channel);
    // Files under the hash they must have, with their content; those of them that anything
    // shown names and that are not there.
    std::map<std::string, SimDisk::File> blobs() const;
    std::size_t missing_blobs();
    // True if rot() was here.
    bool has_rotted(const SimDisk::File& file) const { return rotten_.count(file) != 0; }
    std::size_t spoilt_blobs() const;

    int number() const { return number_; }
    bool is_clone() const { return is_clone_; }
    static constexpr std::int64_t events_max = 12;

  private:
    // A look at the cache from outside, as another reader of the machine would have it.
    struct Eye {
        SimDisk::File file;
        Database database;
        std::int64_t data_version = -1;
    };
    struct Copy {
        std::map<std::string, std::string> files;
        std::set<std::string> ids;
    };

    // The kiosk's own view of the cache, while the file is the same.
    struct View {
        SimDisk::File file;
        Library library;
    };

    bool step_agent(int count);
    void open_kiosk();
    void close_kiosk();
    // Null while there is no cache that can be read.
    Library* library_of_kiosk();
    void open_agent();
    void note_opened(bool opened);
    AgentOptions agent_options();
    Event make_event(std::string_view kind, std::string_view mark);
    // Null while there is no cache that can be read.
    Database* cache_for_reading();

    SimCounty& county_;
    WorldTime& time_;
    Dice dice_;
    int number_;
    bool is_clone_ = false;
    SimDisk disk_;
    MachineClock clock_;
    Network network_;
    DataFolder folder_;
    std::unique_ptr<SimProcess> kiosk_process_;
    std::unique_ptr<SimProcess> agent_process_;
    std::unique_ptr<SimProcess> eye_process_;
    std::optional<Outbox> outbox_;
    std::optional<View> view_;
    std::optional<AgentLoop> agent_;
    std::optional<Eye> eye_;
    Identity identity_;
    std::vector<Saved> saved_;
    std::optional<Copy> copy_;
    int boots_ = 0;
    std::set<SimDisk::File> rotten_;
    SimDisk::File damaged_cache_;  // until the agent puts another in its place
    bool cache_quarantined_ = false;
    bool typed_in_vain_ = false;
    bool reserve_was_taken_ = false;
    bool shut_out_ = false;
};

}  // namespace hall::sim
