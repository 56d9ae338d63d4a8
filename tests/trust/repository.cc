#include "tests/trust/repository.h"

#include <memory>
#include <utility>

#include "sync/core/check.h"
#include "sync/core/encoding.h"

namespace hall::tuf {

namespace {

FileInfo entry_of(std::int64_t version, const std::string& bytes, bool with_hashes) {
    FileInfo info{.version = version};
    if (!with_hashes) return info;
    info.length = bytes.size();
    info.hashes["sha256"] = sha256_hex(bytes);
    return info;
}

}  // namespace

Signer make_signer(Random& random) {
    const auto key = std::make_shared<SigningKey>(SigningKey::make(random));
    const Key known = ed25519_key(key->public_key());
    return {key_id_of(known), known, [key](std::string_view bytes) { return key->sign(bytes); }};
}

Repository::Repository(Random& random, std::int64_t now_ms)
    : random_(random), expires_ms_(now_ms + 30 * day_ms) {
    for (const char* role : {"root", "timestamp", "snapshot", "targets"}) {
        root_.roles[role] = {{}, 1};
        add_key(role);
    }
    root_.common.expires_ms = expires_ms_;
    timestamp_.common.expires_ms = expires_ms_;
    snapshot_.common.expires_ms = expires_ms_;
    targets("targets");
    publish({"root", "targets", "snapshot", "timestamp"});
}

Targets& Repository::targets(const std::string& role) {
    const auto [found, added] = targets_.try_emplace(role);
    if (added) found->second.common.expires_ms = expires_ms_;
    return found->second;
}

void Repository::add_key(const std::string& role, Signer signer) {
    if (root_.roles.contains(role)) {
        root_.keys[signer.id] = signer.key;
        root_.roles[role].key_ids.push_back(signer.id);
    }
    for (auto& [name, delegator] : targets_) {
        if (!delegator.delegations) continue;
        for (DelegatedRole& delegated : delegator.delegations->roles) {
            if (delegated.name != role) continue;
            delegator.delegations->keys[signer.id] = signer.key;
            delegated.role.key_ids.push_back(signer.id);
        }
    }
    signers_[role].push_back(std::move(signer));
}

void Repository::rotate_keys(const std::string& role) {
    root_.roles.at(role).key_ids.clear();
    signers_[role].clear();
    add_key(role);
}

void Repository::add_delegation(const std::string& delegator, DelegatedRole role) {
    Targets& from = targets(delegator);
    if (!from.delegations) from.delegations.emplace();
    const std::string name = role.name;
    targets(name);
    const Signer signer =
        signers_[name].empty() ? make_signer(random_) : Signer(signers_[name].front());
    if (signers_[name].empty()) signers_[name].push_back(signer);
    from.delegations->keys[signer.id] = signer.key;
    role.role.key_ids.push_back(signer.id);
    from.delegations->roles.push_back(std::move(role));
}

void Repository::add_target(const std::string& role, const std::string& path,
                            const std::string& content) {
    const std::string hash = sha256_hex(content);
    targets(role).targets[path] = {.length = content.size(), .hashes = {{"sha256", hash}}};
    const std::size_t slash = path.rfind('/');
    std::string hashed = path;
    hashed.insert(slash == std::string::npos ? 0 : slash + 1, hash + ".");
    target_files[hashed] = content;
    target_files[path] = content;
}

void Repository::publish(const std::vector<std::string>& roles) {
    for (const std::string& role : roles) {
        ++common_of(role).version;
        put(role);
    }
}

void Repository::publish_again(const std::vector<std::string>& roles) {
    for (const std::string& role : roles) put(role);
}

void Repository::put(const std::string& role) {
    const std::string bytes = signed_bytes(role, content_of(role));
    const std::int64_t version = common_of(role).version;
    const std::string file = encoded_role_name(role) + ".json";
    const bool versioned = role == "root" || (role != "timestamp" && root_.consistent_snapshot);
    metadata_files[versioned ? std::to_string(version) + "." + file : file] = bytes;
    published_[role] = bytes;
    const FileInfo entry = entry_of(version, bytes, states_hashes);
    if (role == "snapshot") timestamp_.snapshot = entry;
    if (targets_.contains(role)) snapshot_.meta[role + ".json"] = entry;
}

std::string Repository::signed_bytes(const std::string& role, const Json& content) const {
    const std::string canonical = canonical_json(content).value();
    Json signatures = Json::array();
    for (const Signer& signer : signers_.at(role)) {
        signatures.push_back({{"keyid", signer.id}, {"sig", hex_of(signer.sign(canonical))}});
    }
    return Json{{"signatures", signatures}, {"signed", content}}.dump(1);
}

Common& Repository::common_of(const std::string& role) {
    if (role == "root") return root_.common;
    if (role == "timestamp") return timestamp_.common;
    if (role == "snapshot") return snapshot_.common;
    CHECK(targets_.contains(role));
    return targets_.at(role).common;
}

Json Repository::content_of(const std::string& role) {
    if (role == "root") return json_of(root_);
    if (role == "timestamp") return json_of(timestamp_);
    if (role == "snapshot") return json_of(snapshot_);
    return json_of(targets_.at(role));
}

Result<std::string> Repository::metadata(std::string_view name, std::uint64_t bytes_max) {
    asked_metadata.emplace_back(name);
    return give(metadata_files, std::string(name), bytes_max);
}

Result<std::string> Repository::target(std::string_view path, std::uint64_t bytes_max) {
    asked_targets.emplace_back(path);
    return give(target_files, std::string(path), bytes_max);
}

Result<std::string> Repository::give(const std::map<std::string, std::string>& shelf,
                                     const std::string& name, std::uint64_t bytes_max) const {
    const auto fault = failing.find(name);
    if (fault != failing.end()) return Error(fault->second, name + " fails");
    const auto file = shelf.find(name);
    if (file == shelf.end()) return Error(Errc::not_found, name);
    if (file->second.size() > bytes_max) return Error(Errc::exhausted, name + ": too long");
    return file->second;
}

}  // namespace hall::tuf
