#include "tests/sim/stick.h"

#include "sync/wire/stick.h"

namespace hall::sim {

SimStick::SimStick(Dice dice, int number) : dice_(dice.fork(1)) {
    disk_.folders.insert(mount().string());
    // Some are nearly too small.
    if (dice_.chance(200)) disk_.capacity_bytes = 60'000 + dice_.roll(400'000);
    reader_ = std::make_unique<SimProcess>(disk_, dice.fork(2), "stick-" + std::to_string(number));
}

void SimStick::put_away(bool unmounted, Dice& dice) {
    const bool pulled = !unmounted || reader_->dead();
    reader_->fail_never();
    reader_->kill();
    if (!pulled) {
        for (const std::string& name : disk_.names_below(mount().string()))
            disk_.sync(name, *disk_.find(name));
        disk_.sync_names();
    }
    disk_.lose_power(dice);
    reader_->revive();
}

void SimStick::keep_copy() {
    copy_ = std::make_unique<SimDisk>(disk_.copy());
}

void SimStick::put_copy_back() {
    if (copy_ != nullptr) put_in_place(*copy_);
}

void SimStick::put_in_place(const SimDisk& other) {
    // What was ever seen on it stays seen.
    const auto found = disk_.found_marks;
    disk_ = other.copy();
    disk_.found_marks.insert(disk_.found_marks.end(), found.begin(), found.end());
}

void SimStick::cut_line_out(SimDisk::File file, Dice& dice) {
    std::string text = file->now;
    const std::size_t at = dice.roll(text.size());
    const std::size_t before = text.rfind('\n', at == 0 ? 0 : at - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) return;
    text.erase(begin, end + 1 - begin);
    SimDisk::cut(*file, 0);
    static_cast<void>(disk_.write(*file, 0, text));
}

void SimStick::damage(Dice& dice) {
    const std::uint64_t what = dice.roll(5);
    const bool line = what < 2;
    const StickFolder all(mount());
    const Path folder = line ? all.all_replies() : what < 4 ? all.all_outboxes() : mount();
    const std::vector<std::string> names = disk_.names_below(folder.string());
    if (names.empty()) return;
    const std::string& name = names[dice.roll(names.size())];
    const SimDisk::File file = disk_.find(name);
    if (file->now.empty()) return;
    if (line) {
        cut_line_out(file, dice);
    } else if (dice.chance(200)) {
        SimDisk::cut(*file, dice.roll(file->now.size()));
    } else if (dice.chance(300)) {
        const std::string bytes = disk_.find(names[dice.roll(names.size())])->now;
        SimDisk::cut(*file, 0);
        static_cast<void>(disk_.write(*file, 0, bytes));
    } else {
        const std::size_t at = dice.roll(file->now.size());
        static_cast<void>(disk_.write(*file, at, std::string(1, static_cast<char>(dice.next()))));
    }
    disk_.sync(name, *file);
}

}  // namespace hall::sim
