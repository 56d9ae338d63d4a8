#include "platform/publish/file_collector.h"

#include <algorithm>

#include "platform/publish/metadata_writer.h"
#include "sync/core/log.h"
#include "sync/wire/blob.h"
#include "sync/wire/published_names.h"
#include "sync/wire/segment.h"

namespace hall::platform {

namespace {

constexpr std::size_t removed_at_once = 200;

std::string shared_name(std::string_view role, std::int64_t version) {
    return "shared/" + std::to_string(version) + '.' + std::string(role) + ".json";
}

std::string snapshot_name(std::string_view village, std::int64_t version) {
    return "views/" + std::string(village) + '/' + std::to_string(version) + ".snapshot.json";
}

std::string blob_name(std::string_view sha256) {
    return "blobs/" + std::string(sha256);
}

// "targets/county/⟨sha256⟩.00000012.delta.zst"
std::string target_name(std::string_view target, std::string_view sha256) {
    const Path path(target);
    return "targets/" + path.parent_path().string() + '/' + std::string(sha256) + '.' +
           path.filename().string();
}

// "town/510681113" of "town-510681113": where the channel's segments lie.
std::string folder_of_channel(std::string_view channel) {
    const SegmentInfo any{.kind = "base", .from = 0, .to = 1};
    return Path(segment_target(channel, any)).parent_path().string();
}

// The targets that the newest file of a role lists. The file itself is asked, for it is what
// kiosks read.
Result<void> add_targets(Store& store, const PublishedRole& role, std::set<std::string>& files) {
    const std::string bytes = TRY(store.publications().role_file(role.name, role.version));
    const tuf::Targets targets = TRY(tuf::targets_of(TRY(tuf::parse_envelope(bytes))));
    for (const auto& [path, info] : targets.targets) {
        const auto hash = info.hashes.find("sha256");
        if (hash != info.hashes.end()) files.insert(target_name(path, hash->second));
    }
    return {};
}

// What is published, what waits, and what is shown until then.
Result<void> add_blobs(Store& store, const std::string& channel, std::set<std::string>& files) {
    std::vector<Document> documents = TRY(store.documents().all(channel));
    for (Document& shown : TRY(store.documents().shown_of_waiting(channel))) {
        documents.push_back(std::move(shown));
    }
    for (const Document& document : documents) {
        for (const BlobRef& blob : blobs_in(document.body)) files.insert(blob_name(blob.sha256));
    }
    return {};
}

}  // namespace

// A job for each channel, so that batches from kiosks get in between.
Result<FileCollector::Current> FileCollector::read_current(StoreExecutor& executor) const {
    Current current = TRY(ask<Current>(executor, [](Store& store) -> Result<Current> {
        Current read;
        for (const PublishedRole& role : TRY(store.publications().roles())) {
            read.files.insert(shared_name(role.name, role.version));
            if (role.name != "root") TRY_IN(role.name, add_targets(store, role, read.files));
        }
        for (const PublishedView& view : TRY(store.publications().views())) {
            // The last may still be asked for by a kiosk that just read the timestamp.
            for (const std::int64_t back : {0, 1}) {
                read.files.insert(snapshot_name(view.village, view.snapshot_version - back));
            }
            read.villages.push_back(view.village);
        }
        read.channels = TRY(store.documents().channels());
        return read;
    }));
    for (const std::string& channel : current.channels) {
        const auto blobs = TRY(ask<std::set<std::string>>(
            executor, [&](Store& store) -> Result<std::set<std::string>> {
                std::set<std::string> files;
                TRY_IN(channel, add_blobs(store, channel, files));
                return files;
            }));
        current.files.insert(blobs.begin(), blobs.end());
    }
    return current;
}

// Only files whose names are ours: whatever else lies there is not ours to remove.
Result<std::map<std::string, std::uint64_t>> FileCollector::list_superseded(
    const Current& current) const {
    std::map<std::string, std::uint64_t> superseded;
    const Path root = folder_.shared().parent_path();
    const auto look = [&](const std::string& folder, const auto& is_ours) -> Result<void> {
        const Result<std::vector<std::string>> names = files_.list(root / folder);
        if (!names.ok() && names.error().code() == Errc::not_found) return {};
        if (!names.ok()) return names.error();
        for (const std::string& name : names.value()) {
            const std::string file = folder + '/' + name;
            if (!is_ours(name) || current.files.count(file) != 0) continue;
            const Result<std::uint64_t> bytes = files_.size(root / file);
            if (bytes.ok()) superseded[file] = bytes.value();
        }
        return {};
    };
    TRY(look("shared", [](const std::string& name) {
        const std::string_view role = role_in_metadata_name(name);
        return !role.empty() && role != "root";
    }));
    for (const std::string& village : current.villages) {
        TRY(look("views/" + village, [](const std::string& name) {
            return role_in_metadata_name(name) == "snapshot";
        }));
    }
    for (const std::string& channel : current.channels) {
        const std::string folder = folder_of_channel(channel);
        TRY(look("targets/" + folder, [&](const std::string& name) {
            return is_target_path(folder + '/' + name) && name.ends_with(".zst");
        }));
    }
    TRY(look("blobs", [](const std::string& name) { return is_blob_name(name); }));
    return superseded;
}

std::int64_t FileCollector::grace_ms_of(const std::string& file) const {
    const bool waits_long = file.starts_with("blobs/") || file.starts_with("targets/release/");
    return waits_long ? limits_.grace_ms_long : limits_.grace_ms;
}

// Notes what is superseded since now, and forgets what is current again or gone. Gives what
// is to be removed, oldest first.
Result<std::vector<std::string>> FileCollector::due(
    StoreExecutor& executor, const std::map<std::string, std::uint64_t>& superseded) const {
    using Names = std::vector<std::string>;
    return ask<Names>(executor, [&](Store& store) -> Result<Names> {
        PublicationStore& publications = store.publications();
        const std::int64_t now_ms = clock_.wall_ms();
        std::map<std::string, std::uint64_t> unnoted = superseded;
        std::vector<SupersededFile> noted;
        std::uint64_t bytes = 0;
        for (SupersededFile& file : TRY(publications.superseded())) {
            if (unnoted.erase(file.file) == 0) {
                TRY(publications.forget_superseded(file.file));
                continue;
            }
            // Noted by a clock that was ahead: it would stay for as long as that was.
            if (file.since_ms > now_ms) {
                file.since_ms = now_ms;
                TRY(publications.note_superseded(file));
            }
            bytes += file.bytes;
            noted.push_back(std::move(file));
        }
        for (const auto& [file, size] : unnoted) {
            TRY(publications.note_superseded({file, size, now_ms}));
            bytes += size;
        }
        Names names;
        for (const SupersededFile& file : noted) {
            const std::int64_t age_ms = now_ms - file.since_ms;
            const bool too_much = bytes > limits_.bytes_max && age_ms >= limits_.grace_ms_min;
            if (age_ms < grace_ms_of(file.file) && !too_much) continue;
            bytes -= file.bytes;
            names.push_back(file.file);
        }
        return names;
    });
}

Result<Collected> FileCollector::collect(StoreExecutor& executor) const {
    const Current current = TRY_IN("collect", read_current(executor));
    const auto superseded = TRY_IN("collect", list_superseded(current));
    const std::vector<std::string> names = TRY_IN("collect", due(executor, superseded));
    const Path root = folder_.shared().parent_path();
    Collected done;
    for (std::size_t first = 0; first < names.size(); first += removed_at_once) {
        const std::size_t end = std::min(names.size(), first + removed_at_once);
        for (std::size_t i = first; i < end; ++i) {
            TRY_IN("collect", files_.remove(root / names[i]));
            done.bytes += superseded.at(names[i]);
            ++done.files;
        }
        TRY(executor.run([&](Store& store) -> Result<void> {
            for (std::size_t i = first; i < end; ++i) {
                TRY(store.publications().forget_superseded(names[i]));
            }
            return {};
        }));
    }
    if (done.files > 0) {
        log_line(LogLevel::info, "files_collected",
                 {{"files", done.files}, {"bytes", done.bytes}, {"current", current.files.size()}});
    }
    return done;
}

}  // namespace hall::platform
