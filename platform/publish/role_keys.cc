#include "platform/publish/role_keys.h"

#include <algorithm>

#include "sync/core/encoding.h"
#include "sync/wire/document.h"

namespace hall::platform {

bool is_offline_role(std::string_view role) {
    return std::find(std::begin(offline_roles), std::end(offline_roles), role) !=
           std::end(offline_roles);
}

std::vector<std::string> RoleKeys::ids() const {
    std::vector<std::string> ids;
    for (const tuf::Key& key : keys) ids.push_back(tuf::key_id_of(key));
    return ids;
}

bool RoleKeys::operator==(const RoleKeys& other) const {
    std::vector<std::string> mine = ids();
    std::vector<std::string> others = other.ids();
    std::sort(mine.begin(), mine.end());
    std::sort(others.begin(), others.end());
    return threshold == other.threshold && mine == others;
}

RoleKeys keys_named(const tuf::Role& role, const std::map<std::string, tuf::Key>& keys) {
    RoleKeys named{.threshold = role.threshold};
    for (const std::string& id : role.key_ids) {
        const auto key = keys.find(id);
        if (key != keys.end()) named.keys.push_back(key->second);
    }
    return named;
}

tuf::Role name_keys(const RoleKeys& role, std::map<std::string, tuf::Key>& known) {
    tuf::Role named{.threshold = role.threshold};
    for (const tuf::Key& key : role.keys) {
        std::string id = tuf::key_id_of(key);
        known[id] = key;
        named.key_ids.push_back(std::move(id));
    }
    return named;
}

RoleKeys one_key(const SigningKey& key) {
    return {.keys = {tuf::ed25519_key(key.public_key())}};
}

Result<KeyPlan> plan_of_store(const KeyStore& keys, const std::vector<std::string>& roles) {
    KeyPlan plan;
    for (const std::string& role : roles) {
        plan[role] = one_key(TRY(keys.signing_keys(role)).back());
    }
    return plan;
}

std::vector<std::string> roles_of_county(const Places& places) {
    std::vector<std::string> roles = {"root",      "targets", "snapshot",
                                      "timestamp", "county",  "release"};
    for (const Town& town : places.towns) {
        roles.push_back(town_channel(town.code));
        for (const Village& village : town.villages) {
            roles.push_back(village_channel(village.code));
        }
    }
    return roles;
}

std::string shown_id(const tuf::Key& key) {
    const Result<std::string> bytes = bytes_of_hex(key.public_part);
    return key_id_of(bytes.ok() ? bytes.value() : key.public_part);
}

Result<std::vector<SigningKey>> signers_of(const KeyStore& keys, std::string_view role,
                                           const RoleKeys& wanted) {
    std::vector<SigningKey> signers = TRY(keys.signing_keys_among(role, wanted.ids()));
    if (static_cast<std::int64_t>(signers.size()) < wanted.threshold) {
        return Error(Errc::not_found, std::string(role) + ": " + std::to_string(signers.size()) +
                                          " of its keys are here, " +
                                          std::to_string(wanted.threshold) + " are needed");
    }
    return signers;
}

}  // namespace hall::platform
