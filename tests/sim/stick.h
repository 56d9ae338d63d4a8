// SimStick: a stick that people carry between devices and the county.
//
// The fault model. It is a disk like any other (disk.h), so what was written and not synced
// is lost in part when it is pulled out. Pulled in the middle of something, it fails from
// its n-th change on. An older copy of it, or a stick of another county, may be carried in
// its place; bits of it may turn, files change places, lines be cut out; it may be small.

#pragma once

#include <memory>

#include "tests/sim/process.h"

namespace hall::sim {

class SimStick {
  public:
    SimStick(Dice dice, int number);

    static Path mount() { return "/stick"; }
    Files& files() { return reader_->files(); }
    SimDisk& disk() { return disk_; }

    // From the n-th change from now on nothing reaches it any more.
    void pull_at(std::uint64_t change, Fault fault) { reader_->fail_at(change, fault); }

    // Whoever used it is done: it is unmounted, or pulled out as it is.
    void put_away(bool unmounted, Dice& dice);

    // Somebody keeps a copy of it, and carries it around instead, some day.
    void keep_copy();
    void put_copy_back();
    // Another stick is carried in its place.
    void put_in_place(const SimDisk& other);
    void empty_space() { disk_.capacity_bytes = SimDisk().capacity_bytes; }

    // Bits turn, a file is cut short or lies in the place of another, or somebody cuts one
    // line out of many.
    void damage(Dice& dice);

  private:
    void cut_line_out(SimDisk::File file, Dice& dice);

    Dice dice_;
    SimDisk disk_;
    std::unique_ptr<SimDisk> copy_;
    std::unique_ptr<SimProcess> reader_;
};

}  // namespace hall::sim
