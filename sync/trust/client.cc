#include "sync/trust/client.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "sync/core/check.h"
#include "sync/trust/trusted_set.h"

namespace hall::tuf {

namespace {

// Before every expiry: for what is read back when no time is given yet.
constexpr std::int64_t no_time_ms = std::numeric_limits<std::int64_t>::min();

// What the repository promised to have and has not: it may be in the middle of a
// publication, or somebody withholds it.
Error lacking(const std::string& file, const Error& error) {
    if (error.code() != Errc::not_found) return Error(error).in(file);
    return Error(Errc::unavailable, file + ": the repository does not have it");
}

// A role that is delegated to must be in the snapshot, or somebody leaves it out.
Error withheld(const Error& error) {
    if (error.code() != Errc::not_found) return error;
    return {Errc::untrusted, error.message()};
}

// "dir/name" as "dir/⟨hash⟩.name", where the repository keeps every version of a target.
Result<std::string> consistent_path(const TargetFile& target) {
    for (const char* algorithm : {"sha256", "sha512"}) {
        const auto hash = target.info.hashes.find(algorithm);
        if (hash == target.info.hashes.end()) continue;
        const std::size_t slash = target.path.rfind('/');
        std::string path = target.path;
        return path.insert(slash == std::string::npos ? 0 : slash + 1, hash->second + ".");
    }
    return Error(Errc::untrusted, target.path + ": no hash of a kind we know");
}

// What does not verify counts as absent: it is fetched again.
template <typename T>
void absent_unless_good(const Result<T>&) {}

// A role still to be visited, for the role that names it.
struct Step {
    std::string role;
    std::string delegator;
};

// Puts the roles that may speak for the target on the list, so that the first of them is
// visited next (section 5.6.7.1). A terminating one drops all that were to come.
void add_delegates(std::vector<Step>& steps, const Delegations& delegations,
                   const std::string& delegator, std::string_view target) {
    if (delegations.succinct) {
        // One bin speaks for the target, and nobody else does.
        steps = {{delegations.succinct->name_for(target), delegator}};
        return;
    }
    std::vector<Step> delegates;
    for (const DelegatedRole& delegate : delegations.roles) {
        if (!delegate.covers(target)) continue;
        delegates.push_back({delegate.name, delegator});
        if (!delegate.terminating) continue;
        steps.clear();
        break;
    }
    steps.insert(steps.end(), delegates.rbegin(), delegates.rend());
}

}  // namespace

struct Client::State {
    Files& files;
    Path folder;
    ClientLimits limits;
    TrustedSet trusted;

    Result<std::string> local(const std::string& role, std::uint64_t bytes_max) {
        return files.read(folder / (file_name_of(role) + ".json"), bytes_max);
    }

    Result<void> store(const std::string& role, std::string_view bytes) {
        const Path file = folder / (file_name_of(role) + ".json");
        TRY_IN(role, files.write_durably(file, bytes, FileMode::shared));
        return {};
    }

    void recall_timestamp(TrustedSet& set) {
        const Result<std::string> bytes = local("timestamp", limits.timestamp_bytes_max);
        if (bytes.ok()) absent_unless_good(set.recall_timestamp(bytes.value()));
    }

    void recall_snapshot(TrustedSet& set) {
        const Result<std::string> bytes = local("snapshot", limits.snapshot_bytes_max);
        if (bytes.ok()) absent_unless_good(set.recall_snapshot(bytes.value()));
    }

    // Reads back what an earlier life stored.
    void recall() {
        recall_timestamp(trusted);
        recall_snapshot(trusted);
        if (trusted.timestamp() == nullptr || trusted.snapshot() == nullptr) return;
        const Result<std::string> bytes = local("targets", limits.targets_bytes_max);
        if (!bytes.ok()) return;
        absent_unless_good(trusted.update_targets(bytes.value(), "targets", "root", no_time_ms));
    }

    // Section 5.3.
    Result<void> update_root(TrustedSet& set, Fetcher& fetcher, std::int64_t now_ms) {
        for (int i = 0; i < limits.root_rotations_max; ++i) {
            const std::string name = std::to_string(set.root().common.version + 1) + ".root.json";
            const Result<std::string> bytes = fetcher.metadata(name, limits.root_bytes_max);
            if (!bytes.ok() && bytes.error().code() == Errc::not_found) break;
            if (!bytes.ok()) return Error(bytes.error()).in(name);
            TRY(set.update_root(bytes.value()));
            TRY(store("root", bytes.value()));
        }
        return set.check_root(now_ms);
    }

    // Section 5.4.
    Result<void> update_timestamp(TrustedSet& set, Fetcher& fetcher, std::int64_t now_ms) {
        recall_timestamp(set);
        const std::string name = "timestamp.json";
        const Result<std::string> bytes = fetcher.metadata(name, limits.timestamp_bytes_max);
        if (!bytes.ok()) return lacking(name, bytes.error());
        const bool newer = TRY(set.update_timestamp(bytes.value(), now_ms));
        if (newer) TRY(store("timestamp", bytes.value()));
        return set.check_timestamp(now_ms);
    }

    // Section 5.5.
    Result<void> update_snapshot(TrustedSet& set, Fetcher& fetcher, std::int64_t now_ms) {
        recall_snapshot(set);
        if (set.check_snapshot(now_ms).ok()) return {};
        const std::string bytes = TRY(fetch_role(
            set, fetcher, "snapshot", set.timestamp()->snapshot, limits.snapshot_bytes_max));
        TRY(set.update_snapshot(bytes, now_ms));
        return store("snapshot", bytes);
    }

    // Section 5.6, for "targets" and for every role delegated from there.
    Result<const Targets*> update_targets(TrustedSet& set, Fetcher& fetcher,
                                          const std::string& role, const std::string& delegator,
                                          std::int64_t now_ms) {
        const Targets* loaded = TRY(set.loaded(role, delegator, now_ms));
        if (loaded != nullptr) return loaded;
        const FileInfo entry = TRY(set.snapshot_entry(role));
        const Result<std::string> known = local(role, limits.targets_bytes_max);
        if (known.ok()) {
            Result<const Targets*> targets =
                set.update_targets(known.value(), role, delegator, now_ms);
            if (targets.ok()) return targets;
        }
        const std::string bytes =
            TRY(fetch_role(set, fetcher, role, entry, limits.targets_bytes_max));
        const Targets* targets = TRY(set.update_targets(bytes, role, delegator, now_ms));
        TRY(store(role, bytes));
        return targets;
    }

    // Never more than was stated, nor more than the limit.
    static Result<std::string> fetch_role(const TrustedSet& set, Fetcher& fetcher,
                                          const std::string& role, const FileInfo& info,
                                          std::uint64_t bytes_max) {
        std::string name = encoded_role_name(role) + ".json";
        if (set.root().consistent_snapshot) {
            name.insert(0, std::to_string(info.version) + ".");
        }
        Result<std::string> bytes =
            fetcher.metadata(name, std::min(bytes_max, info.length.value_or(bytes_max)));
        if (!bytes.ok()) return lacking(name, bytes.error());
        return bytes;
    }

    Result<void> update(TrustedSet& set, Fetcher& fetcher, std::int64_t now_ms) {
        TRY(update_root(set, fetcher, now_ms));
        TRY(update_timestamp(set, fetcher, now_ms));
        TRY(update_snapshot(set, fetcher, now_ms));
        const Result<const Targets*> targets =
            update_targets(set, fetcher, "targets", "root", now_ms);
        if (!targets.ok()) return withheld(targets.error());
        return {};
    }
};

Client::Client(std::unique_ptr<State> state) : state_(std::move(state)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<Client> Client::open(Files& files, Path folder, ClientLimits limits, Expiry expiry,
                            std::string view) {
    const std::string root = TRY(files.read(folder / "root.json", limits.root_bytes_max));
    TrustedSet trusted = TRY(TrustedSet::create(
        root, {.expiry = expiry, .view = std::move(view), .step_max = limits.version_step_max}));
    std::unique_ptr<State> state(new State{files, std::move(folder), limits, std::move(trusted)});
    state->recall();
    return Client(std::move(state));
}

Result<void> Client::init(Files& files, const Path& folder, std::string_view root) {
    TRY(TrustedSet::create(root, {.expiry = Expiry::reported}));
    TRY(files.make_folder(folder));
    return files.write_durably(folder / "root.json", root, FileMode::shared);
}

Result<void> Client::refresh(Fetcher& fetcher, std::int64_t now_ms) {
    // Every update starts from what is on the disk, so that it cannot matter whether the
    // program was started anew. Keys may have changed: what they no longer verify is
    // then forgotten, which is how a repository recovers from versions driven sky-high
    // by a thief of the old keys (section 5.3.11).
    TrustedSet set = state_->trusted.begin();
    Result<void> updated = state_->update(set, fetcher, now_ms);
    if (updated.ok()) {
        state_->trusted = std::move(set);
    } else {
        state_->trusted.adopt_root(set);
    }
    return updated;
}

Result<const Targets*> Client::role(Fetcher& fetcher, std::string_view name,
                                    std::string_view delegator, std::int64_t now_ms) {
    CHECK(state_->trusted.snapshot() != nullptr);
    return state_->update_targets(state_->trusted, fetcher, std::string(name),
                                  std::string(delegator), now_ms);
}

Result<TargetFile> Client::find(Fetcher& fetcher, std::string_view target, std::int64_t now_ms) {
    std::vector<Step> steps = {{"targets", "root"}};  // the next one stands last
    std::set<std::string> visited;
    const auto visited_max = static_cast<std::size_t>(state_->limits.delegations_max) + 1;
    while (!steps.empty() && visited.size() < visited_max) {
        const Step step = std::move(steps.back());
        steps.pop_back();
        if (!visited.insert(step.role).second) continue;
        const Result<const Targets*> targets = role(fetcher, step.role, step.delegator, now_ms);
        if (!targets.ok()) return withheld(targets.error());
        const auto& files = targets.value()->targets;
        const auto found = files.find(std::string(target));
        if (found != files.end()) return TargetFile{found->first, found->second, step.role};
        const std::optional<Delegations>& delegations = targets.value()->delegations;
        if (delegations) add_delegates(steps, *delegations, step.role, target);
    }
    return Error(Errc::not_found, std::string(target) + ": no role speaks for it");
}

Result<std::string> Client::target_path(const TargetFile& target) const {
    if (!root().consistent_snapshot) return target.path;
    return consistent_path(target);
}

Result<std::string> Client::download(Fetcher& fetcher, const TargetFile& target) {
    const std::uint64_t length = target.info.length.value_or(0);
    if (length > state_->limits.target_bytes_max) {
        return Error(Errc::exhausted, target.path + ": longer than we take");
    }
    const std::string path = TRY(target_path(target));
    Result<std::string> bytes = fetcher.target(path, length);
    if (!bytes.ok()) return lacking(path, bytes.error());
    TRY_IN(target.path, check_file(bytes.value(), target.info));
    return bytes;
}

const Root& Client::root() const {
    return state_->trusted.root();
}
const Timestamp* Client::timestamp() const {
    return state_->trusted.timestamp();
}
const Snapshot* Client::snapshot() const {
    return state_->trusted.snapshot();
}
const Targets* Client::targets() const {
    return state_->trusted.targets();
}
std::optional<std::int64_t> Client::expires_ms() const {
    return state_->trusted.expires_ms();
}

std::string encoded_role_name(std::string_view name) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : name) {
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                                c == '~';
        if (unreserved) {
            encoded.push_back(c);
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(c);
        encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return encoded;
}

std::string file_name_of(std::string_view name) {
    // With ".json" and the ".new" of a file being written it stays below 255 bytes.
    constexpr std::size_t bytes_max = 200;
    constexpr std::size_t kept = 100;
    std::string encoded = encoded_role_name(name);
    const bool nameless = encoded.empty() || encoded == "." || encoded == "..";
    if (!nameless && encoded.size() <= bytes_max) return encoded;
    return encoded.substr(0, kept) + "~" + sha256_hex(name);
}

}  // namespace hall::tuf
