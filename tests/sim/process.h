// SimProcess: one program on a simulated machine. It reaches the disk through files() and
// through the SQLite file system vfs(); both count their changes, and the n-th can be made
// to fail.
//
// In the real world a change fails in one of these ways, and after `death` nothing of
// this program reaches the disk any more, as after kill -9 or a power cut:
//
//   death            the program ends before the change; whoever holds its objects must
//                    destroy them and open anew
//   death_after      the change is made, then the program ends: nobody hears of it
//   error            the change is not made, the disk says so (EIO); later ones succeed
//   error_after      the change is made although the disk says it failed
//   full             the change is not made, the disk says it is full

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sync/core/files.h"
#include "tests/sim/disk.h"

namespace hall::sim {

enum class Fault { death, death_after, error, error_after, full };

class SimProcess {
  public:
    // The disk and the dice must outlive it.
    SimProcess(SimDisk& disk, Dice dice, std::string name);
    ~SimProcess();
    SimProcess(const SimProcess&) = delete;
    SimProcess& operator=(const SimProcess&) = delete;

    Files& files();
    const std::string& vfs() const { return vfs_name_; }

    // 1 is the next change to the disk.
    void fail_at(std::uint64_t change, Fault fault) {
        fail_at_ = changes_ + change;
        fault_ = fault;
        hit_ = false;
    }
    void fail_never() { fail_at_ = 0; }
    bool fault_was_hit() const { return hit_; }
    bool fault_waits() const { return fail_at_ != 0; }  // or was hit, until fail_never()

    // One that looks on from outside and takes no room on the disk, not even for what the
    // readers of a database share.
    void take_no_room() { takes_room_ = false; }
    bool finds_room_for(std::uint64_t bytes) const {
        return !takes_room_ || disk_.free_bytes() >= bytes;
    }

    // Kills it here and now.
    void kill() { dead_ = true; }
    bool dead() const { return dead_; }

    // A new life, after the objects of the old one were destroyed.
    void revive() {
        dead_ = false;
        fail_at_ = 0;
    }

    std::uint64_t changes() const { return changes_; }

    // --- For files() and vfs()

    // What becomes of the next change.
    struct Verdict {
        bool make = true;
        bool report_failure = false;
        bool full = false;
    };
    Verdict judge();

    SimDisk& disk() { return disk_; }
    Dice& dice() { return dice_; }

  private:
    SimDisk& disk_;
    Dice dice_;
    std::string vfs_name_;
    std::unique_ptr<Files> files_;
    struct Vfs;
    std::unique_ptr<Vfs> vfs_;
    std::uint64_t changes_ = 0;
    std::uint64_t fail_at_ = 0;
    Fault fault_ = Fault::death;
    bool hit_ = false;
    bool dead_ = false;
    bool takes_room_ = true;
};

}  // namespace hall::sim
