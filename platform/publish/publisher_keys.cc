// Publisher, the part about roles whose keys may be offline: what they are to say next,
// and what follows once it is signed.

#include <algorithm>

#include "platform/publish/publisher.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

std::string text_of(std::int64_t number) {
    return std::to_string(number);
}

// The version a signed file must have to follow on from what counts.
Result<void> check_next(Store& store, const std::string& role, std::int64_t version) {
    const Result<PublishedRole> newest = store.publications().role(role);
    if (!newest.ok() && newest.error().code() != Errc::not_found) return newest.error();
    const std::int64_t expected = newest.ok() ? newest.value().version + 1 : 1;
    if (version == expected) return {};
    return Error(Errc::refused, role + " 的这份文件是第" + text_of(version) + "版，现在该轮到第" +
                                    text_of(expected) +
                                    "版：它是照另一个时候的样子准备的，请重新开始一次仪式");
}

Result<void> check_lifetime(const tuf::Common& common, const std::string& role,
                            std::int64_t now_ms) {
    if (common.expires_ms > now_ms) return {};
    return Error(Errc::refused, role + " 的这份文件已经过期，请重新开始一次仪式");
}

Result<void> check_signed(const tuf::Envelope& envelope, const tuf::Role& role,
                          const std::map<std::string, tuf::Key>& keys, const std::string& what) {
    const Result<void> checked = tuf::check_threshold(envelope, role, keys);
    if (checked.ok()) return {};
    return Error(Errc::refused, what + "的签名不够（" + checked.error().message() + "）");
}

// The folders a role must be able to speak for, each by a file that might lie there.
Result<void> check_delegation(const tuf::Targets& targets, const std::string& role,
                              const std::vector<std::string>& files) {
    const tuf::DelegatedRole* found = nullptr;
    if (targets.delegations) {
        for (const tuf::DelegatedRole& delegate : targets.delegations->roles) {
            if (delegate.name == role) found = &delegate;
        }
    }
    if (found == nullptr) return Error(Errc::refused, "targets 里没有 " + role);
    for (const std::string& file : files) {
        if (!found->covers(file)) {
            return Error(Errc::refused, "targets 里 " + role + " 管不到 " + file);
        }
    }
    return {};
}

bool changes_any(const KeyPlan& before, const KeyPlan& after,
                 const std::vector<std::string>& roles) {
    return std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
        const auto was = before.find(role);
        const auto is = after.find(role);
        if (is == after.end()) return was != before.end();
        return was == before.end() || !(was->second == is->second);
    });
}

std::vector<std::string> roles_below_targets(const Places& places) {
    std::vector<std::string> roles = {"county", "release"};
    for (const Town& town : places.towns) roles.push_back(town_channel(town.code));
    return roles;
}

// The places that have channels: to be signed, if they are not yet.
Result<Places> places_with_channels(Store& store) {
    const std::vector<std::string> channels = TRY(store.documents().channels());
    const auto has = [&](const std::string& channel) {
        return std::find(channels.begin(), channels.end(), channel) != channels.end();
    };
    Places places = TRY(places_of_county(store));
    std::erase_if(places.towns, [&](const Town& town) { return !has(town_channel(town.code)); });
    for (Town& town : places.towns) {
        std::erase_if(town.villages,
                      [&](const Village& village) { return !has(village_channel(village.code)); });
    }
    return places;
}

KeyPlan plan_of(const tuf::Targets& targets) {
    KeyPlan plan;
    if (!targets.delegations) return plan;
    for (const tuf::DelegatedRole& role : targets.delegations->roles) {
        plan[role.name] = keys_named(role.role, targets.delegations->keys);
    }
    return plan;
}

}  // namespace

Result<bool> Publisher::founded(StoreExecutor& executor) const {
    return ask<bool>(executor, [](Store& store) -> Result<bool> {
        const Result<PublishedRole> root = store.publications().role("root");
        if (!root.ok() && root.error().code() != Errc::not_found) return root.error();
        return root.ok();
    });
}

Result<bool> Publisher::signs_release(Store& store) const {
    const Result<RoleKeys> wanted = metadata_.keys_of(store, "release");
    if (!wanted.ok() && wanted.error().code() != Errc::not_found) return wanted.error();
    return wanted.ok() && signers_of(keys_, "release", wanted.value()).ok();
}

Result<std::vector<Publication>> Publisher::found(StoreExecutor& executor) {
    const Places places =
        TRY(ask<Places>(executor, [](Store& store) { return places_of_county(store); }));
    const OfflineWish wish{.keys = TRY(plan_of_store(keys_, roles_of_county(places)))};
    const OfflineDrafts drafts = TRY(draft_offline(executor, wish));
    const std::vector<FileSignature> signatures = TRY(sign_offline(drafts, keys_));
    return install(executor, TRY(with_signatures(drafts.next, signatures)));
}

Result<OfflineDrafts> Publisher::draft_offline(StoreExecutor& executor, const OfflineWish& wish) {
    const std::lock_guard lock(one_at_a_time_);
    TRY(files_.make_folder(folder_.shared()));
    TRY(files_.make_folder(folder_.targets()));
    TRY(files_.make_folder(folder_.waiting()));
    const bool first = !TRY(founded(executor));
    Draft release;
    if (wish.documents || first) {
        const auto read = [](Store& store) { return read_draft(store, "release"); };
        release = TRY(ask<Draft>(executor, read));
        if (!release.waiting.empty()) TRY_IN("release", pack(release));
    }
    if (wish.documents && release.waiting.empty()) {
        return Error(Errc::refused, "软件发布里没有等着的文档");
    }
    OfflineDrafts drafts;
    TRY(executor.run([&](Store& store) -> Result<void> {
        const Places places = TRY(places_with_channels(store));
        const KeyPlan before = first ? KeyPlan() : TRY(metadata_.plan(store, places));
        KeyPlan after = before;
        for (const auto& [role, keys] : wish.keys) after[role] = keys;
        const std::vector<std::string> below = roles_below_targets(places);
        for (const std::string& role : below) {
            if (after.count(role) != 0) continue;
            after[role] = TRY_IN(role, plan_of_store(keys_, {role})).at(role);
        }
        const std::int64_t now_ms = clock_.wall_ms();
        const auto unsigned_file = [](const Json& signed_part) {
            return tuf::signed_file(signed_part, {});
        };
        if (!first) {
            drafts.now.root = TRY(metadata_.role_file(store, "root"));
            drafts.now.targets = TRY(metadata_.role_file(store, "targets"));
        }
        const std::vector<std::string> top(std::begin(top_level_roles), std::end(top_level_roles));
        if (first || wish.renew || changes_any(before, after, top)) {
            drafts.next.root = unsigned_file(TRY(metadata_.draft_root(store, after, now_ms)));
        }
        std::vector<std::string> delegating = below;
        delegating.emplace_back("targets");
        if (first || wish.renew || changes_any(before, after, delegating)) {
            drafts.next.targets =
                unsigned_file(TRY(metadata_.draft_targets(store, places, after, now_ms)));
        }
        if (first || wish.renew || wish.documents || changes_any(before, after, {"release"})) {
            const std::vector<PublishedSegment> segments =
                release.waiting.empty() ? TRY(store.publications().segments("release"))
                                        : release.segments;
            drafts.next.release =
                unsigned_file(TRY(metadata_.draft_release(store, segments, now_ms)));
        }
        return {};
    }));
    if (drafts.next.empty()) return Error(Errc::refused, "什么也没有变，不用签名");
    return drafts;
}

Result<void> Publisher::accept_root(Store& store, const std::string& file,
                                    Accepted& accepted) const {
    if (TRY(store.publications().roles()).empty()) {
        if (file.empty()) return Error(Errc::refused, "建县要有 root 文件");
    } else {
        accepted.roots.push_back(TRY(metadata_.root(store)));
        if (file.empty()) return {};
    }
    const tuf::Envelope envelope = TRY_IN("root", tuf::parse_envelope(file));
    tuf::Root root = TRY(tuf::root_of(envelope));
    TRY(check_next(store, "root", root.common.version));
    TRY(check_lifetime(root.common, "root", clock_.wall_ms()));
    if (!accepted.roots.empty()) {
        const tuf::Root& now = accepted.roots.back();
        TRY(check_signed(envelope, now.roles.at("root"), now.keys, "root 上旧钥匙"));
    }
    TRY(check_signed(envelope, root.roles.at("root"), root.keys, "root 上新钥匙"));
    if (!root.consistent_snapshot) return Error(Errc::refused, "root 少了 consistent_snapshot");
    for (const char* role : {"snapshot", "timestamp"}) {
        const RoleKeys keys = keys_named(root.roles.at(role), root.keys);
        if (!signers_of(keys_, role, keys).ok()) {
            return Error(Errc::refused, "root 里 " + std::string(role) +
                                            " 的钥匙不在这台机器上，平台就签不了日常的文件");
        }
    }
    accepted.roots.push_back(std::move(root));
    return {};
}

Result<void> Publisher::accept_targets(Store& store, const Places& places, const std::string& file,
                                       Accepted& accepted) const {
    const tuf::Root& root = accepted.roots.back();
    if (file.empty() && TRY(store.publications().roles()).empty()) {
        return Error(Errc::refused, "建县要有 targets 文件");
    }
    const std::string bytes = file.empty() ? TRY(metadata_.role_file(store, "targets")) : file;
    const tuf::Envelope envelope = TRY_IN("targets", tuf::parse_envelope(bytes));
    accepted.targets = TRY(tuf::targets_of(envelope));
    TRY(check_signed(envelope, root.roles.at("targets"), root.keys, "targets "));
    if (file.empty()) return {};
    TRY(check_next(store, "targets", accepted.targets.common.version));
    TRY(check_lifetime(accepted.targets.common, "targets", clock_.wall_ms()));
    TRY(check_delegation(accepted.targets, "county", {"county/1.zst"}));
    TRY(check_delegation(accepted.targets, "release", {"release/1.zst"}));
    for (const Town& town : places.towns) {
        std::vector<std::string> spoken_for = {"town/" + town.code + "/1.zst"};
        for (const Village& village : town.villages) {
            spoken_for.push_back("village/" + village.code + "/1.zst");
        }
        TRY(check_delegation(accepted.targets, town_channel(town.code), spoken_for));
    }
    return {};
}

Result<void> Publisher::accept_release(Store& store, const std::string& file,
                                       const Accepted& accepted) const {
    if (file.empty() && TRY(store.publications().roles()).empty()) {
        return Error(Errc::refused, "建县要有 release 文件");
    }
    const std::string bytes = file.empty() ? TRY(metadata_.role_file(store, "release")) : file;
    const tuf::Envelope envelope = TRY_IN("release", tuf::parse_envelope(bytes));
    const tuf::Delegations& delegations = *accepted.targets.delegations;
    const tuf::Role* role = delegations.role_named("release");
    CHECK(role != nullptr);
    TRY(check_signed(envelope, *role, delegations.keys, "release "));
    if (file.empty()) return {};
    const tuf::Targets release = TRY(tuf::targets_of(envelope));
    TRY(check_next(store, "release", release.common.version));
    return check_lifetime(release.common, "release", clock_.wall_ms());
}

Result<Publisher::Accepted> Publisher::accept(Store& store, const Places& places,
                                              const OfflineFiles& files) const {
    Accepted accepted;
    TRY(accept_root(store, files.root, accepted));
    TRY(accept_targets(store, places, files.targets, accepted));
    TRY(accept_release(store, files.release, accepted));
    return accepted;
}

// The segments a signed release lists become those of its channel, with the documents
// that stand in the newest of them.
Result<void> Publisher::keep_release(Store& store, const std::string& file,
                                     FileBatch& batch) const {
    const tuf::Targets release = TRY(tuf::targets_of(TRY(tuf::parse_envelope(file))));
    std::vector<PublishedSegment> segments;
    const PublishedSegment* newest = nullptr;
    for (const auto& [path, info] : release.targets) {
        PublishedSegment segment{TRY(segment_info_of(path, info.length.value_or(0), info.custom)),
                                 {}};
        const auto hash = info.hashes.find("sha256");
        const bool ours = path.starts_with("release/") && hash != info.hashes.end();
        if (!ours) return Error(Errc::refused, "release 的文件里列着不该有的 " + path);
        segment.sha256 = hash->second;
        segments.push_back(std::move(segment));
    }
    const std::int64_t held = TRY(store.documents().version("release"));
    for (const PublishedSegment& segment : segments) {
        // A delta holds just what is new; the first version has only its base.
        const bool better = newest == nullptr || segment.info.to > newest->info.to ||
                            (segment.info.to == newest->info.to && segment.info.kind == "delta");
        if (better) newest = &segment;
    }
    TRY(metadata_.keep_signed(store, "release", file, batch));
    if (newest == nullptr || newest->info.to == held) return {};
    if (newest->info.to != held + 1) {
        return Error(Errc::refused, "release 的文件跟这里的版本接不上，请重新开始一次仪式");
    }
    // A base holds what was published before as well; only what waited stands in it newly.
    const std::vector<Document> waiting = TRY(store.documents().waiting("release"));
    std::vector<Document> documents;
    for (const PublishedSegment& segment : segments) {
        if (segment.info.to != newest->info.to || segment.info.kind != newest->info.kind) continue;
        const Path target(segment.info.target);
        const Path name = segment.sha256 + '.' + target.filename().string();
        const std::string bytes = TRY(files_.read(folder_.targets() / target.parent_path() / name,
                                                  SegmentLimits{}.packed_bytes_max));
        TRY_IN(segment.info.target,
               tuf::check_file(
                   bytes, {.length = segment.info.bytes, .hashes = {{"sha256", segment.sha256}}}));
        UnpackedSegment unpacked = TRY(unpack_segment(bytes));
        for (Document& document : unpacked.documents) {
            const bool waited =
                std::any_of(waiting.begin(), waiting.end(), [&](const Document& other) {
                    return other.id == document.id && other.rev == document.rev;
                });
            if (waited) documents.push_back(std::move(document));
        }
    }
    TRY(store.publications().set_segments("release", segments));
    return store.documents().set_published("release", newest->info.to, documents);
}

// Signs the channels whose keys changed, for their delegator would not know them by their
// old signatures, and those that were never signed.
Result<void> Publisher::sign_delegates(Store& store, const Places& places, const Accepted& accepted,
                                       std::int64_t now_ms, FileBatch& batch) const {
    KeyPlan plan = plan_of(accepted.targets);
    std::vector<std::string> channels = {"county"};
    for (const Town& town : places.towns) {
        channels.push_back(town_channel(town.code));
        for (const Village& village : town.villages) {
            const std::string channel = village_channel(village.code);
            if (store.publications().role(channel).ok()) continue;
            plan[channel] = TRY_IN(channel, plan_of_store(keys_, {channel})).at(channel);
            channels.push_back(channel);
        }
    }
    const tuf::Delegations& delegations = *accepted.targets.delegations;
    for (const std::string& channel : channels) {
        const tuf::Role* role = delegations.role_named(channel);
        // A town that these targets do not know yet waits for the next ones.
        if (role == nullptr && !channel.starts_with("village-")) continue;
        const Result<std::string> now = metadata_.role_file(store, channel);
        if (!now.ok() && now.error().code() != Errc::not_found) return now.error();
        if (now.ok() && role != nullptr) {
            const tuf::Envelope envelope = TRY_IN(channel, tuf::parse_envelope(now.value()));
            if (tuf::check_threshold(envelope, *role, delegations.keys).ok()) continue;
        }
        const Result<void> signed_now = metadata_.sign_channel(
            store, channel, villages_of_channel(places, channel), plan, now_ms, batch);
        if (!signed_now.ok() && signed_now.error().code() == Errc::not_found) {
            return Error(Errc::refused,
                         channel + " 的钥匙不在这台机器上（" + signed_now.error().message() + "）");
        }
        TRY(Result<void>(signed_now));
    }
    return {};
}

Result<std::vector<Publication>> Publisher::install(StoreExecutor& executor,
                                                    const OfflineFiles& files) {
    const std::lock_guard lock(one_at_a_time_);
    const bool first = !TRY(founded(executor));
    std::vector<Draft> drafts;
    if (first) {
        drafts = TRY(read_drafts(executor, {}));
        std::erase_if(drafts, [](const Draft& draft) { return draft.done.channel == "release"; });
        for (Draft& draft : drafts) TRY_IN(draft.done.channel, pack(draft));
    }
    const std::int64_t now_ms = clock_.wall_ms();
    std::set<std::string> villages;
    TRY(write_then_keep(executor, [&](Store& store, FileBatch& batch) -> Result<void> {
        const Places places = TRY(places_with_channels(store));
        const Accepted accepted =
            TRY(accept(store, first ? places : TRY(served_places(store)), files));
        for (const Draft& draft : drafts) TRY(keep(store, draft));
        if (!files.root.empty()) TRY(metadata_.keep_signed(store, "root", files.root, batch));
        if (!files.targets.empty()) {
            TRY(metadata_.keep_signed(store, "targets", files.targets, batch));
        }
        if (!files.release.empty()) TRY(keep_release(store, files.release, batch));
        TRY(sign_delegates(store, places, accepted, now_ms, batch));
        const std::vector<ViewPlan> plans = TRY(view_plans(store));
        villages = views_listing(plans, "county");
        // Signed by old and new keys alike: whichever root a kiosk has in the moment
        // between the views and the root, it can read them.
        const MetadataWriter::ViewKeys keys = TRY(metadata_.view_keys(accepted.roots));
        for (const ViewPlan& plan : plans) {
            TRY_IN(plan.name, metadata_.sign_view(store, keys, plan, now_ms, batch));
        }
        return {};
    }));
    TRY(show_views(executor, villages));
    TRY(show_root(executor));
    log_line(LogLevel::info, "offline_roles_installed",
             {{"root", !files.root.empty()},
              {"targets", !files.targets.empty()},
              {"release", !files.release.empty()}});
    return publications_of(drafts);
}

Result<void> Publisher::change_village_keys(StoreExecutor& executor, const KeyPlan& villages) {
    const std::lock_guard lock(one_at_a_time_);
    const std::int64_t now_ms = clock_.wall_ms();
    std::set<std::string> stale;
    TRY(write_then_keep(executor, [&](Store& store, FileBatch& batch) -> Result<void> {
        Places places = TRY(served_places(store));
        stale.clear();
        const Places all = TRY(places_with_channels(store));
        std::set<std::string> channels;
        for (const auto& [role, keys] : villages) {
            const auto of_role = [role = role](const Village& village) {
                return role == village_channel(village.code);
            };
            const std::size_t known = channels.size();
            for (Town& town : places.towns) {
                const std::string town_role = town_channel(town.code);
                for (const Village& village : villages_of_channel(all, town_role)) {
                    if (!of_role(village)) continue;
                    channels.insert({town_role, role});
                    if (std::none_of(town.villages.begin(), town.villages.end(), of_role)) {
                        town.villages.push_back(village);
                    }
                }
            }
            if (channels.size() == known) return Error(Errc::not_found, "no village " + role);
        }
        for (const std::string& channel : channels) {
            TRY(metadata_.sign_channel(store, channel, villages_of_channel(places, channel),
                                       villages, now_ms, batch));
        }
        const std::vector<ViewPlan> plans = TRY(view_plans(store));
        for (const std::string& channel : channels) stale.merge(views_listing(plans, channel));
        return sign_views(store, stale, now_ms, batch);
    }));
    return show_views(executor, stale);
}

}  // namespace hall::platform
