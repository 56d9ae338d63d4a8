#include "tests/sim/disk.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "sync/core/check.h"

namespace hall::sim {

namespace {

void apply_change(std::string& bytes, const SimDisk::Content::Change& change) {
    if (change.cut || bytes.size() < change.offset) bytes.resize(change.offset, '\0');
    bytes.replace(change.offset, change.bytes.size(), change.bytes);
}

void undo_change(std::string& bytes, const SimDisk::Content::Change& change) {
    bytes.resize(std::max(bytes.size(), change.size_was));
    bytes.replace(change.offset, change.was.size(), change.was);
    bytes.resize(change.size_was);
}

void make_change(SimDisk::Content& file, SimDisk::Content::Change change) {
    change.size_was = file.now.size();
    if (change.offset < file.now.size()) {
        change.was =
            file.now.substr(change.offset, change.cut ? std::string::npos : change.bytes.size());
    }
    apply_change(file.now, change);
    file.changes.push_back(std::move(change));
}

// What the power left of a write: all, nothing, or whole sectors from its start.
void apply_torn(std::string& bytes, SimDisk::Content::Change change, Dice& dice) {
    if (dice.chance(500)) return;
    if (!change.cut && change.bytes.size() > SimDisk::sector_bytes && dice.chance(300)) {
        const std::size_t sectors = change.bytes.size() / SimDisk::sector_bytes;
        change.bytes.resize(dice.roll(sectors) * SimDisk::sector_bytes);
        if (change.bytes.empty()) return;
    }
    apply_change(bytes, change);
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
    make_change(file, {.offset = offset, .bytes = std::string(bytes)});
    return true;
}

void SimDisk::cut(Content& file, std::size_t size) {
    make_change(file, {.offset = size, .cut = true});
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

void SimDisk::sync_names() {
    if (lies) return;
    safe_names_ = names_;
    name_changes_.clear();
}

void SimDisk::lose_power(Dice& dice) {
    const std::size_t kept = dice.roll(name_changes_.size() + 1);
    for (std::size_t i = 0; i < kept; ++i) {
        NameChange& change = name_changes_[i];
        if (change.file == nullptr) {
            safe_names_.erase(change.name);
        } else {
            safe_names_[change.name] = std::move(change.file);
        }
    }
    name_changes_.clear();
    names_ = safe_names_;
    for (auto& [name, file] : names_) {
        CHECK(file->open == 0);
        // Back to what was synced, and then what of the rest the power left.
        std::vector<Content::Change> changes = std::exchange(file->changes, {});
        std::for_each(changes.rbegin(), changes.rend(),
                      [&](const Content::Change& change) { undo_change(file->now, change); });
        for (Content::Change& change : changes) apply_torn(file->now, std::move(change), dice);
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
