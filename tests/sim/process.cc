#include "tests/sim/process.h"

#include <set>

#include "tests/sim/sqlite_vfs.h"

namespace hall::sim {

namespace {

// The small files of a program, with the same steps as on a real disk (sync/core/files.cc).
class SimFiles final : public Files {
  public:
    explicit SimFiles(SimProcess& process) : process_(process) {}

    Result<std::string> read(const Path& file, std::uint64_t bytes_max) override {
        TRY(alive());
        const SimDisk::File found = disk().find(file.string());
        if (found == nullptr) return Error(Errc::not_found, file.string());
        if (found->now.size() > bytes_max) {
            return Error(Errc::exhausted, file.string() + ": too long");
        }
        return found->now;
    }

    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode) override {
        const std::string name = file.string();
        TRY(write_beside(name, bytes));
        TRY(change([&] { return sync_content(name + ".new"); }));
        TRY(change([&] { return give_name(name); }));
        return change([&] { return sync_names(); });
    }

    Result<void> write_all_durably(const std::vector<FileContent>& contents) override {
        if (contents.empty()) return {};
        for (const FileContent& content : contents) {
            TRY(write_beside(content.file.string(), content.bytes));
        }
        TRY(change([&]() -> Result<void> {
            for (const FileContent& content : contents)
                TRY(sync_content(content.file.string() + ".new"));
            return {};
        }));
        for (const FileContent& content : contents) {
            TRY(change([&] { return give_name(content.file.string()); }));
        }
        return change([&] { return sync_names(); });
    }

    Result<void> append(const Path& file, std::string_view bytes) override {
        const std::string name = file.string();
        disk().watch(name, bytes);
        return change([&]() -> Result<void> {
            SimDisk::File found = disk().find(name);
            if (found == nullptr) found = disk().create(name);
            return write(*found, found->now.size(), bytes);
        });
    }

    // The blocks are taken in one step, and hold nothing that could be lost.
    Result<void> allocate(const Path& file, std::uint64_t bytes) override {
        const std::string name = file.string();
        TRY(alive());
        if (disk().find(name) != nullptr) return {};
        TRY(change([&]() -> Result<void> {
            if (disk().free_bytes() < bytes) return Error(Errc::exhausted, "disk full");
            SimDisk::Content& content = *disk().create(name + ".new");
            content.now.assign(static_cast<std::size_t>(bytes), '\0');
            return {};
        }));
        TRY(change([&] { return sync_content(name + ".new"); }));
        TRY(change([&] { return give_name(name); }));
        return change([&] { return sync_names(); });
    }

    Result<void> sync(const Path& file) override {
        TRY(alive());
        if (disk().find(file.string()) == nullptr) return Error(Errc::not_found, file.string());
        return change([&] { return sync_content(file.string()); });
    }

    Result<void> move_durably(const Path& from, const Path& to) override {
        TRY(alive());
        const SimDisk::File found = disk().find(from.string());
        if (found == nullptr) return Error(Errc::not_found, from.string());
        TRY(change([&] { return sync_content(from.string()); }));
        TRY(change([&]() -> Result<void> {
            disk().rename(from.string(), to.string());
            return {};
        }));
        return change([&] { return sync_names(); });
    }

    Result<std::uint64_t> size(const Path& file) override {
        TRY(alive());
        const SimDisk::File found = disk().find(file.string());
        if (found == nullptr) return Error(Errc::not_found, file.string());
        return std::uint64_t{found->now.size()};
    }

    Result<void> remove(const Path& file) override {
        return change([&]() -> Result<void> {
            disk().remove(file.string());
            return {};
        });
    }

    Result<std::vector<std::string>> list(const Path& folder) override {
        TRY(alive());
        std::set<std::string> names;
        const std::string start = folder.string() + "/";
        for (const std::string& name : disk().names_below(folder.string())) {
            names.insert(name.substr(start.size(), name.find('/', start.size()) - start.size()));
        }
        for (const std::string& below : disk().folders) {
            if (below.starts_with(start)) {
                names.insert(
                    below.substr(start.size(), below.find('/', start.size()) - start.size()));
            }
        }
        if (names.empty() && disk().folders.count(folder.string()) == 0) {
            return Error(Errc::not_found, folder.string());
        }
        return std::vector<std::string>(names.begin(), names.end());
    }

    Result<void> make_folder(const Path& folder) override {
        TRY(alive());
        disk().folders.insert(folder.string());
        return {};
    }

    Result<std::uint64_t> free_bytes(const Path&) override {
        TRY(alive());
        return disk().free_bytes();
    }

  private:
    SimDisk& disk() { return process_.disk(); }

    Result<void> alive() const {
        if (process_.dead()) return Error(Errc::unavailable, "the process is dead");
        return {};
    }

    template <typename Change>
    Result<void> change(Change make) {
        const SimProcess::Verdict verdict = process_.judge();
        Result<void> made;
        if (verdict.make) made = make();
        if (verdict.report_failure && verdict.full) return Error(Errc::exhausted, "disk full");
        if (verdict.report_failure) return Error(Errc::unavailable, "the disk failed");
        return made;
    }

    Result<void> write(SimDisk::Content& content, std::size_t offset, std::string_view bytes) {
        if (!disk().write(content, offset, bytes)) return Error(Errc::exhausted, "disk full");
        return {};
    }

    Result<void> write_beside(const std::string& name, std::string_view bytes) {
        disk().watch(name, bytes);
        return change([&] { return write(*disk().create(name + ".new"), 0, bytes); });
    }

    Result<void> sync_content(const std::string& name) {
        const SimDisk::File found = disk().find(name);
        if (found != nullptr) disk().sync(name, *found);
        return {};
    }

    Result<void> give_name(const std::string& name) {
        disk().rename(name + ".new", name);
        return {};
    }

    Result<void> sync_names() {
        disk().sync_names();
        return {};
    }

    SimProcess& process_;
};

}  // namespace

struct SimProcess::Vfs {
    sqlite3_vfs* registered;
    ~Vfs() { unregister_vfs(registered); }
};

SimProcess::SimProcess(SimDisk& disk, Dice dice, std::string name)
    : disk_(disk),
      dice_(dice),
      vfs_name_(std::move(name)),
      files_(std::make_unique<SimFiles>(*this)),
      vfs_(new Vfs{register_vfs(*this, vfs_name_)}) {}

SimProcess::~SimProcess() = default;

Files& SimProcess::files() {
    return *files_;
}

SimProcess::Verdict SimProcess::judge() {
    if (dead_) return {.make = false, .report_failure = true};
    ++changes_;
    if (fail_at_ == 0 || changes_ != fail_at_) return {};
    hit_ = true;
    switch (fault_) {
        case Fault::death:
            dead_ = true;
            return {.make = false, .report_failure = true};
        case Fault::death_after:
            dead_ = true;
            return {.make = true, .report_failure = true};
        case Fault::error:
            return {.make = false, .report_failure = true};
        case Fault::error_after:
            return {.make = true, .report_failure = true};
        case Fault::full:
            return {.make = false, .report_failure = true, .full = true};
    }
    return {};
}

}  // namespace hall::sim
