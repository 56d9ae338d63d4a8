// The disk, until the k-th change: that one fails, either before or after it was made,
// and so does every change after it, as if the power had gone.

#pragma once

#include "sync/core/files.h"

namespace hall {

// The disk, each call to be overridden alone.
class FilesOnDisk : public Files {
  public:
    Result<std::string> read(const Path& file, std::uint64_t bytes_max) override {
        return disk_.read(file, bytes_max);
    }
    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override {
        return disk_.write_durably(file, bytes, mode);
    }
    Result<void> append(const Path& file, std::string_view bytes) override {
        return disk_.append(file, bytes);
    }
    Result<void> move_durably(const Path& from, const Path& to) override {
        return disk_.move_durably(from, to);
    }
    Result<std::uint64_t> size(const Path& file) override { return disk_.size(file); }
    Result<void> remove(const Path& file) override { return disk_.remove(file); }
    Result<std::vector<std::string>> list(const Path& folder) override {
        return disk_.list(folder);
    }
    Result<void> make_folder(const Path& folder) override { return disk_.make_folder(folder); }
    Result<std::uint64_t> free_bytes(const Path& folder) override {
        return disk_.free_bytes(folder);
    }

  private:
    DiskFiles disk_;
};

enum class FailKind { lost, lost_but_applied };

class FailingFiles final : public Files {
  public:
    // 1 is the next change; 0 never fails.
    void fail_at(int change, FailKind kind) {
        left_ = change;
        kind_ = kind;
        failed_ = false;
    }
    bool failed() const { return failed_; }

    Result<std::string> read(const Path& file, std::uint64_t bytes_max) override {
        return disk_.read(file, bytes_max);
    }
    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override {
        return change([&] { return disk_.write_durably(file, bytes, mode); });
    }
    Result<void> append(const Path& file, std::string_view bytes) override {
        return change([&] { return disk_.append(file, bytes); });
    }
    Result<void> sync(const Path& file) override {
        return change([&] { return disk_.sync(file); });
    }
    Result<void> move_durably(const Path& from, const Path& to) override {
        return change([&] { return disk_.move_durably(from, to); });
    }
    Result<std::uint64_t> size(const Path& file) override { return disk_.size(file); }
    Result<void> remove(const Path& file) override {
        return change([&] { return disk_.remove(file); });
    }
    Result<std::vector<std::string>> list(const Path& folder) override {
        return disk_.list(folder);
    }
    Result<void> make_folder(const Path& folder) override {
        return change([&] { return disk_.make_folder(folder); });
    }
    Result<std::uint64_t> free_bytes(const Path& folder) override {
        return disk_.free_bytes(folder);
    }

  private:
    template <typename Change>
    Result<void> change(Change change) {
        const Error gone(Errc::unavailable, "the power is gone");
        if (failed_) return gone;
        if (left_ == 0 || --left_ > 0) return change();
        failed_ = true;
        if (kind_ == FailKind::lost_but_applied) static_cast<void>(change());
        return gone;
    }

    DiskFiles disk_;
    int left_ = 0;
    FailKind kind_ = FailKind::lost;
    bool failed_ = false;
};

}  // namespace hall
