#include "platform/publish/offline_files.h"

#include <algorithm>
#include <optional>

#include "sync/core/check.h"
#include "sync/core/encoding.h"

namespace hall::platform {

namespace {

template <typename T>
using Read = Result<T> (*)(const tuf::Envelope&);

template <typename T>
Result<std::optional<T>> read(const std::string& file, Read<T> read_one) {
    if (file.empty()) return std::optional<T>();
    return std::optional<T>(TRY(read_one(TRY(tuf::parse_envelope(file)))));
}

// Everything the files say, read once.
struct Readings {
    std::optional<tuf::Root> root_now;
    std::optional<tuf::Root> root_next;
    std::optional<tuf::Targets> targets_now;
    std::optional<tuf::Targets> targets_next;

    // What counts once the files are in.
    const tuf::Root* root() const {
        return root_next ? &*root_next : root_now ? &*root_now : nullptr;
    }
    const tuf::Targets* targets() const {
        return targets_next ? &*targets_next : targets_now ? &*targets_now : nullptr;
    }
};

Result<Readings> readings_of(const OfflineDrafts& drafts) {
    Readings readings;
    readings.root_now = TRY_IN("root", read(drafts.now.root, tuf::root_of));
    readings.root_next = TRY_IN("root", read(drafts.next.root, tuf::root_of));
    readings.targets_now = TRY_IN("targets", read(drafts.now.targets, tuf::targets_of));
    readings.targets_next = TRY_IN("targets", read(drafts.next.targets, tuf::targets_of));
    if (readings.root() == nullptr) return Error(Errc::corrupt, "there is no root");
    return readings;
}

RoleKeys top_level_keys(const tuf::Root& root, const std::string& role) {
    return keys_named(root.roles.at(role), root.keys);
}

Result<RoleKeys> release_keys(const Readings& readings) {
    const tuf::Targets* targets = readings.targets();
    const tuf::Role* role = targets != nullptr && targets->delegations
                                ? targets->delegations->role_named("release")
                                : nullptr;
    if (role == nullptr) return Error(Errc::corrupt, "targets delegate nothing to release");
    return keys_named(*role, targets->delegations->keys);
}

Result<std::vector<SignerGroup>> groups_of(std::string_view role, const Readings& readings) {
    std::vector<SignerGroup> groups;
    if (role == "root") {
        CHECK(readings.root_next.has_value());
        if (readings.root_now) {
            groups.push_back(
                {SignerGroup::Side::now, top_level_keys(*readings.root_now, "root"), {}});
        }
        groups.push_back(
            {SignerGroup::Side::next, top_level_keys(*readings.root_next, "root"), {}});
    } else if (role == "targets") {
        groups.push_back(
            {SignerGroup::Side::next, top_level_keys(*readings.root(), "targets"), {}});
    } else {
        auto keys = TRY(release_keys(readings));
        groups.push_back({SignerGroup::Side::next, std::move(keys), {}});
    }
    return groups;
}

// The keys of the group that signed the envelope well.
std::vector<std::string> signers_in(const tuf::Envelope& envelope, const RoleKeys& keys) {
    std::vector<std::string> signers;
    for (const tuf::Key& key : keys.keys) {
        std::map<std::string, tuf::Key> alone;
        const tuf::Role role = name_keys({.keys = {key}}, alone);
        if (tuf::check_threshold(envelope, role, alone).ok()) {
            signers.push_back(role.key_ids.front());
        }
    }
    return signers;
}

bool names_key(const std::vector<SignerGroup>& groups, const std::string& id) {
    return std::any_of(groups.begin(), groups.end(), [&](const SignerGroup& group) {
        const std::vector<std::string> ids = group.keys.ids();
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    });
}

std::string list_of(const std::vector<tuf::Key>& keys) {
    std::string text;
    for (const tuf::Key& key : keys) text += (text.empty() ? "" : "、") + shown_id(key);
    return text;
}

std::vector<tuf::Key> without(const std::vector<tuf::Key>& keys, const RoleKeys& others) {
    const std::vector<std::string> ids = others.ids();
    std::vector<tuf::Key> rest;
    for (const tuf::Key& key : keys) {
        if (std::find(ids.begin(), ids.end(), tuf::key_id_of(key)) == ids.end()) {
            rest.push_back(key);
        }
    }
    return rest;
}

std::string change_of(const std::string& role, const RoleKeys& now, const RoleKeys& next) {
    const std::vector<tuf::Key> added = without(next.keys, now);
    const std::vector<tuf::Key> dropped = without(now.keys, next);
    std::string text;
    const auto say = [&](const std::string& part) { text += (text.empty() ? "" : "，") + part; };
    if (!added.empty()) say("加入 " + list_of(added));
    if (!dropped.empty()) say("去掉 " + list_of(dropped));
    if (now.threshold != next.threshold) {
        say("要签的把数从 " + std::to_string(now.threshold) + " 改成 " +
            std::to_string(next.threshold));
    }
    return text.empty() ? text : role + "：" + text;
}

void add_changes(std::vector<std::string>& lines, const KeyPlan& now, const KeyPlan& next) {
    for (const auto& [role, keys] : next) {
        const auto before = now.find(role);
        const RoleKeys none{.threshold = keys.threshold};
        const std::string line = change_of(role, before == now.end() ? none : before->second, keys);
        if (!line.empty()) lines.push_back(line);
    }
    for (const auto& [role, keys] : now) {
        if (next.count(role) == 0) lines.push_back(role + "：不再有这个角色");
    }
}

KeyPlan plan_of(const std::optional<tuf::Root>& root) {
    KeyPlan plan;
    if (!root) return plan;
    for (const auto& [name, role] : root->roles) plan[name] = keys_named(role, root->keys);
    return plan;
}

KeyPlan plan_of(const std::optional<tuf::Targets>& targets) {
    KeyPlan plan;
    if (!targets || !targets->delegations) return plan;
    for (const tuf::DelegatedRole& role : targets->delegations->roles) {
        plan[role.name] = keys_named(role.role, targets->delegations->keys);
    }
    return plan;
}

}  // namespace

std::string& OfflineFiles::of(std::string_view role) {
    CHECK(is_offline_role(role));
    return role == "root" ? root : role == "targets" ? targets : release;
}

const std::string& OfflineFiles::of(std::string_view role) const {
    CHECK(is_offline_role(role));
    return role == "root" ? root : role == "targets" ? targets : release;
}

bool OfflineDemand::satisfied() const {
    return std::all_of(groups.begin(), groups.end(),
                       [](const SignerGroup& group) { return group.satisfied(); });
}

Result<std::vector<OfflineDemand>> demands_of(const OfflineDrafts& drafts,
                                              const std::vector<FileSignature>& signatures) {
    const Readings readings = TRY(readings_of(drafts));
    const OfflineFiles files = TRY(with_signatures(drafts.next, signatures));
    std::vector<OfflineDemand> demands;
    for (const std::string_view role : offline_roles) {
        if (files.of(role).empty()) continue;
        const tuf::Envelope envelope = TRY_IN(role, tuf::parse_envelope(files.of(role)));
        OfflineDemand demand;
        demand.role = role;
        demand.groups = TRY(groups_of(role, readings));
        if (envelope.type != (role == "root" ? "root" : "targets")) {
            return Error(Errc::corrupt, demand.role + ": it is a " + envelope.type);
        }
        demand.version = TRY_IN(role, integer_member(envelope.signed_part, "version"));
        const std::string expires = TRY_IN(role, string_member(envelope.signed_part, "expires"));
        demand.expires_ms = TRY_IN(role, parse_utc_ms(expires));
        for (SignerGroup& group : demand.groups) {
            group.signed_by = signers_in(envelope, group.keys);
        }
        demands.push_back(std::move(demand));
    }
    return demands;
}

Result<std::vector<FileSignature>> sign_offline(const OfflineDrafts& drafts, const KeyStore& keys) {
    const Readings readings = TRY(readings_of(drafts));
    std::vector<FileSignature> signatures;
    for (const std::string_view role : offline_roles) {
        if (drafts.next.of(role).empty()) continue;
        const tuf::Envelope envelope = TRY_IN(role, tuf::parse_envelope(drafts.next.of(role)));
        const std::vector<SignerGroup> groups = TRY(groups_of(role, readings));
        const Result<std::vector<SigningKey>> held = keys.signing_keys(role);
        if (!held.ok() && held.error().code() == Errc::not_found) continue;
        TRY(Result<void>(held.ok() ? Result<void>() : Result<void>(held.error())));
        for (const SigningKey& key : held.value()) {
            const std::string id = tuf::key_id_of(tuf::ed25519_key(key.public_key()));
            if (!names_key(groups, id)) continue;
            signatures.push_back({std::string(role),
                                  {id, key.sign(envelope.canonical)},
                                  key_id_of(key.public_key())});
        }
    }
    return signatures;
}

Result<OfflineFiles> with_signatures(const OfflineFiles& files,
                                     const std::vector<FileSignature>& signatures) {
    OfflineFiles signed_files;
    for (const std::string_view role : offline_roles) {
        if (files.of(role).empty()) continue;
        Json file = TRY_IN(role, parse_json(files.of(role)));
        std::map<std::string, std::string> by_key;
        for (const FileSignature& each : signatures) {
            if (each.role == role) by_key[each.signature.key_id] = hex_of(each.signature.bytes);
        }
        if (!file.is_object()) return Error(Errc::corrupt, std::string(role) + ": no object");
        file["signatures"] = Json::array();
        for (const auto& [id, bytes] : by_key) {
            file["signatures"].push_back({{"keyid", id}, {"sig", bytes}});
        }
        signed_files.of(role) = json_line(file);
    }
    return signed_files;
}

Result<std::vector<std::string>> changes_of(const OfflineDrafts& drafts) {
    const Readings readings = TRY(readings_of(drafts));
    std::vector<std::string> lines;
    if (readings.root_next) {
        add_changes(lines, plan_of(readings.root_now), plan_of(readings.root_next));
    }
    if (readings.targets_next) {
        add_changes(lines, plan_of(readings.targets_now), plan_of(readings.targets_next));
    }
    return lines;
}

}  // namespace hall::platform
