// The disk, for tests that let one thing about it be different.

#pragma once

#include "sync/core/files.h"

namespace hall {

// Each call can be overridden alone; what is written in one go is written file by file.
class FilesOnDisk : public Files {
  public:
    Result<std::string> read(const Path& file, std::uint64_t bytes_max) override {
        return disk_.read(file, bytes_max);
    }
    Result<std::string> read_part(const Path& file, std::uint64_t offset,
                                  std::uint64_t bytes) override {
        if (file == bad_sector) return Error(Errc::unavailable, "Input/output error");
        return Files::read_part(file, offset, bytes);
    }
    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override {
        return disk_.write_durably(file, bytes, mode);
    }
    Result<void> append(const Path& file, std::string_view bytes) override {
        return disk_.append(file, bytes);
    }
    Result<void> sync(const Path& file) override { return disk_.sync(file); }
    Result<void> move_durably(const Path& from, const Path& to) override {
        return disk_.move_durably(from, to);
    }
    Result<std::uint64_t> size(const Path& file) override { return disk_.size(file); }
    Result<void> remove(const Path& file) override {
        if (file == bad_sector) bad_sector.clear();
        return disk_.remove(file);
    }
    Result<std::vector<std::string>> list(const Path& folder) override {
        return disk_.list(folder);
    }
    Result<void> make_folder(const Path& folder) override { return disk_.make_folder(folder); }
    Result<std::uint64_t> free_bytes(const Path& folder) override {
        return disk_.free_bytes(folder);
    }

    // The file that cannot be read part by part, until it is removed.
    Path bad_sector;

  private:
    DiskFiles disk_;
};

}  // namespace hall
