// The disk, until the k-th change: that one fails, either before or after it was made,
// and so does every change after it, as if the power had gone.

#pragma once

#include "tests/files_on_disk.h"

namespace hall::platform {

enum class FailKind { lost, lost_but_applied };

class FailingFiles final : public FilesOnDisk {
  public:
    // 1 is the next change; 0 never fails.
    void fail_at(int change, FailKind kind) {
        left_ = change;
        kind_ = kind;
        failed_ = false;
    }
    bool failed() const { return failed_; }

    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override {
        return change([&] { return FilesOnDisk::write_durably(file, bytes, mode); });
    }
    Result<void> append(const Path& file, std::string_view bytes) override {
        return change([&] { return FilesOnDisk::append(file, bytes); });
    }
    Result<void> sync(const Path& file) override {
        return change([&] { return FilesOnDisk::sync(file); });
    }
    Result<void> move_durably(const Path& from, const Path& to) override {
        return change([&] { return FilesOnDisk::move_durably(from, to); });
    }
    Result<void> remove(const Path& file) override {
        return change([&] { return FilesOnDisk::remove(file); });
    }
    Result<void> make_folder(const Path& folder) override {
        return change([&] { return FilesOnDisk::make_folder(folder); });
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

    int left_ = 0;
    FailKind kind_ = FailKind::lost;
    bool failed_ = false;
};

}  // namespace hall::platform
