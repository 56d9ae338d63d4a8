#include <algorithm>
#include <array>
#include <set>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/wire/metadata.h"

namespace hall::tuf {

namespace {

constexpr std::array<std::string_view, 4> top_level_roles = {"root", "timestamp", "snapshot",
                                                             "targets"};
constexpr int succinct_bits_max = 32;

// Some writers say null where there is nothing to say.
bool has(const Json& object, const char* name) {
    return object.contains(name) && !object[name].is_null();
}

bool is_top_level(std::string_view role) {
    return std::find(top_level_roles.begin(), top_level_roles.end(), role) != top_level_roles.end();
}

Result<const Json*> object_member(const Json& object, std::string_view name) {
    const Json* value = TRY(member(object, name));
    if (!value->is_object()) {
        return Error(Errc::corrupt, "\"" + std::string(name) + "\" is no object");
    }
    return value;
}

// Strings of an array, each once.
Result<std::vector<std::string>> unique_strings(const Json& object, std::string_view name) {
    const Json* array = TRY(member(object, name));
    if (!array->is_array()) {
        return Error(Errc::corrupt, "\"" + std::string(name) + "\" is no array");
    }
    std::vector<std::string> strings;
    std::set<std::string> seen;
    for (const Json& element : *array) {
        if (!element.is_string()) {
            return Error(Errc::corrupt, "\"" + std::string(name) + "\" holds more than strings");
        }
        std::string text = element.get<std::string>();
        if (!seen.insert(text).second) {
            return Error(Errc::corrupt, "\"" + std::string(name) + "\" names one thing twice");
        }
        strings.push_back(std::move(text));
    }
    return strings;
}

Result<std::int64_t> version_member(const Json& object) {
    const std::int64_t version = TRY(integer_member(object, "version"));
    if (version < 1) return Error(Errc::corrupt, "\"version\" is less than 1");
    return version;
}

Result<Common> common_of(const Envelope& envelope, std::string_view type) {
    const Json& json = envelope.signed_part;
    if (envelope.type != type) {
        return Error(Errc::corrupt, "\"_type\" is " + envelope.type + ", not " + std::string(type));
    }
    const std::string specification = TRY(string_member(json, "spec_version"));
    if (!specification.starts_with("1.")) {
        return Error(Errc::corrupt, "of specification " + specification + ", not 1.x");
    }
    Common common;
    common.type = type;
    common.version = TRY(version_member(json));
    common.expires_ms = TRY_IN("expires", parse_utc_ms(TRY(string_member(json, "expires"))));
    return common;
}

Result<std::map<std::string, Key>> keys_of(const Json& object) {
    std::map<std::string, Key> keys;
    for (const auto& [id, json] : object.items()) {
        Key key;
        key.type = TRY_IN(id, string_member(json, "keytype"));
        key.scheme = TRY_IN(id, string_member(json, "scheme"));
        // A key type of tomorrow may keep other things here; it then never counts.
        key.public_part = string_or(object_or_empty(json, "keyval"), "public");
        keys.emplace(id, std::move(key));
    }
    return keys;
}

Result<Role> role_of(const Json& json) {
    Role role;
    role.key_ids = TRY(unique_strings(json, "keyids"));
    role.threshold = TRY(integer_member(json, "threshold"));
    if (role.threshold < 1) return Error(Errc::corrupt, "\"threshold\" is less than 1");
    return role;
}

// Hashes become part of file names, so they have to be nothing else.
bool can_be_hash(std::string_view algorithm, std::string_view text) {
    if (algorithm != "sha256" && algorithm != "sha512") return true;
    return text.size() == (algorithm == "sha256" ? 64U : 128U) &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<FileInfo> file_info_of(const Json& json) {
    if (!json.is_object()) return Error(Errc::corrupt, "no object");
    FileInfo info;
    if (has(json, "length")) {
        const std::int64_t length = TRY(integer_member(json, "length"));
        if (length < 0) return Error(Errc::corrupt, "\"length\" is negative");
        info.length = static_cast<std::uint64_t>(length);
    }
    if (has(json, "hashes")) {
        const Json* hashes = TRY(object_member(json, "hashes"));
        if (hashes->empty()) return Error(Errc::corrupt, "\"hashes\" is empty");
        for (const auto& [algorithm, hash] : hashes->items()) {
            if (!hash.is_string() || !can_be_hash(algorithm, hash.get<std::string>())) {
                return Error(Errc::corrupt, "\"hashes\" has what is no " + algorithm);
            }
            info.hashes.emplace(algorithm, hash.get<std::string>());
        }
    }
    return info;
}

Result<FileInfo> meta_file_of(const Json& json) {
    FileInfo info = TRY(file_info_of(json));
    info.version = TRY(version_member(json));
    return info;
}

Result<FileInfo> target_info_of(const Json& json) {
    FileInfo info = TRY(file_info_of(json));
    if (!info.length) return Error(Errc::corrupt, "no \"length\"");
    if (info.hashes.empty()) return Error(Errc::corrupt, "no \"hashes\"");
    if (const auto custom = json.find("custom"); custom != json.end()) info.custom = *custom;
    return info;
}

Result<DelegatedRole> delegated_role_of(const Json& json) {
    DelegatedRole delegated;
    delegated.name = TRY(string_member(json, "name"));
    delegated.role = TRY_IN(delegated.name, role_of(json));
    if (delegated.name.empty() || is_top_level(delegated.name)) {
        return Error(Errc::corrupt, "\"" + delegated.name + "\" cannot be delegated");
    }
    const Json* terminating = TRY_IN(delegated.name, member(json, "terminating"));
    if (!terminating->is_boolean()) {
        return Error(Errc::corrupt, delegated.name + ": \"terminating\" is no boolean");
    }
    delegated.terminating = terminating->get<bool>();
    const bool by_path = has(json, "paths");
    if (by_path == has(json, "path_hash_prefixes")) {
        return Error(Errc::corrupt,
                     delegated.name + ": neither or both of \"paths\" and \"path_hash_prefixes\"");
    }
    const std::string_view list = by_path ? "paths" : "path_hash_prefixes";
    (by_path ? delegated.paths : delegated.path_hash_prefixes) =
        TRY_IN(delegated.name, unique_strings(json, list));
    return delegated;
}

Result<SuccinctRoles> succinct_roles_of(const Json& json) {
    SuccinctRoles succinct;
    succinct.role = TRY(role_of(json));
    const std::int64_t bits = TRY(integer_member(json, "bit_length"));
    if (bits < 1 || bits > succinct_bits_max) {
        return Error(Errc::corrupt, "\"bit_length\" is not 1 to 32");
    }
    succinct.bit_length = static_cast<int>(bits);
    succinct.name_prefix = TRY(string_member(json, "name_prefix"));
    return succinct;
}

Result<Delegations> delegations_of(const Json& json) {
    Delegations delegations;
    delegations.keys = TRY(keys_of(*TRY(object_member(json, "keys"))));
    const bool listed = has(json, "roles");
    if (listed == has(json, "succinct_roles")) {
        return Error(Errc::corrupt, "neither or both of \"roles\" and \"succinct_roles\"");
    }
    if (!listed) {
        delegations.succinct = TRY(succinct_roles_of(json["succinct_roles"]));
        return delegations;
    }
    if (!json["roles"].is_array()) return Error(Errc::corrupt, "\"roles\" is no array");
    std::set<std::string> names;
    for (const Json& role : json["roles"]) {
        DelegatedRole delegated = TRY(delegated_role_of(role));
        if (!names.insert(delegated.name).second) {
            return Error(Errc::corrupt, delegated.name + " is delegated to twice");
        }
        delegations.roles.push_back(std::move(delegated));
    }
    return delegations;
}

Result<Signature> signature_of(const Json& json) {
    Signature signature;
    signature.key_id = TRY(string_member(json, "keyid"));
    const std::string text = TRY(string_member(json, "sig"));
    // One bad signature must not spoil those of the other keys.
    Result<std::string> bytes = bytes_of_hex(text);
    if (bytes.ok()) signature.bytes = std::move(bytes).value();
    return signature;
}

}  // namespace

Result<Envelope> parse_envelope(std::string_view bytes) {
    Json json = TRY(parse_json(bytes));
    Envelope envelope;
    const Json* signed_part = TRY(object_member(json, "signed"));
    envelope.type = TRY(string_member(*signed_part, "_type"));
    const Json* signatures = TRY(member(json, "signatures"));
    if (!signatures->is_array()) return Error(Errc::corrupt, "\"signatures\" is no array");
    std::set<std::string> signers;
    for (const Json& element : *signatures) {
        Signature signature = TRY(signature_of(element));
        if (!signers.insert(signature.key_id).second) {
            return Error(Errc::corrupt, "the key " + signature.key_id + " signs twice");
        }
        envelope.signatures.push_back(std::move(signature));
    }
    envelope.canonical = TRY(canonical_json(*signed_part));
    envelope.signed_part = std::move(json["signed"]);
    return envelope;
}

Result<Root> root_of(const Envelope& envelope) {
    const Json& json = envelope.signed_part;
    Root root;
    root.common = TRY_IN("root", common_of(envelope, "root"));
    root.consistent_snapshot = bool_or(json, "consistent_snapshot", false);
    root.keys = TRY_IN("root", keys_of(*TRY_IN("root", object_member(json, "keys"))));
    const Json* roles = TRY_IN("root", object_member(json, "roles"));
    for (const auto& [name, role] : roles->items()) {
        root.roles.emplace(name, TRY_IN("root: " + name, role_of(role)));
    }
    for (const std::string_view name : top_level_roles) {
        if (root.roles.contains(std::string(name))) continue;
        return Error(Errc::corrupt, "root: no role " + std::string(name));
    }
    return root;
}

Result<Timestamp> timestamp_of(const Envelope& envelope) {
    Timestamp timestamp;
    timestamp.common = TRY_IN("timestamp", common_of(envelope, "timestamp"));
    const Json* meta = TRY_IN("timestamp", object_member(envelope.signed_part, "meta"));
    const Json* snapshot = TRY_IN("timestamp", object_member(*meta, "snapshot.json"));
    timestamp.snapshot = TRY_IN("timestamp", meta_file_of(*snapshot));
    timestamp.extra = envelope.signed_part;
    return timestamp;
}

Result<Snapshot> snapshot_of(const Envelope& envelope) {
    Snapshot snapshot;
    snapshot.common = TRY_IN("snapshot", common_of(envelope, "snapshot"));
    const Json* meta = TRY_IN("snapshot", object_member(envelope.signed_part, "meta"));
    for (const auto& [name, json] : meta->items()) {
        snapshot.meta.emplace(name, TRY_IN("snapshot: " + name, meta_file_of(json)));
    }
    snapshot.extra = envelope.signed_part;
    return snapshot;
}

Result<Targets> targets_of(const Envelope& envelope) {
    const Json& json = envelope.signed_part;
    Targets targets;
    targets.common = TRY_IN("targets", common_of(envelope, "targets"));
    const Json* files = TRY_IN("targets", object_member(json, "targets"));
    for (const auto& [path, info] : files->items()) {
        targets.targets.emplace(path, TRY_IN("targets: " + path, target_info_of(info)));
    }
    if (has(json, "delegations")) {
        const Json* delegations = TRY_IN("targets", object_member(json, "delegations"));
        targets.delegations = TRY_IN("delegations", delegations_of(*delegations));
    }
    return targets;
}

}  // namespace hall::tuf
