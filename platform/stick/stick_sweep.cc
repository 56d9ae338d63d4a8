#include <algorithm>
#include <functional>

#include "platform/stick/stick_maker.h"
#include "sync/core/json.h"
#include "sync/wire/blob.h"
#include "sync/wire/published_names.h"

namespace hall::platform {

namespace {

constexpr std::string_view unfinished = ".new";

// The parsed `signed` of a metadata file on the stick; null if it cannot be read.
Result<Json> signed_part(Files& stick, const Path& file) {
    const Result<std::string> bytes = stick.read(file, metadata_bytes_max);
    if (!bytes.ok() && bytes.error().code() == Errc::unavailable) return bytes.error();
    if (!bytes.ok()) return Json();
    Result<Json> json = parse_json(bytes.value());
    if (!json.ok()) return Json();
    return object_or_empty(json.value(), "signed");
}

// Names in a folder; none if it is not there.
Result<std::vector<std::string>> names_in(Files& stick, const Path& folder) {
    Result<std::vector<std::string>> names = stick.list(folder);
    if (names.ok() || names.error().code() == Errc::unavailable) return names;
    return std::vector<std::string>();
}

// What the timestamps on the stick lead to.
class Reachable {
  public:
    Reachable(Files& stick, const StickFolder& folder) : stick_(stick), folder_(folder) {}

    Result<void> follow(const std::string& village) {
        const Json timestamp = TRY(signed_part(stick_, folder_.timestamp(village)));
        const Json& entry = object_or_empty(object_or_empty(timestamp, "meta"), "snapshot.json");
        const std::string name = named(entry, "snapshot");
        files_.insert((folder_.view(village) / name).string());
        const Json snapshot = TRY(signed_part(stick_, folder_.view(village) / name));
        for (const auto& [file, info] : object_or_empty(snapshot, "meta").items()) {
            if (!file.ends_with(".json")) continue;
            TRY(follow_role(named(info, std::string_view(file).substr(0, file.size() - 5))));
        }
        return {};
    }

    bool has(const Path& file) const { return files_.count(file.string()) != 0; }

  private:
    static std::string named(const Json& info, std::string_view role) {
        return std::to_string(integer_or(info, "version", 0)) + '.' + std::string(role) + ".json";
    }

    // Villages of a county share most roles.
    Result<void> follow_role(const std::string& name) {
        const Path file = folder_.metadata() / name;
        if (!files_.insert(file.string()).second) return {};
        const Json role = TRY(signed_part(stick_, file));
        for (const auto& [target, info] : object_or_empty(role, "targets").items()) {
            const std::string hash = string_or(object_or_empty(info, "hashes"), "sha256");
            const std::size_t slash = target.rfind('/');
            std::string path = target;
            path.insert(slash == std::string::npos ? 0 : slash + 1, hash + ".");
            files_.insert((folder_.targets() / path).string());
        }
        return {};
    }

    Files& stick_;
    const StickFolder& folder_;
    std::set<std::string> files_;
};

class Sweeper {
  public:
    using Stays = std::function<bool(const Path& file)>;
    Sweeper(Files& stick, Stays stays) : stick_(stick), stays_(std::move(stays)) {}

    // Takes away the files of a folder that are named as ours are and need not stay; and
    // those of ours that were left unfinished.
    template <typename IsOurs>
    Result<void> sweep(const Path& folder, IsOurs is_ours) {
        for (const std::string& name : TRY(names_in(stick_, folder))) {
            std::string_view finished = name;
            const bool whole = !finished.ends_with(unfinished);
            if (!whole) finished.remove_suffix(unfinished.size());
            if (!is_ours(finished) || (whole && stays_(folder / name))) continue;
            const Result<void> removed = stick_.remove(folder / name);
            // A folder of that name, or a stick that may not be written: the next write says so.
            if (!removed.ok() && removed.error().code() == Errc::unavailable)
                return removed.error();
            if (removed.ok()) ++removed_;
        }
        return {};
    }

    std::int64_t removed() const { return removed_; }

  private:
    Files& stick_;
    Stays stays_;
    std::int64_t removed_ = 0;
};

}  // namespace

Result<std::vector<std::string>> villages_on_stick(Files& stick, const StickFolder& folder) {
    std::vector<std::string> villages = TRY(names_in(stick, folder.metadata()));
    std::erase_if(villages, [](const std::string& name) { return !is_village_code(name); });
    return villages;
}

Result<std::int64_t> sweep_stick(Files& stick, const StickFolder& folder) {
    Reachable reachable(stick, folder);
    const std::vector<std::string> villages = TRY(villages_on_stick(stick, folder));
    for (const std::string& village : villages) TRY(reachable.follow(village));
    Sweeper sweeper(stick, [&](const Path& file) { return reachable.has(file); });
    for (const std::string& village : villages) {
        TRY(sweeper.sweep(folder.view(village), [](std::string_view name) {
            return role_in_metadata_name(name) == "snapshot";
        }));
    }
    // Roots stay: somebody may have been away since the first.
    TRY(sweeper.sweep(folder.metadata(), [](std::string_view name) {
        const std::string_view role = role_in_metadata_name(name);
        return !role.empty() && role != "root";
    }));
    std::vector<Path> targets = {folder.targets() / "county", folder.targets() / "release"};
    for (const char* kind : {"town", "village"}) {
        for (const std::string& code : TRY(names_in(stick, folder.targets() / kind))) {
            const bool digits =
                std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
            if (digits) targets.push_back(folder.targets() / kind / code);
        }
    }
    for (const Path& channel : targets) {
        TRY(sweeper.sweep(channel, [](std::string_view name) {
            return is_target_path("x/" + std::string(name));
        }));
    }
    return sweeper.removed();
}

Result<std::int64_t> sweep_blobs(Files& stick, const StickFolder& folder,
                                 const std::set<std::string>& wanted) {
    Sweeper sweeper(stick,
                    [&](const Path& file) { return wanted.count(file.filename().string()) != 0; });
    TRY(sweeper.sweep(folder.blobs(), is_blob_name));
    return sweeper.removed();
}

}  // namespace hall::platform
