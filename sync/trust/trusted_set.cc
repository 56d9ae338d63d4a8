#include "sync/trust/trusted_set.h"

#include <algorithm>
#include <utility>

#include "sync/core/check.h"
#include "sync/core/clock.h"

namespace hall::tuf {

namespace {

Error wrong_version(std::int64_t version, std::int64_t expected) {
    return Error(Errc::untrusted,
                 "version " + std::to_string(version) + ", not " + std::to_string(expected));
}

Error rolled_back(std::int64_t version, std::int64_t trusted) {
    return Error(Errc::untrusted, "version " + std::to_string(version) + " after version " +
                                      std::to_string(trusted));
}

}  // namespace

Result<TrustedSet> TrustedSet::create(std::string_view bytes, TrustRules rules) {
    const Envelope envelope = TRY_IN("root", parse_envelope(bytes));
    Root root = TRY(root_of(envelope));
    TRY_IN("root", check_threshold(envelope, root.roles.at("root"), root.keys));
    return TrustedSet(std::move(root), std::move(rules));
}

TrustedSet TrustedSet::begin() const {
    return {root_, rules_};
}

Result<void> TrustedSet::update_root(std::string_view bytes) {
    const Envelope envelope = TRY_IN("new root", open_top_level(bytes, "root"));
    Root root = TRY_IN("new root", root_of(envelope));
    if (root.common.version != root_.common.version + 1) {
        return wrong_version(root.common.version, root_.common.version + 1).in("new root");
    }
    TRY_IN("new root by itself", check_threshold(envelope, root.roles.at("root"), root.keys));
    root_ = std::move(root);
    return {};
}

Result<void> TrustedSet::check_root(std::int64_t now_ms) const {
    TRY_IN("root", check_expiry(root_.common, now_ms));
    return {};
}

Result<void> TrustedSet::recall_timestamp(std::string_view bytes) {
    const Envelope envelope = TRY_IN("timestamp", open_top_level(bytes, "timestamp"));
    Timestamp timestamp = TRY(timestamp_of(envelope));
    TRY_IN("timestamp", check_view(timestamp.extra));
    timestamp_ = std::move(timestamp);
    return {};
}

Result<bool> TrustedSet::update_timestamp(std::string_view bytes, std::int64_t now_ms) {
    const Envelope envelope = TRY_IN("timestamp", open_top_level(bytes, "timestamp"));
    Timestamp timestamp = TRY(timestamp_of(envelope));
    TRY_IN("timestamp", check_view(timestamp.extra));
    if (timestamp_) {
        const std::int64_t trusted = timestamp_->common.version;
        if (timestamp.common.version < trusted) {
            return rolled_back(timestamp.common.version, trusted).in("timestamp");
        }
        if (timestamp.common.version == trusted) return false;
        if (timestamp.snapshot.version < timestamp_->snapshot.version) {
            return rolled_back(timestamp.snapshot.version, timestamp_->snapshot.version)
                .in("timestamp: snapshot");
        }
        TRY_IN("timestamp", check_step(timestamp.common.version, trusted));
        TRY_IN("timestamp: snapshot",
               check_step(timestamp.snapshot.version, timestamp_->snapshot.version));
    }
    TRY_IN("timestamp", check_expiry(timestamp.common, now_ms));
    timestamp_ = std::move(timestamp);
    return true;
}

Result<void> TrustedSet::check_timestamp(std::int64_t now_ms) const {
    CHECK(timestamp_.has_value());
    TRY_IN("timestamp", check_expiry(timestamp_->common, now_ms));
    return {};
}

Result<void> TrustedSet::recall_snapshot(std::string_view bytes) {
    const Envelope envelope = TRY_IN("snapshot", open_top_level(bytes, "snapshot"));
    Snapshot snapshot = TRY(snapshot_of(envelope));
    TRY_IN("snapshot", check_view(snapshot.extra));
    snapshot_ = std::move(snapshot);
    return {};
}

Result<void> TrustedSet::update_snapshot(std::string_view bytes, std::int64_t now_ms) {
    TRY(check_timestamp(now_ms));
    TRY_IN("snapshot", check_file(bytes, timestamp_->snapshot));
    const Envelope envelope = TRY_IN("snapshot", open_top_level(bytes, "snapshot"));
    Snapshot snapshot = TRY(snapshot_of(envelope));
    TRY_IN("snapshot", check_view(snapshot.extra));
    TRY_IN("snapshot", check_entries(snapshot));
    std::optional<Snapshot> before = std::exchange(snapshot_, std::move(snapshot));
    const Result<void> usable = check_snapshot(now_ms);
    if (!usable.ok()) snapshot_ = std::move(before);
    return usable;
}

Result<void> TrustedSet::check_snapshot(std::int64_t now_ms) const {
    CHECK(timestamp_.has_value());
    if (!snapshot_) return Error(Errc::not_found, "snapshot: none yet");
    const std::int64_t version = snapshot_->common.version;
    if (version != timestamp_->snapshot.version) {
        return wrong_version(version, timestamp_->snapshot.version).in("snapshot");
    }
    TRY_IN("snapshot", check_expiry(snapshot_->common, now_ms));
    return {};
}

Result<const Targets*> TrustedSet::update_targets(std::string_view bytes, const std::string& role,
                                                  const std::string& delegator,
                                                  std::int64_t now_ms) {
    TRY(check_timestamp(now_ms));
    TRY(check_snapshot(now_ms));
    const FileInfo entry = TRY(snapshot_entry(role));
    TRY_IN(role, check_file(bytes, entry));
    const Signers signers = TRY(signers_of(role, delegator));
    Envelope envelope = TRY_IN(role, parse_envelope(bytes));
    TRY_IN(role, check_threshold(envelope, *signers.role, *signers.keys));
    Targets targets = TRY_IN(role, targets_of(envelope));
    if (targets.common.version != entry.version) {
        return wrong_version(targets.common.version, entry.version).in(role);
    }
    TRY_IN(role, check_expiry(targets.common, now_ms));
    envelope.signed_part = nullptr;  // the canonical form is all that is asked for again
    Loaded& loaded = roles_[role];
    loaded = {std::move(envelope), std::move(targets), {delegator}};
    return &loaded.targets;
}

Result<const Targets*> TrustedSet::loaded(const std::string& role, const std::string& delegator,
                                          std::int64_t now_ms) {
    const auto found = roles_.find(role);
    if (found == roles_.end()) return static_cast<const Targets*>(nullptr);
    Loaded& loaded = found->second;
    TRY_IN(role, check_expiry(loaded.targets.common, now_ms));
    if (!loaded.delegators.contains(delegator)) {
        const Signers signers = TRY(signers_of(role, delegator));
        TRY_IN(role + " for " + delegator,
               check_threshold(loaded.envelope, *signers.role, *signers.keys));
        loaded.delegators.insert(delegator);
    }
    return &loaded.targets;
}

Result<FileInfo> TrustedSet::snapshot_entry(const std::string& role) const {
    CHECK(snapshot_.has_value());
    const auto entry = snapshot_->meta.find(role + ".json");
    if (entry == snapshot_->meta.end()) {
        return Error(Errc::not_found, role + ": the snapshot does not list it");
    }
    return entry->second;
}

const Targets* TrustedSet::targets() const {
    const auto found = roles_.find("targets");
    return found == roles_.end() ? nullptr : &found->second.targets;
}

std::optional<std::int64_t> TrustedSet::expires_ms() const {
    std::optional<std::int64_t> earliest;
    const auto consider = [&earliest](const Common& common) {
        earliest = std::min(earliest.value_or(common.expires_ms), common.expires_ms);
    };
    if (timestamp_) consider(timestamp_->common);
    if (snapshot_) consider(snapshot_->common);
    for (const auto& [name, loaded] : roles_) consider(loaded.targets.common);
    return earliest;
}

Result<void> TrustedSet::check_expiry(const Common& common, std::int64_t now_ms) const {
    if (rules_.expiry == Expiry::enforced && now_ms >= common.expires_ms) {
        return Error(Errc::untrusted, "expired on " + utc_text(common.expires_ms));
    }
    return {};
}

Result<void> TrustedSet::check_view(const Json& signed_part) const {
    if (rules_.view.empty() || string_or(signed_part, "view") == rules_.view) return {};
    return Error(Errc::untrusted, "of another view than " + rules_.view);
}

Result<void> TrustedSet::check_step(std::int64_t version, std::int64_t trusted) const {
    if (version - trusted <= rules_.step_max) return {};
    return Error(Errc::untrusted, "version " + std::to_string(version) + " is too far above " +
                                      std::to_string(trusted));
}

// No role may fall back or be left out (section 5.5.5).
Result<void> TrustedSet::check_entries(const Snapshot& snapshot) const {
    if (!snapshot_) return {};
    for (const auto& [name, known] : snapshot_->meta) {
        const auto entry = snapshot.meta.find(name);
        if (entry == snapshot.meta.end()) return Error(Errc::untrusted, "leaves out " + name);
        const std::int64_t version = entry->second.version;
        if (version < known.version) return rolled_back(version, known.version).in(name);
        TRY_IN(name, check_step(version, known.version));
    }
    return {};
}

Result<Envelope> TrustedSet::open_top_level(std::string_view bytes, const std::string& role) const {
    Envelope envelope = TRY(parse_envelope(bytes));
    TRY(check_threshold(envelope, root_.roles.at(role), root_.keys));
    return envelope;
}

Result<TrustedSet::Signers> TrustedSet::signers_of(const std::string& role,
                                                   const std::string& delegator) const {
    if (delegator == "root") {
        CHECK(role == "targets");
        return Signers{&root_.roles.at("targets"), &root_.keys};
    }
    const auto found = roles_.find(delegator);
    if (found == roles_.end()) {
        return Error(Errc::not_found, role + ": its delegator " + delegator + " is not loaded");
    }
    const std::optional<Delegations>& delegations = found->second.targets.delegations;
    const Role* signer = delegations ? delegations->role_named(role) : nullptr;
    if (signer == nullptr) {
        return Error(Errc::not_found, delegator + " does not delegate to " + role);
    }
    return Signers{signer, &delegations->keys};
}

}  // namespace hall::tuf
