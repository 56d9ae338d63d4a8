#include "platform/publish/publisher.h"

#include <algorithm>

#include "platform/publish/file_collector.h"
#include "platform/publish/segment_plan.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

constexpr int base_level = 19;
constexpr int delta_level = 15;
constexpr int patch_level = 19;
constexpr std::uint64_t patch_gain_min = 500;  // what its entry in the metadata costs

// True when less than half of `life_days` is left.
bool needs_renewal(std::int64_t expires_ms, std::int64_t now_ms, int life_days) {
    constexpr std::int64_t ms_a_day = 86'400'000;
    return expires_ms - now_ms < life_days * ms_a_day / 2;
}

// Nobody but the holders of its keys can renew it, and they must be called together.
void warn_of_expiry(const PublishedRole& role, std::int64_t now_ms) {
    constexpr std::int64_t warned_ms = 90 * std::int64_t{86'400'000};
    if (role.expires_ms - now_ms > warned_ms) return;
    log_line(LogLevel::warning, "offline_role_expires",
             {{"role", role.name}, {"expires", utc_text(role.expires_ms)}});
}

}  // namespace

const std::vector<Village>& villages_of_channel(const Places& places, std::string_view channel) {
    static const std::vector<Village> none;
    for (const Town& town : places.towns) {
        if (channel == town_channel(town.code)) return town.villages;
    }
    return none;
}

Result<Places> places_of_county(Store& store) {
    const Document document =
        TRY_IN("places", store.documents().newest({.channel = "county", .id = "places"}));
    return places_of(document.body);
}

Result<Places> served_places(Store& store) {
    std::set<std::string> signed_roles;
    for (const PublishedRole& role : TRY(store.publications().roles())) {
        signed_roles.insert(role.name);
    }
    Places places = TRY(places_of_county(store));
    std::erase_if(places.towns, [&](const Town& town) {
        return signed_roles.count(town_channel(town.code)) == 0;
    });
    for (Town& town : places.towns) {
        std::erase_if(town.villages, [&](const Village& village) {
            return signed_roles.count(village_channel(village.code)) == 0;
        });
    }
    return places;
}

Result<VillageNames> names_of_village(const Places& places, std::string_view village) {
    const std::optional<PlaceNow> now = village_now(places, village);
    if (!now) return Error(Errc::not_found, "no village " + std::string(village));
    return VillageNames{places.county, now->town->name, now->village->name};
}

Result<std::vector<Publication>> Publisher::publish(StoreExecutor& executor,
                                                    const std::optional<std::string>& channel) {
    const std::lock_guard lock(one_at_a_time_);
    std::vector<Draft> drafts = TRY(read_drafts(executor, channel));
    if (drafts.empty()) return std::vector<Publication>();
    for (Draft& draft : drafts) TRY_IN(draft.done.channel, pack(draft));
    const std::int64_t now_ms = clock_.wall_ms();
    std::set<std::string> stale;
    TRY(write_then_keep(executor, [&](Store& store, FileBatch& batch) -> Result<void> {
        const Places places = TRY(served_places(store));
        stale.clear();
        for (const Draft& draft : drafts) {
            TRY(keep(store, draft));
            TRY(sign_channel(store, places, draft.done.channel, now_ms, batch));
        }
        const std::vector<ViewPlan> plans = TRY(view_plans(store));
        for (const Draft& draft : drafts) stale.merge(views_listing(plans, draft.done.channel));
        return sign_views(store, stale, now_ms, batch);
    }));
    TRY(show_views(executor, stale));
    return publications_of(drafts);
}

// Files must be on the disk before what leads to them is kept, and nobody may wait for the
// disk meanwhile. So the job runs once as a rehearsal, whose changes are taken back; its
// files are written while others use the store; and it runs again for good. It gives the
// same bytes unless something it reads has changed in between: then those are written first.
Result<void> Publisher::write_then_keep(StoreExecutor& executor, const Signing& sign) const {
    constexpr int rehearsals_max = 5;
    const auto same = [](const FileContent& a, const FileContent& b) {
        return a.file == b.file && a.bytes == b.bytes;
    };
    FileBatch written;
    for (int rehearsal = 0; rehearsal <= rehearsals_max; ++rehearsal) {
        bool kept = false;
        FileBatch wanted = TRY(ask<FileBatch>(executor, [&](Store& store) -> Outcome<FileBatch> {
            FileBatch batch;
            TRY(sign(store, batch));
            kept = std::equal(batch.begin(), batch.end(), written.begin(), written.end(), same);
            if (kept) return batch;
            return Outcome<FileBatch>::discarding(std::move(batch));
        }));
        if (kept) return {};
        TRY(write_files(wanted));
        written = std::move(wanted);
    }
    return Error(Errc::unavailable, "the store changed at every attempt to publish");
}

Result<void> Publisher::write_files(const FileBatch& batch) const {
    std::set<Path> folders;
    for (const FileContent& content : batch) folders.insert(content.file.parent_path());
    for (const Path& folder : folders) TRY(files_.make_folder(folder));
    return files_.write_all_durably(batch);
}

std::vector<Publication> Publisher::publications_of(const std::vector<Draft>& drafts) {
    std::vector<Publication> publications;
    for (const Draft& draft : drafts) publications.push_back(draft.done);
    return publications;
}

Result<std::vector<Publisher::Draft>> Publisher::read_drafts(
    StoreExecutor& executor, const std::optional<std::string>& channel) const {
    return ask<std::vector<Draft>>(executor, [&](Store& store) -> Result<std::vector<Draft>> {
        if (channel) TRY(store.documents().version(*channel));
        std::vector<Draft> drafts;
        for (const std::string& waiting : TRY(store.documents().channels_waiting())) {
            if (channel && *channel != waiting) continue;
            if (waiting == "release" && !TRY(signs_release(store))) {
                if (!channel) continue;
                return Error(
                    Errc::refused,
                    "软件发布要用离线的钥匙签名：hall-platform keys ceremony begin --documents");
            }
            drafts.push_back(TRY_IN(waiting, read_draft(store, waiting)));
        }
        return drafts;
    });
}

Result<Publisher::Draft> Publisher::read_draft(Store& store, const std::string& channel) {
    Draft draft;
    draft.waiting = TRY(store.documents().waiting(channel));
    draft.shown = TRY(store.documents().shown_of_waiting(channel));
    draft.segments = TRY(store.publications().segments(channel));
    const std::int64_t from = TRY(store.documents().version(channel));
    draft.done = {.channel = channel, .version = from + 1, .documents = draft.waiting.size()};
    // Packed is never much longer than plain.
    std::uint64_t plain_bytes = 1024;
    for (const Document& document : draft.waiting) plain_bytes += line_of(document).size() + 1;
    if (may_want_base(draft.segments, from, plain_bytes)) {
        draft.all = TRY(store.documents().all(channel));
    }
    return draft;
}

Result<PublishedSegment> Publisher::write_segment(std::string_view channel, SegmentInfo info,
                                                  std::string_view packed) const {
    info.bytes = packed.size();
    info.target = segment_target(channel, info);
    PublishedSegment segment{.info = info, .sha256 = sha256_hex(packed)};
    const Path target(info.target);
    const Path folder = folder_.targets() / target.parent_path();
    TRY(files_.make_folder(folder));
    TRY(files_.write_durably(folder / (segment.sha256 + '.' + target.filename().string()), packed));
    return segment;
}

Result<std::vector<PublishedSegment>> Publisher::write_base(const Draft& draft) const {
    const auto parts = base_parts(draft.all);
    std::vector<PublishedSegment> written;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const SegmentInfo info{.kind = "base",
                               .from = 0,
                               .to = draft.done.version,
                               .part = static_cast<int>(i),
                               .parts = static_cast<int>(parts.size()),
                               .documents = static_cast<std::int64_t>(parts[i].size())};
        const std::string packed = pack_segment(parts[i], base_level);
        written.push_back(TRY(write_segment(draft.done.channel, info, packed)));
    }
    return written;
}

// The same lines against what they replace, if that is worth a file of its own. Only what
// changed is patch base: a kiosk then reads no more documents than it writes.
Result<void> Publisher::pack_patch_beside(const PublishedSegment& delta, Draft& draft) const {
    if (draft.shown.empty() || draft.shown.size() > patch_base_documents_max) return {};
    const std::string patch_base = lines_of(draft.shown);
    if (patch_base.size() > patch_base_bytes_max) return {};
    const std::string packed = pack_patch(draft.waiting, draft.shown, patch_level);
    if (packed.size() + patch_gain_min > delta.info.bytes) return {};
    SegmentInfo info = delta.info;
    info.kind = "patch";
    info.patch_base = digest_of(patch_base);
    info.plain = digest_of(lines_of(draft.waiting));
    draft.segments.push_back(TRY(write_segment(draft.done.channel, info, packed)));
    draft.done.bytes += draft.segments.back().info.bytes;
    draft.segments = without_old_patches(std::move(draft.segments));
    return {};
}

Result<void> Publisher::pack(Draft& draft) const {
    Publication& done = draft.done;
    std::vector<PublishedSegment>& segments = draft.segments;
    if (done.version > 1) {
        const SegmentInfo info{.kind = "delta",
                               .from = done.version - 1,
                               .to = done.version,
                               .documents = static_cast<std::int64_t>(draft.waiting.size())};
        const std::string packed = pack_segment(draft.waiting, delta_level);
        segments.push_back(TRY(write_segment(done.channel, info, packed)));
        done.bytes += segments.back().info.bytes;
        TRY(pack_patch_beside(PublishedSegment(segments.back()), draft));
    }
    if (draft.all.empty() || !wants_base(segments)) return {};
    std::vector<PublishedSegment> base = TRY(write_base(draft));
    std::uint64_t base_bytes = 0;
    for (const PublishedSegment& part : base) base_bytes += part.info.bytes;
    segments = kept_beside_base(segments, base_bytes);
    segments.insert(segments.end(), base.begin(), base.end());
    done.bytes += base_bytes;
    done.base = true;
    return {};
}

Result<void> Publisher::keep(Store& store, const Draft& draft) {
    const Publication& done = draft.done;
    TRY(store.publications().set_segments(done.channel, draft.segments));
    return store.documents().set_published(done.channel, done.version, draft.waiting);
}

Result<void> Publisher::sign_channel(Store& store, const Places& places, std::string_view channel,
                                     std::int64_t now_ms, FileBatch& batch) const {
    return metadata_.sign_channel(store, channel, villages_of_channel(places, channel), {}, now_ms,
                                  batch);
}

Result<void> Publisher::sign_views(Store& store, const std::set<std::string>& villages,
                                   std::int64_t now_ms, FileBatch& batch) const {
    if (villages.empty()) return {};
    const MetadataWriter::ViewKeys keys = TRY(metadata_.view_keys(store));
    for (const ViewPlan& plan : TRY(view_plans(store))) {
        if (villages.count(plan.name) == 0) continue;
        TRY_IN(plan.name, metadata_.sign_view(store, keys, plan, now_ms, batch));
    }
    return {};
}

Result<void> Publisher::show_views(StoreExecutor& executor,
                                   const std::set<std::string>& villages) const {
    if (villages.empty()) return {};
    auto views = TRY(ask<std::vector<PublishedView>>(
        executor, [](Store& store) { return store.publications().views(); }));
    std::erase_if(views,
                  [&](const PublishedView& view) { return villages.count(view.village) == 0; });
    FileBatch batch;
    for (const PublishedView& view : views) {
        TRY_IN(view.village, metadata_.show_view(view, batch));
    }
    TRY(write_files(batch));
    for (const PublishedView& view : views) {
        TRY_IN(view.village, metadata_.forget_old_snapshot(view));
    }
    return {};
}

Result<void> Publisher::show_root(StoreExecutor& executor) const {
    const auto newest = TRY(ask<std::optional<std::int64_t>>(
        executor, [](Store& store) -> Result<std::optional<std::int64_t>> {
            const Result<PublishedRole> root = store.publications().role("root");
            if (root.ok()) return std::optional<std::int64_t>(root.value().version);
            if (root.error().code() != Errc::not_found) return root.error();
            return std::optional<std::int64_t>();
        }));
    return newest ? metadata_.show_root(*newest) : Result<void>();
}

// Under the lock, so that the collector does not remove the file that is just being written.
Result<void> Publisher::keep_blob(StoreExecutor& executor, std::string_view sha256,
                                  std::string_view bytes) {
    const std::lock_guard lock(one_at_a_time_);
    TRY(write_files({{folder_.blobs() / sha256, std::string(bytes)}}));
    const std::string file = "blobs/" + std::string(sha256);
    return executor.run([&](Store& store) { return store.publications().forget_superseded(file); });
}

Result<void> Publisher::collect(StoreExecutor& executor) {
    const std::lock_guard lock(one_at_a_time_);
    TRY(FileCollector(files_, clock_, folder_).collect(executor));
    return {};
}

Result<void> Publisher::renew(StoreExecutor& executor) {
    const std::lock_guard lock(one_at_a_time_);
    const MetadataLifetimes lives;
    const std::int64_t now_ms = clock_.wall_ms();
    std::set<std::string> shown;
    TRY(write_then_keep(executor, [&](Store& store, FileBatch& batch) -> Result<void> {
        const Places places = TRY(served_places(store));
        const std::vector<ViewPlan> plans = TRY(view_plans(store));
        std::set<std::string> stale;
        shown.clear();
        for (const PublishedRole& role : TRY(store.publications().roles())) {
            if (is_offline_role(role.name)) {
                warn_of_expiry(role, now_ms);
                continue;
            }
            // A role that no view lists has no delegator that would know its signature.
            const std::set<std::string> listing = views_listing(plans, role.name);
            if (!is_channel(role.name) || listing.empty()) continue;
            if (!needs_renewal(role.expires_ms, now_ms, lives.role_days)) continue;
            TRY(sign_channel(store, places, role.name, now_ms, batch));
            stale.insert(listing.begin(), listing.end());
        }
        const MetadataWriter::ViewKeys keys = TRY(metadata_.view_keys(store));
        for (const PublishedView& view : TRY(store.publications().views())) {
            const auto plan = std::find_if(
                plans.begin(), plans.end(),
                [&](const ViewPlan& candidate) { return candidate.name == view.village; });
            // Fresh signatures under a view that stands still would say that all is well.
            if (plan == plans.end()) continue;
            if (stale.count(view.village) != 0 ||
                needs_renewal(view.snapshot_expires_ms, now_ms, lives.snapshot_days)) {
                TRY(metadata_.sign_view(store, keys, *plan, now_ms, batch));
            } else if (needs_renewal(view.timestamp_expires_ms, now_ms, lives.timestamp_days)) {
                TRY(metadata_.sign_timestamp(store, keys, view.village, now_ms));
            } else {
                continue;
            }
            shown.insert(view.village);
        }
        return {};
    }));
    if (!shown.empty()) log_line(LogLevel::info, "views_renewed", {{"count", shown.size()}});
    return show_views(executor, shown);
}

}  // namespace hall::platform
