#include "sync/edge/content/installer.h"

#include <algorithm>

#include "sync/core/check.h"
#include "sync/core/log.h"
#include "sync/wire/blob.h"
#include "sync/wire/segment_reader.h"

namespace hall {

namespace {

constexpr std::string_view segment_part_suffix = ".part";
constexpr std::uint64_t segment_read_bytes = 128 << 10;

const tuf::FileInfo& info_of(const ChannelOffer& offer, const SegmentInfo& segment) {
    return offer.targets.targets.at(segment.target);
}

Result<std::string> sha256_of(const ChannelOffer& offer, const SegmentInfo& segment) {
    const auto& hashes = info_of(offer, segment).hashes;
    const auto found = hashes.find("sha256");
    if (found == hashes.end() || !is_blob_name(found->second)) {
        return Error(Errc::untrusted, segment.target + ": no sha256");
    }
    return found->second;
}

// A defect of the patch, or of what it was to stand on. The delta says the same.
bool is_about_patch(const Error& error) {
    return error.code() == Errc::corrupt || error.code() == Errc::not_found ||
           error.code() == Errc::untrusted;
}

}  // namespace

Path Installer::staged(const std::string& sha256) const {
    Path file = parts_.folder.staging() / sha256;
    return file += segment_part_suffix;
}

Result<Installer::Done> Installer::step(const ChannelOffer& offer) {
    std::vector<SegmentInfo> segments = TRY(segments_of(offer.channel, offer.targets));
    std::erase_if(segments, [&](const SegmentInfo& segment) {
        const Result<std::string> sha256 = sha256_of(offer, segment);
        return sha256.ok() && unusable_.count(sha256.value()) != 0;
    });
    const std::int64_t held = TRY(parts_.cache.channel_version(offer.channel));
    const std::vector<UpdateStep> steps = TRY(update_path(segments, held));
    if (steps.empty()) return Done{.newest = true};
    const UpdateStep& step = steps.front();
    TRY(parts_.guard.room_for_text(step.bytes()));
    if (TRY(fetch_next(offer, step))) return Done{};
    Result<Done> installed = install(offer, step);
    const SegmentInfo& first = step.segments.front();
    if (!installed.ok() && first.kind == "patch" && is_about_patch(installed.error())) {
        log_line(LogLevel::info, "patch_unusable",
                 {{"target", first.target}, {"reason", installed.error().text()}});
        unusable_.insert(TRY(sha256_of(offer, first)));
        return Done{};
    }
    if (!installed.ok()) return installed;
    for (const SegmentInfo& segment : step.segments) {
        const std::string sha256 = TRY(sha256_of(offer, segment));
        whole_.erase(sha256);
        TRY(parts_.files.remove(staged(sha256)));
    }
    return installed;
}

// Fetches a piece of the first file of the step that is not there yet. False if all are.
Result<bool> Installer::fetch_next(const ChannelOffer& offer, const UpdateStep& step) {
    for (const SegmentInfo& segment : step.segments) {
        const std::string sha256 = TRY(sha256_of(offer, segment));
        if (whole_.count(sha256) != 0) continue;
        if (!download_ || download_->wanted().sha256 != sha256) {
            const tuf::TargetFile target{segment.target, info_of(offer, segment), offer.channel};
            TRY(parts_.files.make_folder(parts_.folder.staging()));
            download_.emplace(parts_.files, parts_.transport,
                              Wanted{TRY(offer.address(target)), sha256, segment.bytes},
                              staged(sha256), parts_.limits);
        }
        if (TRY_IN(segment.target, download_->go_on())) {
            whole_.insert(sha256);
            download_.reset();
        }
        return true;
    }
    return false;
}

Result<Installer::Done> Installer::install(const ChannelOffer& offer, const UpdateStep& step) {
    std::string patch_base;
    for (const SegmentInfo& segment : step.segments) {
        const std::string sha256 = TRY(sha256_of(offer, segment));
        if (!has_hash(parts_.files, staged(sha256), segment.bytes, sha256)) {
            whole_.erase(sha256);
            TRY(parts_.files.remove(staged(sha256)));
            return Error(Errc::unavailable, segment.target + ": damaged on our disk");
        }
        if (segment.kind == "patch")
            patch_base = TRY_IN(segment.target, patch_base_of(offer, segment));
    }
    Cache::Install install =
        TRY(parts_.cache.begin({offer.channel, step.from, step.to}, parts_.check));
    for (const SegmentInfo& segment : step.segments) {
        TRY_IN(segment.target, add_segment(install, offer, segment, patch_base));
    }
    TRY(install.commit());
    return Done{.installed = step.to, .changed = install.changed()};
}

// The lines a patch stands on, as this board holds them.
Result<std::string> Installer::patch_base_of(const ChannelOffer& offer, const SegmentInfo& patch) {
    // The ids are at the beginning; a patch is small, or it would not have been made.
    constexpr std::uint64_t patch_bytes_max = std::uint64_t{8} << 20;
    const std::string bytes =
        TRY(parts_.files.read(staged(TRY(sha256_of(offer, patch))), patch_bytes_max));
    const PatchHead head = TRY(read_patch_head(bytes));
    std::string patch_base = TRY(parts_.cache.patch_base(offer.channel, head.ids));
    if (digest_of(patch_base) != patch.patch_base) {
        return Error(Errc::untrusted, "made against other documents than are held");
    }
    return patch_base;
}

Result<void> Installer::add_segment(Cache::Install& install, const ChannelOffer& offer,
                                    const SegmentInfo& segment, const std::string& patch_base) {
    const Path file = staged(TRY(sha256_of(offer, segment)));
    const LineSink sink = [&](std::string_view line) { return install.add_line(line); };
    SegmentReader reader({}, patch_base);
    std::uint64_t at = 0;
    if (segment.kind == "patch") {
        const std::string beginning = TRY(parts_.files.read_part(file, 0, segment.bytes));
        at = TRY(read_patch_head(beginning)).head_bytes;
    }
    while (at < segment.bytes) {
        const std::string part = TRY(parts_.files.read_part(file, at, segment_read_bytes));
        if (part.empty()) return Error(Errc::unavailable, "the file became shorter");
        at += part.size();
        TRY(reader.take(part, sink));
    }
    TRY(reader.finish(sink));
    if (segment.kind == "patch" && reader.plain() != segment.plain) {
        return Error(Errc::untrusted, "other lines came out than were stated");
    }
    return {};
}

Result<void> Installer::clear_staging() {
    whole_.clear();
    download_.reset();
    const Result<std::vector<std::string>> names = parts_.files.list(parts_.folder.staging());
    if (!names.ok() && names.error().code() == Errc::not_found) return {};
    if (!names.ok()) return names.error();
    for (const std::string& name : names.value()) {
        const bool ours = name.ends_with(segment_part_suffix) &&
                          is_blob_name(name.substr(0, name.size() - segment_part_suffix.size()));
        if (ours) TRY(parts_.files.remove(parts_.folder.staging() / name));
    }
    return {};
}

}  // namespace hall
