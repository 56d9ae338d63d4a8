#include "sync/edge/device/storage_guard.h"

#include <algorithm>

#include "sync/core/log.h"

namespace hall {

namespace {

// Unpacked, indexed and twice on the disk while its transaction is written, a segment
// takes some twelve times its size.
constexpr std::uint64_t text_growth = 12;

}  // namespace

Result<void> StorageGuard::hold_reserve() {
    if (files_->size(folder_.outbox_reserve()).ok()) return {};
    // Taking the last bytes now would refuse the forms that the reserve is for.
    if (TRY(free_bytes()) < policy_.reserve_bytes + policy_.event_bytes) return {};
    return files_->allocate(folder_.outbox_reserve(), policy_.reserve_bytes);
}

Result<bool> StorageGuard::release_reserve() {
    if (!files_->size(folder_.outbox_reserve()).ok()) return false;
    TRY(files_->remove(folder_.outbox_reserve()));
    log_line(LogLevel::warning, "outbox_reserve_released");
    return true;
}

Result<void> StorageGuard::room_for_event(std::uint64_t attachment_bytes) const {
    const Result<std::uint64_t> reserve = files_->size(folder_.outbox_reserve());
    const std::uint64_t free = TRY(free_bytes());
    const std::uint64_t room = free + (reserve.ok() ? reserve.value() : 0);
    if (free < attachment_bytes || room < policy_.event_bytes + attachment_bytes)
        return Error(Errc::exhausted, "the disk is full");
    return {};
}

Result<void> StorageGuard::room_for_text(std::uint64_t packed_bytes) const {
    if (TRY(free_bytes()) < policy_.text_floor_bytes + packed_bytes * text_growth) {
        return Error(Errc::exhausted, "not enough disk for content");
    }
    return {};
}

Result<BlobRoom> StorageGuard::room_for_blob(std::uint64_t bytes) const {
    if (bytes > policy_.blob_bytes_max) return BlobRoom::too_large;
    const bool fits = TRY(free_bytes()) >= policy_.blob_floor_bytes + bytes;
    return fits ? BlobRoom::fits : BlobRoom::no_space;
}

// Between the two floors nothing comes and nothing goes, so that a blob is not fetched and
// given up in turns.
Result<std::uint64_t> StorageGuard::shortage() const {
    const std::uint64_t floor =
        std::max(policy_.blob_floor_bytes / 2, policy_.text_floor_bytes * 3 / 2);
    const std::uint64_t free = TRY(free_bytes());
    return free < floor ? floor - free : 0;
}

Result<std::uint64_t> StorageGuard::clear(const Path& folder, std::string_view beginning) {
    const Result<std::vector<std::string>> names = files_->list(folder);
    if (!names.ok() && names.error().code() == Errc::not_found) return std::uint64_t{0};
    if (!names.ok()) return names.error();
    std::uint64_t freed = 0;
    for (const std::string& name : names.value()) {
        if (!name.starts_with(beginning)) continue;
        const Result<std::uint64_t> bytes = files_->size(folder / name);
        TRY(files_->remove(folder / name));
        if (bytes.ok()) freed += bytes.value();
    }
    if (freed > 0) {
        log_line(LogLevel::info, "cleared",
                 {{"folder", folder.filename().string()}, {"bytes", freed}});
    }
    return freed;
}

Result<std::uint64_t> StorageGuard::clear_remains() {
    return clear(folder_.root(), folder_.cache().filename().string() + ".bad-");
}

Result<std::uint64_t> StorageGuard::clear_what_comes_again() {
    std::uint64_t freed = TRY(clear_remains());
    freed += TRY(clear(folder_.staging(), ""));
    freed += TRY(clear(folder_.blobs(), ""));
    return freed;
}

}  // namespace hall
