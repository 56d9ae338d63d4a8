#include "sync/edge/content/blob_keeper.h"

#include <algorithm>

#include "sync/core/log.h"
#include "sync/wire/blob.h"

namespace hall {

namespace {

constexpr std::string_view blob_part_suffix = ".part";
constexpr std::size_t blobs_a_page = 1'000;  // that are looked at
constexpr std::int64_t first_wait_ms = 60'000;
constexpr std::int64_t longest_wait_ms = 6 * 3'600'000;

}  // namespace

Path BlobKeeper::part_of(std::string_view sha256) const {
    Path file = parts_.folder.blob(sha256);
    return file += blob_part_suffix;
}

Result<bool> BlobKeeper::step() {
    if (!reconciled_) {
        TRY_IN("blobs", reconcile());
        reconciled_ = true;
    }
    const std::optional<CachedBlob> next = TRY_IN("blobs", choose());
    if (!next) return false;
    Result<void> fetched = fetch(*next);
    if (!fetched.ok()) {
        // A line that broke is nobody's fault; it comes back with the next round.
        if (fetched.error().code() != Errc::unavailable) {
            Failure& failure = failures_[next->sha256];
            const std::int64_t wait =
                std::min(first_wait_ms << std::min(failure.count, 10), longest_wait_ms);
            ++failure.count;
            failure.again_mono_ms = parts_.clock.mono_ms() + wait;
            download_.reset();
        }
        return std::move(fetched).error().in("blobs");
    }
    return true;
}

// The most wanted that may come and has not just failed. What may not says why. All are
// looked at: many that fail must not hide one that would come.
Result<std::optional<CachedBlob>> BlobKeeper::choose() {
    for (std::size_t after = 0;; after += blobs_a_page) {
        const std::vector<CachedBlob> missing =
            TRY(parts_.cache.missing_blobs(blobs_a_page, after));
        if (missing.empty()) return std::optional<CachedBlob>();
        for (const CachedBlob& blob : missing) {
            if (TRY(may_come(blob))) return std::optional(blob);
        }
    }
}

Result<bool> BlobKeeper::may_come(const CachedBlob& blob) {
    const auto failed = failures_.find(blob.sha256);
    if (failed != failures_.end() && parts_.clock.mono_ms() < failed->second.again_mono_ms) {
        return false;
    }
    // What has come of it already takes no more room.
    const Result<std::uint64_t> have = parts_.files.size(part_of(blob.sha256));
    const std::uint64_t begun = have.ok() ? std::min(have.value(), blob.bytes) : 0;
    BlobRoom room = TRY(parts_.guard.room_for_blob(blob.bytes - begun));
    if (blob.bytes > parts_.guard.policy().blob_bytes_max) room = BlobRoom::too_large;
    if (room == BlobRoom::fits) {
        TRY(parts_.cache.set_blob_state(blob, BlobState::coming));
        return true;
    }
    TRY(parts_.cache.set_blob_state(
        blob, room == BlobRoom::too_large ? BlobState::too_large : BlobState::no_space));
    return false;
}

Result<void> BlobKeeper::fetch(const CachedBlob& blob) {
    const bool other =
        !download_ || downloading_.sha256 != blob.sha256 || downloading_.bytes != blob.bytes;
    if (other) {
        TRY(parts_.files.make_folder(parts_.folder.blobs()));
        download_.emplace(parts_.files, parts_.transport,
                          Wanted{blob_path(blob.sha256), blob.sha256, blob.bytes},
                          part_of(blob.sha256), parts_.limits);
        downloading_ = blob;
    }
    if (!TRY(download_->go_on())) return {};
    download_.reset();
    TRY(parts_.files.move_durably(part_of(blob.sha256), parts_.folder.blob(blob.sha256)));
    return parts_.cache.set_blob_state(blob, BlobState::here);
}

// Holds the folder against the cache: what lies there and is named is `here`, what is named
// by nobody goes, what should be there and is not is `coming` again.
Result<void> BlobKeeper::reconcile() {
    constexpr std::size_t blobs_max = 100'000;  // no folder is longer
    const Result<std::vector<std::string>> names = parts_.files.list(parts_.folder.blobs());
    if (!names.ok() && names.error().code() != Errc::not_found) return names.error();
    std::vector<std::string> lying;
    if (names.ok()) lying = names.value();
    for (const std::string& name : lying) TRY(settle_file(name));
    for (const CachedBlob& blob : TRY(parts_.cache.present_blobs(blobs_max))) {
        if (std::binary_search(lying.begin(), lying.end(), blob.sha256)) continue;
        TRY(parts_.cache.set_blob_state(blob, BlobState::coming));
    }
    return {};
}

Result<void> BlobKeeper::settle_file(const std::string& name) {
    const bool part = name.ends_with(blob_part_suffix);
    const std::string sha256 = part ? name.substr(0, name.size() - blob_part_suffix.size()) : name;
    if (!is_blob_name(sha256)) return {};
    const Path file = parts_.folder.blobs() / name;
    if (part) return TRY(parts_.cache.names_blob(sha256)) ? Result<void>() : drop_part(sha256);
    const std::uint64_t bytes = TRY(parts_.files.size(file));
    const Result<CachedBlob> blob = parts_.cache.blob(sha256, bytes);
    if (blob.ok()) return parts_.cache.set_blob_state(blob.value(), BlobState::here);
    if (blob.error().code() != Errc::not_found) return blob.error();
    return parts_.files.remove(file);
}

// What has come of it so far. The download that goes on from there must not outlive it.
Result<void> BlobKeeper::drop_part(std::string_view sha256) {
    if (downloading_.sha256 == sha256) download_.reset();
    return parts_.files.remove(part_of(sha256));
}

Result<void> BlobKeeper::give_up(const CachedBlob& blob, BlobState state) {
    TRY(parts_.files.remove(parts_.folder.blob(blob.sha256)));
    Result<void> noted = parts_.cache.set_blob_state(blob, state);
    // A full disk may refuse that word, too; the cache must not go on saying `here`.
    if (!noted.ok()) reconciled_ = false;
    return noted;
}

// The least wanted ones. False when that is enough, or none is left.
Result<bool> BlobKeeper::evict_some() {
    std::size_t count = 0;
    for (const CachedBlob& blob : TRY(parts_.cache.present_blobs(blobs_a_page))) {
        if (TRY(parts_.guard.shortage()) == 0) break;
        TRY(give_up(blob, BlobState::no_space));
        ++count;
    }
    if (count > 0) log_line(LogLevel::warning, "blobs_evicted", {{"count", count}});
    return count == blobs_a_page;
}

Result<void> BlobKeeper::make_room() {
    if (TRY(parts_.guard.shortage()) == 0) return {};
    while (TRY(evict_some())) {
    }
    if (TRY(parts_.guard.shortage()) == 0) return {};
    // What had begun to come goes next, then what is kept for nobody.
    const Result<std::vector<std::string>> names = parts_.files.list(parts_.folder.blobs());
    for (const std::string& name : names.ok() ? names.value() : std::vector<std::string>()) {
        if (!name.ends_with(blob_part_suffix)) continue;
        TRY(drop_part(name.substr(0, name.size() - blob_part_suffix.size())));
    }
    TRY(parts_.guard.clear_remains());
    return {};
}

Result<void> BlobKeeper::scrub_one() {
    const Result<std::vector<std::string>> names = parts_.files.list(parts_.folder.blobs());
    if (!names.ok() && names.error().code() == Errc::not_found) return {};
    if (!names.ok()) return names.error();
    auto next = std::upper_bound(names.value().begin(), names.value().end(), looked_over_);
    next = std::find_if(next, names.value().end(), [](const auto& n) { return is_blob_name(n); });
    if (next == names.value().end()) {
        looked_over_.clear();
        return {};
    }
    looked_over_ = *next;
    const Path file = parts_.folder.blob(*next);
    const std::uint64_t bytes = TRY(parts_.files.size(file));
    if (has_hash(parts_.files, file, bytes, *next)) return {};
    log_line(LogLevel::warning, "blob_damaged", {{"sha256", *next}});
    TRY(parts_.files.remove(file));
    reconciled_ = false;
    return {};
}

}  // namespace hall
