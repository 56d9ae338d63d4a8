#include "platform/stick/stick_maker.h"

#include <algorithm>

#include "platform/stick/stick_blobs.h"
#include "platform/stick/stick_taker.h"
#include "sync/core/log.h"
#include "sync/wire/document.h"
#include "sync/wire/published_names.h"

namespace hall::platform {

namespace {

constexpr std::uint64_t target_bytes_max = std::uint64_t{64} << 20;
constexpr std::uint64_t batch_bytes = 8 << 20;  // held in memory and written with one sync
constexpr std::size_t batch_files = 200;
constexpr std::uint64_t cluster_bytes = 32 << 10;  // what a small file may take of a large stick

std::uint64_t room_for(std::uint64_t bytes) {
    return (bytes / cluster_bytes + 1) * cluster_bytes;
}

// "county.json" → "county"
std::string_view role_of_entry(std::string_view name) {
    return name.ends_with(".json") ? name.substr(0, name.size() - 5) : name;
}

// "dir/name" → "dir/⟨sha256⟩.name"
std::string hashed_path(const std::string& target, const std::string& sha256) {
    const std::size_t slash = target.rfind('/');
    std::string path = target;
    return path.insert(slash == std::string::npos ? 0 : slash + 1, sha256 + ".");
}

// False if what was to be written did not fit.
Result<bool> fits(const Result<void>& written) {
    if (written.ok()) return true;
    if (written.error().code() == Errc::exhausted) return false;
    return written.error();
}

}  // namespace

Result<StickMade> StickMaker::make(const Path& mount, const std::vector<std::string>& villages) {
    const StickFolder folder(mount);
    TRY_IN("stick", parts_.stick.list(mount));
    StickMade made;
    TRY_IN("stick", parts_.stick.make_folder(folder.root()));
    made.cleared = TRY_IN("stick", sweep_stick(parts_.stick, folder));
    // What is for people comes first: it is small, and there is no other copy in a village.
    for (const std::string& village : villages) {
        TRY_IN("stick", give_receipts(folder, village, made));
        for (const std::string& code : TRY(codes_of(village))) {
            TRY_IN("stick", give_replies(folder, code, made));
        }
    }
    for (const std::string& village : villages) {
        bool whole = true;
        for (const std::string& code : TRY(codes_of(village))) {
            whole = whole && TRY_IN("stick: " + code, give_or_make_room(folder, code, made));
        }
        (whole ? made.villages : made.left).push_back(village);
    }
    made.cleared += TRY_IN("stick", sweep_stick(parts_.stick, folder));
    TRY_IN("stick", give_blobs(folder, made));
    log_line(LogLevel::info, "stick_made",
             {{"villages", made.villages.size()},
              {"left", made.left.size()},
              {"blobs", made.blobs},
              {"blobs_left", made.blobs_left},
              {"files", made.files},
              {"bytes", made.bytes}});
    return made;
}

// The village's own code and those that became part of it: their kiosks have views of
// their own, and people there slips.
Result<std::vector<std::string>> StickMaker::codes_of(const std::string& village) {
    return ask<std::vector<std::string>>(
        parts_.executor, [&](Store& store) -> Result<std::vector<std::string>> {
            std::vector<std::string> codes = {village};
            for (const FormerVillage& former : TRY(store.places().former_villages())) {
                if (former.village != village) continue;
                const Result<PublishedView> view = store.publications().view(former.code);
                if (view.ok()) codes.push_back(former.code);
                // Nobody was ever enrolled under a code that never had a view.
                else if (view.error().code() != Errc::not_found)
                    return view.error();
            }
            return codes;
        });
}

Result<bool> StickMaker::give_or_make_room(const StickFolder& folder, const std::string& code,
                                           StickMade& made) {
    if (TRY(give_content(folder, code, made))) return true;
    if (TRY(sweep_blobs(parts_.stick, folder, {})) == 0) return false;
    return give_content(folder, code, made);
}

// --- Content

// A publication may come between reading the timestamp and the files it leads to, of which
// the oldest is then gone: a second look finds the new ones.
Result<StickMaker::View> StickMaker::view_of(const StickFolder& folder,
                                             const std::string& village) {
    constexpr int looks = 3;
    Result<View> view = read_view(folder, village);
    for (int look = 1; look < looks; ++look) {
        if (view.ok() || view.error().code() != Errc::not_found) break;
        view = read_view(folder, village);
    }
    return view;
}

Result<StickMaker::View> StickMaker::read_view(const StickFolder& folder,
                                               const std::string& village) {
    View view;
    view.timestamp =
        TRY(ask<std::string>(parts_.executor, [&](Store& store) -> Result<std::string> {
            return TRY(store.publications().view(village)).timestamp;
        }));
    const tuf::Envelope head = TRY(tuf::parse_envelope(view.timestamp));
    const tuf::Timestamp timestamp = TRY(tuf::timestamp_of(head));
    const auto read = [&](const Path& source, const Path& target,
                          const tuf::FileInfo& info) -> Result<tuf::Envelope> {
        const std::string bytes = TRY(parts_.files.read(source, metadata_bytes_max));
        TRY_IN(source.filename().string(), tuf::check_file(bytes, info));
        view.files.push_back({source, target, bytes.size(), sha256_hex(bytes)});
        return tuf::parse_envelope(bytes);
    };
    TRY(add_roots(folder, view));
    const std::string snapshot_name = metadata_name(timestamp.snapshot.version, "snapshot");
    const tuf::Envelope listed =
        TRY(read(parts_.tuf.view(village) / snapshot_name, folder.view(village) / snapshot_name,
                 timestamp.snapshot));
    const tuf::Snapshot snapshot = TRY(tuf::snapshot_of(listed));
    for (const auto& [entry, info] : snapshot.meta) {
        const std::string name = metadata_name(info.version, role_of_entry(entry));
        const tuf::Envelope role =
            TRY(read(parts_.tuf.shared() / name, folder.metadata() / name, info));
        const tuf::Targets targets = TRY(tuf::targets_of(role));
        for (const auto& [path, target] : targets.targets) {
            const auto hash = target.hashes.find("sha256");
            if (hash == target.hashes.end()) return Error(Errc::corrupt, path + ": no hash");
            const std::string hashed = hashed_path(path, hash->second);
            view.files.push_back({parts_.tuf.targets() / hashed, folder.targets() / hashed,
                                  target.length.value_or(0), hash->second});
        }
    }
    return view;
}

// A kiosk that was away for years follows the chain of roots from its own.
Result<void> StickMaker::add_roots(const StickFolder& folder, View& view) {
    const std::int64_t newest =
        TRY(ask<std::int64_t>(parts_.executor, [](Store& store) -> Result<std::int64_t> {
            return TRY(store.publications().role("root")).version;
        }));
    for (std::int64_t version = 1; version <= newest; ++version) {
        const std::string name = metadata_name(version, "root");
        const Result<std::uint64_t> size = parts_.files.size(parts_.tuf.shared() / name);
        // The first versions of a county that began elsewhere may not be here.
        if (!size.ok() && size.error().code() == Errc::not_found) continue;
        const std::uint64_t bytes = TRY(Result<std::uint64_t>(size));
        view.files.push_back({parts_.tuf.shared() / name, folder.metadata() / name, bytes, {}});
    }
    return {};
}

Result<bool> StickMaker::is_there(const Wanted& wanted) {
    if (checked_.count(wanted.target.string()) != 0) return true;
    const Result<std::string> there = parts_.stick.read(wanted.target, wanted.bytes);
    if (!there.ok() && there.error().code() == Errc::unavailable) return there.error();
    if (!there.ok() || there.value().size() != wanted.bytes) return false;
    if (!wanted.sha256.empty()) return sha256_hex(there.value()) == wanted.sha256;
    return there.value() == TRY(parts_.files.read(wanted.source, metadata_bytes_max));
}

// True if the village is whole on the stick, false if it does not fit.
Result<bool> StickMaker::give_content(const StickFolder& folder, const std::string& village,
                                      StickMade& made) {
    const View view = TRY(view_of(folder, village));
    std::vector<const Wanted*> missing;
    std::uint64_t room = room_for(view.timestamp.size());
    for (const Wanted& wanted : view.files) {
        if (TRY(is_there(wanted))) {
            checked_.insert(wanted.target.string());
            continue;
        }
        missing.push_back(&wanted);
        room += room_for(wanted.bytes);
    }
    const std::uint64_t free = TRY(parts_.stick.free_bytes(folder.mount()));
    const Wanted head{
        {}, folder.timestamp(village), view.timestamp.size(), sha256_hex(view.timestamp)};
    if (missing.empty() && TRY(is_there(head))) return true;
    if (free < reserve_bytes_ + room) return false;
    Batch batch;
    for (const Wanted* wanted : missing) {
        std::string bytes =
            TRY(parts_.files.read(wanted->source, std::max(target_bytes_max, wanted->bytes)));
        if (!TRY(fits(gather({wanted->target, std::move(bytes)}, batch, made)))) return false;
    }
    if (!TRY(fits(write(batch, made)))) return false;
    for (const Wanted* wanted : missing) checked_.insert(wanted->target.string());
    // Only now does anything lead to them.
    batch.files = {{head.target, view.timestamp}};
    return fits(write(batch, made));
}

// --- Pictures and sound

// For every village on the stick, asked for this time or not.
Result<void> StickMaker::give_blobs(const StickFolder& folder, StickMade& made) {
    const std::vector<BlobRef> blobs =
        TRY(blobs_of_villages(parts_.executor, TRY(villages_on_stick(parts_.stick, folder))));
    std::set<std::string> hashes;
    for (const BlobRef& blob : blobs) hashes.insert(blob.sha256);
    made.cleared += TRY(sweep_blobs(parts_.stick, folder, hashes));
    std::vector<Wanted> missing;
    for (const BlobRef& blob : blobs) {
        Wanted wanted{parts_.tuf.blobs() / blob.sha256, folder.blobs() / blob.sha256,
                      static_cast<std::uint64_t>(blob.bytes), blob.sha256};
        if (!TRY(is_there(wanted))) missing.push_back(std::move(wanted));
    }
    const std::int64_t files_before = made.files;
    const std::uint64_t free = TRY(parts_.stick.free_bytes(folder.mount()));
    // What a full stick has no room for is left.
    TRY(fits(copy_blobs(missing, free - std::min(free, reserve_bytes_), made)));
    made.blobs_left = static_cast<std::int64_t>(missing.size()) - (made.files - files_before);
    made.blobs = static_cast<std::int64_t>(blobs.size()) - made.blobs_left;
    return {};
}

Result<void> StickMaker::copy_blobs(const std::vector<Wanted>& blobs, std::uint64_t room,
                                    StickMade& made) {
    Batch batch;
    for (const Wanted& blob : blobs) {
        if (room_for(blob.bytes) > room) continue;
        std::optional<std::string> bytes = blob_of_county(blob);
        if (!bytes) continue;
        room -= room_for(blob.bytes);
        TRY(gather({blob.target, *std::move(bytes)}, batch, made));
    }
    return write(batch, made);
}

// Nothing if the county itself has lost it.
std::optional<std::string> StickMaker::blob_of_county(const Wanted& wanted) {
    Result<std::string> bytes = parts_.files.read(wanted.source, wanted.bytes);
    if (bytes.ok() && sha256_hex(bytes.value()) == wanted.sha256) return std::move(bytes).value();
    log_line(LogLevel::error, "blob_not_in_county", {{"sha256", wanted.sha256}});
    return std::nullopt;
}

// --- Writing

Result<void> StickMaker::gather(FileContent content, Batch& batch, StickMade& made) {
    batch.bytes += content.bytes.size();
    batch.files.push_back(std::move(content));
    const bool much = batch.bytes >= batch_bytes || batch.files.size() >= batch_files;
    return much ? write(batch, made) : Result<void>();
}

Result<void> StickMaker::write(Batch& batch, StickMade& made) {
    if (batch.files.empty()) return {};
    for (const FileContent& content : batch.files) {
        const Path folder = content.file.parent_path();
        if (folders_.insert(folder.string()).second) TRY(parts_.stick.make_folder(folder));
    }
    TRY(parts_.stick.write_all_durably(batch.files));
    for (const FileContent& content : batch.files) made.bytes += content.bytes.size();
    made.files += static_cast<std::int64_t>(batch.files.size());
    batch = {};
    return {};
}

// --- Replies and receipts

Result<void> StickMaker::give_page(const Path& file, const std::string& lines, StickMade& made) {
    const Result<std::string> there = parts_.stick.read(file, lines.size());
    if (there.ok() && there.value() == lines) return {};
    Batch batch{.files = {{file, lines}}};
    return write(batch, made);
}

Result<void> StickMaker::give_receipts(const StickFolder& folder, const std::string& village,
                                       StickMade& made) {
    std::map<std::string, std::string> receipts;
    TRY(parts_.executor.run([&](Store& store) -> Result<void> {
        for (const Kiosk& kiosk : TRY(store.kiosks().list())) {
            if (kiosk.village != village) continue;
            std::string lines = TRY(stick_receipts_of(store, kiosk.id));
            if (!lines.empty()) receipts[kiosk.id] = std::move(lines);
        }
        return {};
    }));
    for (const auto& [kiosk, lines] : receipts) {
        TRY(give_page(folder.receipts(kiosk), lines, made));
        ++made.kiosks;
    }
    return {};
}

Result<void> StickMaker::give_replies(const StickFolder& folder, const std::string& village,
                                      StickMade& made) {
    for (std::int64_t page = 0;; ++page) {
        const std::int64_t after = page * stick_page_replies;
        const auto replies = TRY(ask<std::vector<StoredReply>>(parts_.executor, [&](Store& store) {
            return store.replies().after({.village = village,
                                          .after = after,
                                          .count_max = stick_page_replies,
                                          .every_kiosk = true});
        }));
        if (replies.empty()) return {};
        std::string lines;
        for (const StoredReply& reply : replies) lines.append(reply.bytes).push_back('\n');
        if (lines.size() > stick_page_bytes_max) {
            return Error(Errc::exhausted, "a page of replies is too long");
        }
        TRY(give_page(folder.reply_page(village, page), lines, made));
        if (static_cast<std::int64_t>(replies.size()) < stick_page_replies) return {};
    }
}

}  // namespace hall::platform
