#include "platform/publish/metadata_writer.h"

#include <algorithm>

#include "sync/wire/published_names.h"

namespace hall::platform {

namespace {

constexpr std::int64_t metadata_ms_a_day = 86'400'000;

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

tuf::FileInfo info_of(const PublishedRole& role) {
    return {.version = role.version, .length = role.bytes, .hashes = {{"sha256", role.sha256}}};
}

tuf::FileInfo info_of(std::string_view bytes, std::int64_t version) {
    return {.version = version, .length = bytes.size(), .hashes = {{"sha256", sha256_hex(bytes)}}};
}

std::int64_t after_days(std::int64_t now_ms, int days) {
    return now_ms + days * metadata_ms_a_day;
}

constexpr std::string_view village_prefix = "village-";

bool is_village_channel(std::string_view role) {
    return role.starts_with(village_prefix);
}

std::string_view village_of(std::string_view channel) {
    return channel.substr(village_prefix.size());
}

// The delegation to a role, with its keys added to those of the delegator.
tuf::DelegatedRole delegated(const RoleKeys& keys, std::string_view role,
                             std::vector<std::string> paths, tuf::Delegations& delegations) {
    tuf::DelegatedRole delegate;
    delegate.name = role;
    delegate.role = name_keys(keys, delegations.keys);
    // Folders do not overlap: where one role speaks no other needs to be asked.
    delegate.terminating = true;
    delegate.paths = std::move(paths);
    return delegate;
}

}  // namespace

Result<void> MetadataWriter::write_role(Store& store, std::string_view name,
                                        const Json& signed_part,
                                        const std::vector<SigningKey>& keys,
                                        FileBatch& batch) const {
    return keep_signed(store, name, tuf::signed_file(signed_part, pointers_to(keys)), batch);
}

Result<void> MetadataWriter::keep_signed(Store& store, std::string_view role,
                                         std::string_view bytes, FileBatch& batch) const {
    const tuf::Envelope envelope = TRY_IN(role, tuf::parse_envelope(bytes));
    const std::int64_t version = TRY_IN(role, integer_member(envelope.signed_part, "version"));
    const std::string expires = TRY_IN(role, string_member(envelope.signed_part, "expires"));
    const std::string name = metadata_name(version, role);
    const std::int64_t expires_ms = TRY_IN(role, parse_utc_ms(expires));
    const Path file = role == "root" ? folder_.waiting() / name : folder_.shared() / name;
    batch.push_back({file, std::string(bytes)});
    TRY(store.publications().keep_role_file(role, version, bytes));
    return store.publications().set_role({.name = std::string(role),
                                          .version = version,
                                          .bytes = bytes.size(),
                                          .sha256 = sha256_hex(bytes),
                                          .expires_ms = expires_ms});
}

Result<Json> MetadataWriter::draft_root(Store& store, const KeyPlan& plan,
                                        std::int64_t now_ms) const {
    const std::int64_t version = TRY(next_version(store, "root"));
    tuf::Root root;
    root.common = {
        .type = "root", .version = version, .expires_ms = after_days(now_ms, lifetimes_.root_days)};
    for (const std::string_view name : top_level_roles) {
        root.roles[std::string(name)] = name_keys(plan.find(name)->second, root.keys);
    }
    return tuf::json_of(root);
}

Result<Json> MetadataWriter::draft_targets(Store& store, const Places& places, const KeyPlan& plan,
                                           std::int64_t now_ms) const {
    const std::int64_t version = TRY(next_version(store, "targets"));
    tuf::Targets targets;
    targets.common = {.type = "targets",
                      .version = version,
                      .expires_ms = after_days(now_ms, lifetimes_.role_days)};
    tuf::Delegations& delegations = targets.delegations.emplace();
    const auto delegate = [&](const std::string& role, std::vector<std::string> paths) {
        delegations.roles.push_back(
            delegated(plan.find(role)->second, role, std::move(paths), delegations));
    };
    delegate("county", {"county/*"});
    delegate("release", {"release/*"});
    for (const Town& town : places.towns) {
        // A town may speak for its villages' folders because it delegates them on.
        delegate(town_channel(town.code),
                 {"town/" + town.code + "/*", "village/" + town.code + "*/*"});
    }
    for (const std::string& code : former_towns(places)) {
        const std::string role = town_channel(code);
        if (plan.count(role) == 0) continue;
        delegate(role, {"town/" + code + "/*", "village/" + code + "*/*"});
    }
    return tuf::json_of(targets);
}

Result<tuf::Targets> MetadataWriter::channel_targets(Store& store, std::string_view channel,
                                                     const std::vector<PublishedSegment>& segments,
                                                     std::int64_t now_ms) const {
    const std::int64_t version = TRY(next_version(store, channel));
    tuf::Targets targets;
    targets.common = {.type = "targets",
                      .version = version,
                      .expires_ms = after_days(now_ms, lifetimes_.role_days)};
    for (const PublishedSegment& segment : segments) {
        targets.targets[segment.info.target] = {.length = segment.info.bytes,
                                                .hashes = {{"sha256", segment.sha256}},
                                                .custom = custom_of(segment.info)};
    }
    return targets;
}

Result<Json> MetadataWriter::draft_release(Store& store,
                                           const std::vector<PublishedSegment>& segments,
                                           std::int64_t now_ms) const {
    return tuf::json_of(TRY(channel_targets(store, "release", segments, now_ms)));
}

Result<tuf::Delegations> MetadataWriter::village_delegations(Store& store, std::string_view town,
                                                             const std::vector<Village>& villages,
                                                             const KeyPlan& changes) const {
    std::optional<tuf::Delegations> now;
    Result<tuf::Targets> known = targets(store, town);
    if (known.ok()) {
        now = std::move(known.value().delegations);
    } else if (known.error().code() != Errc::not_found) {
        return known.error();
    }
    std::vector<std::string> codes;
    for (const Village& village : villages) codes.push_back(village.code);
    // What a village published before it became part of another stays to be read.
    for (const FormerVillage& former : TRY(store.places().former_villages())) {
        const bool listed = std::find(codes.begin(), codes.end(), former.code) != codes.end();
        const bool ours = town_channel(town_of_village(former.code)) == town;
        const bool named = now && now->role_named(village_channel(former.code)) != nullptr;
        if (ours && named && !listed) codes.push_back(former.code);
    }
    tuf::Delegations delegations;
    for (const std::string& code : codes) {
        const std::string role = village_channel(code);
        const tuf::Role* named = now ? now->role_named(role) : nullptr;
        RoleKeys keys;
        if (const auto change = changes.find(role); change != changes.end()) {
            keys = change->second;
        } else if (named != nullptr) {
            keys = keys_named(*named, now->keys);
        } else {
            keys = one_key(TRY(keys_.signing_keys(role)).back());
        }
        delegations.roles.push_back(delegated(keys, role, {"village/" + code + "/*"}, delegations));
    }
    return delegations;
}

Result<void> MetadataWriter::sign_channel(Store& store, std::string_view channel,
                                          const std::vector<Village>& villages,
                                          const KeyPlan& changes, std::int64_t now_ms,
                                          FileBatch& batch) const {
    const auto change = changes.find(channel);
    const RoleKeys who = change == changes.end() ? TRY(keys_of(store, channel)) : change->second;
    const std::vector<SigningKey> keys = TRY(signers_of(keys_, channel, who));
    const std::vector<PublishedSegment> segments = TRY(store.publications().segments(channel));
    tuf::Targets targets = TRY(channel_targets(store, channel, segments, now_ms));
    tuf::Delegations delegations = TRY(village_delegations(store, channel, villages, changes));
    if (!delegations.roles.empty()) targets.delegations = std::move(delegations);
    return write_role(store, channel, tuf::json_of(targets), keys, batch);
}

Result<MetadataWriter::ViewKeys> MetadataWriter::view_keys(
    const std::vector<tuf::Root>& roots) const {
    const auto read = [&](const std::string& role) -> Result<std::vector<SigningKey>> {
        std::vector<std::string> ids;
        for (const tuf::Root& root : roots) {
            const std::vector<std::string>& named = root.roles.at(role).key_ids;
            ids.insert(ids.end(), named.begin(), named.end());
        }
        TRY(signers_of(keys_, role, keys_named(roots.back().roles.at(role), roots.back().keys)));
        return keys_.signing_keys_among(role, ids);
    };
    ViewKeys keys;
    keys.snapshot = TRY(read("snapshot"));
    keys.timestamp = TRY(read("timestamp"));
    return keys;
}

Result<MetadataWriter::ViewKeys> MetadataWriter::view_keys(Store& store) const {
    std::vector<tuf::Root> roots;
    roots.push_back(TRY(root(store)));
    return view_keys(roots);
}

Result<void> MetadataWriter::keep_view(Store& store, const ViewKeys& keys, PublishedView view,
                                       const tuf::FileInfo& snapshot, std::int64_t now_ms) const {
    ++view.timestamp_version;
    view.timestamp_expires_ms = after_days(now_ms, lifetimes_.timestamp_days);
    // All views are signed by the same keys: the name keeps one from passing for another.
    const tuf::Timestamp timestamp{.common = {.type = "timestamp",
                                              .version = view.timestamp_version,
                                              .expires_ms = view.timestamp_expires_ms},
                                   .snapshot = snapshot,
                                   // All views are signed by the same key: the name keeps
                                   // one from passing for another. "issued" says how fresh
                                   // the content is, and is a time for a board without a
                                   // network to go by.
                                   .extra = {{"view", view.village}, {"issued", utc_text(now_ms)}}};
    view.timestamp = tuf::signed_file(tuf::json_of(timestamp), pointers_to(keys.timestamp));
    return store.publications().set_view(view);
}

Result<void> MetadataWriter::sign_view(Store& store, const ViewKeys& keys, const ViewPlan& plan,
                                       std::int64_t now_ms, FileBatch& batch) const {
    PublicationStore& publications = store.publications();
    PublishedView view{.village = plan.name};
    Result<PublishedView> newest = publications.view(plan.name);
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
    snapshot.extra = {{"view", plan.name}};
    for (const std::string& role : plan.roles) {
        snapshot.meta[role + ".json"] = info_of(TRY_IN(role, publications.role(role)));
    }
    const std::string bytes = tuf::signed_file(tuf::json_of(snapshot), pointers_to(keys.snapshot));
    batch.push_back(
        {folder_.view(plan.name) / metadata_name(view.snapshot_version, "snapshot"), bytes});
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

Result<void> MetadataWriter::show_view(const PublishedView& view, FileBatch& batch) const {
    const Path file = folder_.timestamp(view.village);
    const Result<std::string> shown = files_.read(file, metadata_bytes_max);
    if (!shown.ok() || shown.value() != view.timestamp) batch.push_back({file, view.timestamp});
    return {};
}

Result<void> MetadataWriter::forget_old_snapshot(const PublishedView& view) const {
    return files_.remove(folder_.view(view.village) /
                         metadata_name(view.snapshot_version - 2, "snapshot"));
}

Result<void> MetadataWriter::show_root(std::int64_t version) const {
    const std::string name = metadata_name(version, "root");
    if (files_.size(folder_.shared() / name).ok()) return {};
    return files_.move_durably(folder_.waiting() / name, folder_.shared() / name);
}

Result<bool> MetadataWriter::put_back(Store& store, const PublishedRole& newest,
                                      std::int64_t version, FileBatch& batch) const {
    const std::string name = metadata_name(version, newest.name);
    const bool may_wait = newest.name == "root" && version == newest.version;
    Result<std::string> shown = files_.read(folder_.shared() / name, metadata_bytes_max);
    if (!shown.ok() && may_wait) shown = files_.read(folder_.waiting() / name, metadata_bytes_max);
    const auto is_it = [&](const Result<std::string>& file) {
        if (!file.ok()) return false;
        return version != newest.version || sha256_hex(file.value()) == newest.sha256;
    };
    const Result<std::string> kept = store.publications().role_file(newest.name, version);
    if (!kept.ok() && kept.error().code() != Errc::not_found) return kept.error();
    if (!kept.ok()) {
        // Signed before files were kept in the store.
        if (!is_it(shown)) return false;
        TRY(store.publications().keep_role_file(newest.name, version, shown.value()));
    } else if (!is_it(shown) || shown.value() != kept.value()) {
        // The newest root waits, unless it was shown already.
        const bool waits = may_wait && !files_.size(folder_.shared() / name).ok();
        batch.push_back({(waits ? folder_.waiting() : folder_.shared()) / name, kept.value()});
    }
    return true;
}

Result<std::set<std::string>> MetadataWriter::put_back_roles(Store& store, FileBatch& batch) const {
    TRY(files_.make_folder(folder_.shared()));
    TRY(files_.make_folder(folder_.waiting()));
    std::set<std::string> lost;
    for (const PublishedRole& role : TRY(store.publications().roles())) {
        for (std::int64_t version = role.name == "root" ? 1 : role.version; version <= role.version;
             ++version) {
            if (!TRY(put_back(store, role, version, batch))) lost.insert(role.name);
        }
    }
    return lost;
}

bool MetadataWriter::has_snapshot(const PublishedView& view) const {
    const Result<tuf::Envelope> envelope = tuf::parse_envelope(view.timestamp);
    if (!envelope.ok()) return false;
    const Result<tuf::Timestamp> timestamp = tuf::timestamp_of(envelope.value());
    const Path file = folder_.view(view.village) / metadata_name(view.snapshot_version, "snapshot");
    const Result<std::string> bytes = files_.read(file, metadata_bytes_max);
    return timestamp.ok() && bytes.ok() &&
           tuf::check_file(bytes.value(), timestamp.value().snapshot).ok();
}

Result<std::string> MetadataWriter::role_file(Store& store, std::string_view role) const {
    const PublishedRole newest = TRY(store.publications().role(role));
    Result<std::string> bytes = store.publications().role_file(role, newest.version);
    // It was signed, so it must be there: only a role that never was is not found.
    if (!bytes.ok() && bytes.error().code() == Errc::not_found) {
        return Error(Errc::corrupt, bytes.error().message());
    }
    return bytes;
}

Result<tuf::Root> MetadataWriter::root(Store& store) const {
    return tuf::root_of(TRY(tuf::parse_envelope(TRY(role_file(store, "root")))));
}

Result<tuf::Targets> MetadataWriter::targets(Store& store, std::string_view role) const {
    return tuf::targets_of(TRY(tuf::parse_envelope(TRY(role_file(store, role)))));
}

Result<RoleKeys> MetadataWriter::keys_of(Store& store, std::string_view role) const {
    for (const std::string_view top : top_level_roles) {
        if (role != top) continue;
        const tuf::Root now = TRY(root(store));
        return keys_named(now.roles.at(std::string(role)), now.keys);
    }
    const std::string delegator =
        is_village_channel(role) ? town_channel(town_of_village(village_of(role))) : "targets";
    const tuf::Targets now = TRY(targets(store, delegator));
    const tuf::Role* named = now.delegations ? now.delegations->role_named(role) : nullptr;
    if (named == nullptr) {
        return Error(Errc::not_found, delegator + " delegates nothing to " + std::string(role));
    }
    return keys_named(*named, now.delegations->keys);
}

Result<KeyPlan> MetadataWriter::plan(Store& store, const Places& places) const {
    KeyPlan plan;
    const tuf::Root now = TRY(root(store));
    for (const std::string_view role : top_level_roles) {
        plan[std::string(role)] = keys_named(now.roles.at(std::string(role)), now.keys);
    }
    const auto take = [&](const tuf::Targets& delegator) {
        if (!delegator.delegations) return;
        for (const tuf::DelegatedRole& role : delegator.delegations->roles) {
            plan[role.name] = keys_named(role.role, delegator.delegations->keys);
        }
    };
    take(TRY(targets(store, "targets")));
    for (const Town& town : places.towns) {
        // A town that targets does not know yet has signed nothing.
        const Result<tuf::Targets> delegator = targets(store, town_channel(town.code));
        if (delegator.ok()) {
            take(delegator.value());
        } else if (delegator.error().code() != Errc::not_found) {
            return delegator.error();
        }
    }
    return plan;
}

}  // namespace hall::platform
