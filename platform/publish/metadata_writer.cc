#include "platform/publish/metadata_writer.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::int64_t ms_a_day = 86'400'000;
constexpr std::uint64_t metadata_bytes_max = 8 << 20;

std::vector<const SigningKey*> pointers_to(const std::vector<SigningKey>& keys) {
    std::vector<const SigningKey*> pointers;
    for (const SigningKey& key : keys) pointers.push_back(&key);
    return pointers;
}

// The version after the newest of this role, 1 for the first.
Result<std::int64_t> next_version(Store& store, std::string_view role) {
    const Result<PublishedRole> newest = store.publications().role(role);
    if (newest.ok()) return newest.value().version + 1;
    if (newest.error().code() == Errc::not_found) return std::int64_t{1};
    return newest.error();
}

std::string file_name(std::int64_t version, std::string_view role) {
    return std::to_string(version) + '.' + std::string(role) + ".json";
}

tuf::FileInfo info_of(const PublishedRole& role) {
    return {.version = role.version, .length = role.bytes, .hashes = {{"sha256", role.sha256}}};
}

tuf::FileInfo info_of(std::string_view bytes, std::int64_t version) {
    return {.version = version, .length = bytes.size(), .hashes = {{"sha256", sha256_hex(bytes)}}};
}

std::int64_t after_days(std::int64_t now_ms, int days) {
    return now_ms + days * ms_a_day;
}

}  // namespace

std::string_view town_of_village(std::string_view village) {
    return village.substr(0, 9);
}

Result<void> MetadataWriter::write_role(Store& store, std::string_view name,
                                        const Json& signed_part, std::int64_t version,
                                        std::int64_t expires_ms, FileBatch& batch) const {
    const std::vector<SigningKey> keys = TRY(keys_.signing_keys(name));
    const std::string bytes = tuf::signed_file(signed_part, pointers_to(keys));
    batch.push_back({folder_.shared() / file_name(version, name), bytes});
    return store.publications().set_role({.name = std::string(name),
                                          .version = version,
                                          .bytes = bytes.size(),
                                          .sha256 = sha256_hex(bytes),
                                          .expires_ms = expires_ms});
}

Result<void> MetadataWriter::sign_root(Store& store, std::int64_t now_ms, FileBatch& batch) const {
    tuf::Root root;
    root.common = {.type = "root",
                   .version = TRY(next_version(store, "root")),
                   .expires_ms = after_days(now_ms, lifetimes_.root_days)};
    for (const char* name : {"root", "targets", "snapshot", "timestamp"}) {
        tuf::Role& role = root.roles[name];
        for (const SigningKey& key : TRY(keys_.signing_keys(name))) {
            const tuf::Key public_key = tuf::ed25519_key(key.public_key());
            const std::string id = tuf::key_id_of(public_key);
            root.keys[id] = public_key;
            role.key_ids.push_back(id);
        }
    }
    return write_role(store, "root", tuf::json_of(root), root.common.version,
                      root.common.expires_ms, batch);
}

Result<tuf::DelegatedRole> MetadataWriter::delegate(tuf::Delegations& delegations,
                                                    std::string_view role,
                                                    std::vector<std::string> paths) const {
    tuf::DelegatedRole delegated;
    delegated.name = role;
    // Folders do not overlap: where one role speaks no other needs to be asked.
    delegated.terminating = true;
    delegated.paths = std::move(paths);
    for (const SigningKey& key : TRY(keys_.signing_keys(role))) {
        const tuf::Key public_key = tuf::ed25519_key(key.public_key());
        const std::string id = tuf::key_id_of(public_key);
        delegations.keys[id] = public_key;
        delegated.role.key_ids.push_back(id);
    }
    return delegated;
}

Result<void> MetadataWriter::sign_targets(Store& store, const Places& places, std::int64_t now_ms,
                                          FileBatch& batch) const {
    tuf::Targets targets;
    targets.common = {.type = "targets",
                      .version = TRY(next_version(store, "targets")),
                      .expires_ms = after_days(now_ms, lifetimes_.role_days)};
    tuf::Delegations& delegations = targets.delegations.emplace();
    delegations.roles.push_back(TRY(delegate(delegations, "county", {"county/*"})));
    delegations.roles.push_back(TRY(delegate(delegations, "release", {"release/*"})));
    for (const Town& town : places.towns) {
        // A town may speak for its villages' folders because it delegates them on.
        delegations.roles.push_back(
            TRY(delegate(delegations, town_channel(town.code),
                         {"town/" + town.code + "/*", "village/" + town.code + "*/*"})));
    }
    return write_role(store, "targets", tuf::json_of(targets), targets.common.version,
                      targets.common.expires_ms, batch);
}

Result<void> MetadataWriter::sign_channel(Store& store, std::string_view channel,
                                          const std::vector<Village>& villages, std::int64_t now_ms,
                                          FileBatch& batch) const {
    tuf::Targets targets;
    targets.common = {.type = "targets",
                      .version = TRY(next_version(store, channel)),
                      .expires_ms = after_days(now_ms, lifetimes_.role_days)};
    for (const PublishedSegment& segment : TRY(store.publications().segments(channel))) {
        targets.targets[segment.info.target] = {.length = segment.info.bytes,
                                                .hashes = {{"sha256", segment.sha256}},
                                                .custom = custom_of(segment.info)};
    }
    if (!villages.empty()) {
        tuf::Delegations& delegations = targets.delegations.emplace();
        for (const Village& village : villages) {
            delegations.roles.push_back(TRY(delegate(delegations, village_channel(village.code),
                                                     {"village/" + village.code + "/*"})));
        }
    }
    return write_role(store, channel, tuf::json_of(targets), targets.common.version,
                      targets.common.expires_ms, batch);
}

Result<MetadataWriter::ViewKeys> MetadataWriter::view_keys() const {
    ViewKeys keys;
    keys.snapshot = TRY(keys_.signing_keys("snapshot"));
    keys.timestamp = TRY(keys_.signing_keys("timestamp"));
    return keys;
}

Result<void> MetadataWriter::keep_view(Store& store, const ViewKeys& keys, PublishedView view,
                                       const tuf::FileInfo& snapshot, std::int64_t now_ms) const {
    ++view.timestamp_version;
    view.timestamp_expires_ms = after_days(now_ms, lifetimes_.timestamp_days);
    const tuf::Timestamp timestamp{.common = {.type = "timestamp",
                                              .version = view.timestamp_version,
                                              .expires_ms = view.timestamp_expires_ms},
                                   .snapshot = snapshot};
    Json signed_part = tuf::json_of(timestamp);
    // All views are signed by the same key: the name keeps one from passing for another.
    signed_part["view"] = view.village;
    // How fresh the content is, and a time that a board without a network can go by.
    signed_part["issued"] = utc_text(now_ms);
    view.timestamp = tuf::signed_file(signed_part, pointers_to(keys.timestamp));
    return store.publications().set_view(view);
}

Result<void> MetadataWriter::sign_view(Store& store, const ViewKeys& keys, std::string_view village,
                                       std::int64_t now_ms, FileBatch& batch) const {
    PublicationStore& publications = store.publications();
    PublishedView view{.village = std::string(village)};
    Result<PublishedView> newest = publications.view(village);
    if (newest.ok()) {
        view = std::move(newest).value();
    } else if (newest.error().code() != Errc::not_found) {
        return newest.error();
    }
    ++view.snapshot_version;
    view.snapshot_expires_ms = after_days(now_ms, lifetimes_.snapshot_days);
    tuf::Snapshot snapshot;
    snapshot.common = {.type = "snapshot",
                       .version = view.snapshot_version,
                       .expires_ms = view.snapshot_expires_ms};
    for (const std::string& role :
         {std::string("targets"), std::string("county"), std::string("release"),
          town_channel(town_of_village(village)), village_channel(village)}) {
        snapshot.meta[role + ".json"] = info_of(TRY_IN(role, publications.role(role)));
    }
    const std::string bytes = tuf::signed_file(tuf::json_of(snapshot), pointers_to(keys.snapshot));
    batch.push_back({folder_.view(village) / file_name(view.snapshot_version, "snapshot"), bytes});
    const tuf::FileInfo info = info_of(bytes, view.snapshot_version);
    return keep_view(store, keys, std::move(view), info, now_ms);
}

Result<void> MetadataWriter::sign_timestamp(Store& store, const ViewKeys& keys,
                                            std::string_view village, std::int64_t now_ms) const {
    PublishedView view = TRY(store.publications().view(village));
    const tuf::Envelope envelope = TRY(tuf::parse_envelope(view.timestamp));
    const tuf::Timestamp newest = TRY(tuf::timestamp_of(envelope));
    return keep_view(store, keys, std::move(view), newest.snapshot, now_ms);
}

Result<void> MetadataWriter::show_view(Store& store, std::string_view village,
                                       FileBatch& batch) const {
    PublishedView view = TRY(store.publications().view(village));
    const Path file = folder_.timestamp(village);
    const Result<std::string> shown = files_.read(file, metadata_bytes_max);
    if (!shown.ok() || shown.value() != view.timestamp) {
        batch.push_back({file, std::move(view.timestamp)});
    }
    return {};
}

Result<void> MetadataWriter::forget_old_snapshot(Store& store, std::string_view village) const {
    const PublishedView view = TRY(store.publications().view(village));
    return files_.remove(folder_.view(village) / file_name(view.snapshot_version - 2, "snapshot"));
}

Result<std::string> MetadataWriter::root_file(Store& store) const {
    const PublishedRole root = TRY(store.publications().role("root"));
    return files_.read(folder_.shared() / file_name(root.version, "root"), metadata_bytes_max);
}

}  // namespace hall
