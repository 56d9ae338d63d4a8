// What was published is published again from the store: after a power cut, or after a
// folder of published files was lost.

#include <algorithm>

#include "platform/publish/publisher.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

// What cannot be repaired must not keep the platform from starting; what cannot be written
// now must, for then nothing can be kept.
Result<void> unless_lost(const Result<void>& repaired, std::string_view what) {
    if (repaired.ok()) return {};
    const Errc code = repaired.error().code();
    if (code == Errc::unavailable || code == Errc::exhausted) return repaired;
    log_line(LogLevel::error, "not_repaired",
             {{"what", what}, {"reason", repaired.error().text()}});
    return {};
}

// What stands in the channel's version. A document that was kept since waits for its
// publication, and comes back with that.
Result<std::vector<Document>> published_documents(Store& store, const std::string& channel) {
    std::vector<Document> documents = TRY(store.documents().all(channel));
    std::set<std::string> waiting;
    for (const Document& document : TRY(store.documents().waiting(channel))) {
        waiting.insert(document.id);
    }
    std::erase_if(documents,
                  [&](const Document& document) { return waiting.count(document.id) != 0; });
    return documents;
}

}  // namespace

bool Publisher::has_segments(const std::vector<PublishedSegment>& segments) const {
    return std::all_of(segments.begin(), segments.end(), [&](const PublishedSegment& segment) {
        const Path target(segment.info.target);
        const Result<std::uint64_t> bytes =
            files_.size(folder_.targets() / target.parent_path() /
                        (segment.sha256 + '.' + target.filename().string()));
        return bytes.ok() && bytes.value() == segment.info.bytes;
    });
}

// True if the channel must be signed again: a base stands in the place of what was lost.
// Packing gives the same bytes again as long as zstd is the same, so often nobody notices.
Result<bool> Publisher::repair_segments(Store& store, const std::string& channel) const {
    const std::vector<PublishedSegment> segments = TRY(store.publications().segments(channel));
    if (has_segments(segments)) return false;
    Draft draft;
    draft.done.channel = channel;
    draft.done.version = TRY(store.documents().version(channel));
    draft.all = TRY(published_documents(store, channel));
    const std::vector<PublishedSegment> base = TRY(write_base(draft));
    if (has_segments(segments)) return false;
    if (channel == "release" && !TRY(signs_release(store))) {
        return Error(Errc::not_found, "segments that only the holders of its keys can sign anew");
    }
    TRY(store.publications().set_segments(channel, base));
    return true;
}

Result<void> Publisher::repair_channel(Store& store, const Places& places,
                                       const std::string& channel, bool role_lost,
                                       std::set<std::string>& stale, FileBatch& batch) const {
    if (!TRY(repair_segments(store, channel)) && !role_lost) return {};
    TRY(sign_channel(store, places, channel, clock_.wall_ms(), batch));
    stale.merge(views_listing(TRY(view_plans(store)), channel));
    log_line(LogLevel::warning, "channel_published_again", {{"channel", channel}});
    return {};
}

Result<void> Publisher::repair_view(Store& store, const PublishedView& view, bool is_stale,
                                    FileBatch& batch) const {
    TRY(files_.make_folder(folder_.view(view.village)));
    if (!is_stale && metadata_.has_snapshot(view)) return {};
    log_line(LogLevel::warning, "view_signed_again", {{"village", view.village}});
    return sign_views(store, {view.village}, clock_.wall_ms(), batch);
}

// The one job that works with files: nobody is served before it is done.
Result<void> Publisher::repair(StoreExecutor& executor) {
    const std::lock_guard lock(one_at_a_time_);
    std::set<std::string> villages;
    bool has_root = true;
    TRY(executor.run([&](Store& store) -> Result<void> {
        const std::vector<PublishedRole> roles = TRY(store.publications().roles());
        if (roles.empty()) return {};  // not founded
        FileBatch batch;
        const std::set<std::string> lost = TRY(metadata_.put_back_roles(store, batch));
        if (!batch.empty())
            log_line(LogLevel::warning, "roles_put_back", {{"count", batch.size()}});
        TRY(files_.write_all_durably(batch));
        batch.clear();
        for (const std::string& role : lost) {
            log_line(LogLevel::error, "role_lost", {{"role", role}});
        }
        has_root = lost.count("root") == 0;
        const Places places = TRY(served_places(store));
        std::set<std::string> stale;
        for (const PublishedRole& role : roles) {
            if (!is_channel(role.name)) continue;
            const bool role_lost = lost.count(role.name) != 0;
            TRY(store.set_savepoint());
            const Result<void> repaired =
                repair_channel(store, places, role.name, role_lost, stale, batch);
            // Never new segments without the signature that lists them.
            TRY(repaired.ok() ? store.release_savepoint() : store.roll_back_to_savepoint());
            TRY(unless_lost(repaired, role.name));
        }
        for (const PublishedView& view : TRY(store.publications().views())) {
            const bool is_stale = stale.count(view.village) != 0;
            TRY(unless_lost(repair_view(store, view, is_stale, batch), view.village));
            villages.insert(view.village);
        }
        return files_.write_all_durably(batch);
    }));
    TRY(show_views(executor, villages));
    if (!has_root) return {};
    return show_root(executor);
}

}  // namespace hall::platform
