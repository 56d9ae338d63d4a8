#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/wire/metadata.h"

namespace hall::tuf {

namespace {

constexpr std::string_view specification_version = "1.0.34";

void put_common(Json& json, const Common& common, std::string_view type) {
    json["_type"] = type;
    json["spec_version"] = specification_version;
    json["version"] = common.version;
    json["expires"] = utc_text(common.expires_ms);
}

Json json_of(const std::map<std::string, Key>& keys) {
    Json json = Json::object();
    for (const auto& [id, key] : keys) json[id] = json_of(key);
    return json;
}

Json json_of(const Role& role) {
    return {{"keyids", role.key_ids}, {"threshold", role.threshold}};
}

void put_length_and_hashes(Json& json, const FileInfo& info) {
    if (info.length) json["length"] = *info.length;
    if (!info.hashes.empty()) json["hashes"] = info.hashes;
}

Json meta_json(const FileInfo& info) {
    Json json = {{"version", info.version}};
    put_length_and_hashes(json, info);
    return json;
}

Json target_json(const FileInfo& info) {
    Json json = Json::object();
    put_length_and_hashes(json, info);
    if (!info.custom.is_null()) json["custom"] = info.custom;
    return json;
}

Json json_of(const DelegatedRole& delegated) {
    Json json = json_of(delegated.role);
    json["name"] = delegated.name;
    json["terminating"] = delegated.terminating;
    if (delegated.path_hash_prefixes.empty()) {
        json["paths"] = delegated.paths;
    } else {
        json["path_hash_prefixes"] = delegated.path_hash_prefixes;
    }
    return json;
}

Json json_of(const Delegations& delegations) {
    Json json = {{"keys", json_of(delegations.keys)}};
    if (delegations.succinct) {
        json["succinct_roles"] = json_of(delegations.succinct->role);
        json["succinct_roles"]["bit_length"] = delegations.succinct->bit_length;
        json["succinct_roles"]["name_prefix"] = delegations.succinct->name_prefix;
        return json;
    }
    json["roles"] = Json::array();
    for (const DelegatedRole& role : delegations.roles) json["roles"].push_back(json_of(role));
    return json;
}

}  // namespace

std::string key_id_of(const Key& key) {
    return sha256_hex(canonical_json(json_of(key)).value());
}

Key ed25519_key(std::string_view public_key) {
    return {.type = "ed25519", .scheme = "ed25519", .public_part = hex_of(public_key)};
}

Json json_of(const Key& key) {
    return {
        {"keytype", key.type}, {"scheme", key.scheme}, {"keyval", {{"public", key.public_part}}}};
}

Json json_of(const Root& root) {
    Json json;
    put_common(json, root.common, "root");
    json["consistent_snapshot"] = root.consistent_snapshot;
    json["keys"] = json_of(root.keys);
    json["roles"] = Json::object();
    for (const auto& [name, role] : root.roles) json["roles"][name] = json_of(role);
    return json;
}

Json json_of(const Timestamp& timestamp) {
    Json json = timestamp.extra.is_object() ? timestamp.extra : Json::object();
    put_common(json, timestamp.common, "timestamp");
    json["meta"]["snapshot.json"] = meta_json(timestamp.snapshot);
    return json;
}

Json json_of(const Snapshot& snapshot) {
    Json json = snapshot.extra.is_object() ? snapshot.extra : Json::object();
    put_common(json, snapshot.common, "snapshot");
    json["meta"] = Json::object();
    for (const auto& [name, info] : snapshot.meta) json["meta"][name] = meta_json(info);
    return json;
}

Json json_of(const Targets& targets) {
    Json json;
    put_common(json, targets.common, "targets");
    json["targets"] = Json::object();
    for (const auto& [path, info] : targets.targets) json["targets"][path] = target_json(info);
    if (targets.delegations) json["delegations"] = json_of(*targets.delegations);
    return json;
}

std::string signed_file(const Json& signed_part, const std::vector<const SigningKey*>& keys) {
    const std::string canonical = canonical_json(signed_part).value();
    Json signatures = Json::array();
    for (const SigningKey* key : keys) {
        signatures.push_back({{"keyid", key_id_of(ed25519_key(key->public_key()))},
                              {"sig", hex_of(key->sign(canonical))}});
    }
    return json_line({{"signatures", signatures}, {"signed", signed_part}});
}

}  // namespace hall::tuf
