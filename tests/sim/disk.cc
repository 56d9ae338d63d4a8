#include "tests/sim/disk.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "sync/core/check.h"

namespace hall::sim {

namespace {

using Change = SimDisk::Content::Change;

void write_at(std::string& now, std::size_t offset, std::string_view bytes) {
    if (now.size() < offset) now.resize(offset, '\0');
    now.replace(offset, bytes.size(), bytes);
}

// Before it is made.
void note_change(SimDisk::Content& file, Change change) {
    change.size_was = file.now.size();
    if (change.offset < file.now.size()) {
        change.was = file.now.substr(change.offset, change.cut ? std::string::npos : change.size);
    }
    file.changes.push_back(std::move(change));
}

void undo_change(std::string& now, const Change& change) {
    now.resize(std::max(now.size(), change.size_was));
    now.replace(change.offset, change.was.size(), change.was);
    now.resize(change.size_was);
}

// What the power left of a write: all, nothing, or whole sectors from its start.
void write_torn(std::string& now, const Change& change, std::string_view bytes, Dice& dice) {
    if (dice.chance(500)) return;
    if (!change.cut && bytes.size() > SimDisk::sector_bytes && dice.chance(300)) {
        const std::size_t sectors = bytes.size() / SimDisk::sector_bytes;
        bytes = bytes.substr(0, dice.roll(sectors) * SimDisk::sector_bytes);
        if (bytes.empty()) return;
    }
    if (change.cut) now.resize(change.offset, '\0');
    write_at(now, change.offset, bytes);
}

// Back to what was synced, and then what of the rest the power left.
void tear(SimDisk::Content& file, Dice& dice) {
    const std::vector<Change> changes = std::exchange(file.changes, {});
    std::vector<std::string> written(changes.size());
    for (std::size_t i = changes.size(); i-- > 0;) {
        written[i] = file.now.substr(changes[i].offset, changes[i].size);
        undo_change(file.now, changes[i]);
    }
    for (std::size_t i = 0; i < changes.size(); ++i) {
        write_torn(file.now, changes[i], written[i], dice);
    }
}

}  // namespace

SimDisk SimDisk::copy() const {
    SimDisk other = *this;
    std::map<const Content*, File> copies;
    const auto copied = [&](const File& file) -> File {
        if (file == nullptr) return nullptr;
        CHECK(file->open == 0);
        File& twin = copies[file.get()];
        if (twin == nullptr) twin = std::make_shared<Content>(*file);
        return twin;
    };
    for (auto& [name, file] : other.names_) file = copied(file);
    for (auto& [name, file] : other.safe_names_) file = copied(file);
    for (NameChange& change : other.name_changes_) change.file = copied(change.file);
    return other;
}

SimDisk::File SimDisk::find(const std::string& name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? nullptr : found->second;
}

void SimDisk::set_name(const std::string& name, File file) {
    name_changes_.push_back({name, file});
    if (file == nullptr) {
        names_.erase(name);
    } else {
        names_[name] = std::move(file);
    }
}

SimDisk::File SimDisk::create(const std::string& name) {
    File file = std::make_shared<Content>();
    set_name(name, file);
    return file;
}

void SimDisk::rename(const std::string& from, const std::string& to) {
    File file = find(from);
    CHECK(file != nullptr);
    set_name(to, std::move(file));
    set_name(from, nullptr);
}

void SimDisk::remove(const std::string& name) {
    if (find(name) != nullptr) set_name(name, nullptr);
}

std::vector<std::string> SimDisk::names_below(const std::string& folder) const {
    std::vector<std::string> names;
    const std::string prefix = folder + "/";
    for (auto at = names_.lower_bound(prefix); at != names_.end(); ++at) {
        if (!at->first.starts_with(prefix)) break;
        names.push_back(at->first);
    }
    return names;
}

bool SimDisk::write(Content& file, std::size_t offset, std::string_view bytes) {
    const std::size_t end = offset + bytes.size();
    if (end > file.now.size() && used_bytes() + (end - file.now.size()) > capacity_bytes) {
        return false;
    }
    note_change(file, {.offset = offset, .size = bytes.size()});
    write_at(file.now, offset, bytes);
    return true;
}

void SimDisk::cut(Content& file, std::size_t size) {
    note_change(file, {.offset = size, .cut = true});
    file.now.resize(size, '\0');
}

void SimDisk::sync(const std::string& name, Content& file) {
    if (lies) return;
    file.changes.clear();
    if (file.was_synced) return;
    file.was_synced = true;
    // A file's first sync takes its name along, as journalling file systems do.
    const auto named = names_.find(name);
    if (named != names_.end() && named->second.get() == &file) sync_names();
}

void SimDisk::make_safe(std::size_t changes) {
    for (std::size_t i = 0; i < changes; ++i) {
        NameChange& change = name_changes_[i];
        if (change.file == nullptr) {
            safe_names_.erase(change.name);
        } else {
            safe_names_[change.name] = std::move(change.file);
        }
    }
    name_changes_.clear();
}

void SimDisk::sync_names() {
    if (!lies) make_safe(name_changes_.size());
}

void SimDisk::lose_power(Dice& dice) {
    make_safe(dice.roll(name_changes_.size() + 1));
    names_ = safe_names_;
    for (auto& [name, file] : names_) {
        CHECK(file->open == 0);
        tear(*file, dice);
        file->was_synced = true;
    }
    // What was removed may be back beside what took its place. No real disk gives room out
    // again before it is given back for good: it would have been larger.
    capacity_bytes = std::max(capacity_bytes, used_bytes());
}

std::uint64_t SimDisk::used_bytes() const {
    std::uint64_t bytes = 0;
    for (const auto& [name, file] : names_) bytes += file->now.size();
    return bytes;
}

void SimDisk::watch(std::string_view where, std::string_view bytes) {
    for (const std::string& mark : marks) {
        if (bytes.find(mark) != std::string_view::npos) {
            found_marks.push_back(mark + " in " + std::string(where));
        }
    }
}

std::uint64_t SimDisk::digest() const {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    const auto add = [&hash](std::string_view bytes) {
        hash = (hash ^ bytes.size()) * 0x100000001B3ULL;
        while (!bytes.empty()) {
            std::uint64_t word = 0;
            const std::size_t count = std::min(bytes.size(), sizeof word);
            std::memcpy(&word, bytes.data(), count);
            hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
            hash ^= hash >> 32;
            bytes.remove_prefix(count);
        }
    };
    for (const auto& [name, file] : names_) {
        add(name);
        add(file->now);
    }
    return hash;
}

}  // namespace hall::sim
