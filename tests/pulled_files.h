// Files of a stick or a disk that fail: pulled out at the k-th call, full, or locked.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/files.h"

namespace hall {

class PulledFiles final : public Files {
  public:
    enum class Kind {
        lost,              // the call did nothing
        lost_but_applied,  // a change was made all the same
        cut_short,         // a read gives half of the file and says it went well
    };

    explicit PulledFiles(Files& files) : files_(files) {}

    // 1 is the next call; 0: none fails. `for_ever`: all after it fail, too.
    void fail_at(int call, bool for_ever, Kind kind = Kind::lost) {
        left_ = call;
        for_ever_ = for_ever;
        kind_ = kind;
        failed_ = false;
    }
    bool failed() const { return failed_; }

    std::uint64_t free = UINT64_MAX;  // less with every write, more with every removal
    bool read_only = false;
    std::uint64_t read_bytes = 0;

    Result<std::string> read(const Path& file, std::uint64_t bytes_max) override {
        const bool failing = fails();
        if (failing && kind_ != Kind::cut_short) return gone();
        Result<std::string> bytes = files_.read(file, bytes_max);
        if (bytes.ok()) read_bytes += bytes.value().size();
        if (failing && bytes.ok()) return bytes.value().substr(0, bytes.value().size() / 2);
        return bytes;
    }
    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override {
        return change([&]() -> Result<void> {
            if (free == UINT64_MAX) return files_.write_durably(file, bytes, mode);
            if (bytes.size() > free) return Error(Errc::exhausted, "No space left on device");
            free -= bytes.size();
            return files_.write_durably(file, bytes, mode);
        });
    }
    Result<void> append(const Path& file, std::string_view bytes) override {
        return change([&] { return files_.append(file, bytes); });
    }
    Result<void> sync(const Path& file) override {
        return change([&] { return files_.sync(file); });
    }
    Result<void> move_durably(const Path& from, const Path& to) override {
        return change([&] { return files_.move_durably(from, to); });
    }
    Result<std::uint64_t> size(const Path& file) override {
        if (fails()) return gone();
        return files_.size(file);
    }
    Result<void> remove(const Path& file) override {
        return change([&] {
            const Result<std::uint64_t> bytes = files_.size(file);
            if (free != UINT64_MAX && bytes.ok()) free += bytes.value();
            return files_.remove(file);
        });
    }
    Result<std::vector<std::string>> list(const Path& folder) override {
        if (fails()) return gone();
        return files_.list(folder);
    }
    Result<void> make_folder(const Path& folder) override {
        return change([&] { return files_.make_folder(folder); });
    }
    Result<std::uint64_t> free_bytes(const Path& folder) override {
        if (fails()) return gone();
        const Result<std::uint64_t> bytes = files_.free_bytes(folder);
        if (!bytes.ok()) return bytes;
        return std::min(free, bytes.value());
    }

  private:
    static Error gone() { return {Errc::unavailable, "Input/output error"}; }

    bool fails() {
        if (failed_ && for_ever_) return true;
        if (left_ == 0 || --left_ > 0) return false;
        failed_ = true;
        return true;
    }

    template <typename Change>
    Result<void> change(Change act) {
        if (fails()) {
            if (kind_ == Kind::lost_but_applied) static_cast<void>(act());
            return gone();
        }
        if (read_only) return Error(Errc::refused, "Read-only file system");
        return act();
    }

    Files& files_;
    int left_ = 0;
    bool for_ever_ = false;
    Kind kind_ = Kind::lost;
    bool failed_ = false;
};

}  // namespace hall
