// Role keys: who may sign a role, and how many of them it takes. What counts is written
// in the signed metadata (root for the four top-level roles, targets for county, release
// and the towns, a town for its villages); a plan is that, read together or changed.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/publish/key_store.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/metadata.h"

namespace hall::platform {

inline constexpr std::string_view top_level_roles[] = {"root", "targets", "snapshot", "timestamp"};

// Roles whose secrets a county keeps off its platform (docs/security.md).
inline constexpr std::string_view offline_roles[] = {"root", "targets", "release"};
bool is_offline_role(std::string_view role);

struct RoleKeys {
    std::vector<tuf::Key> keys;  // each once
    std::int64_t threshold = 1;

    std::vector<std::string> ids() const;
    bool operator==(const RoleKeys& other) const;
};

// By role.
using KeyPlan = std::map<std::string, RoleKeys, std::less<>>;

// What metadata says of a role.
RoleKeys keys_named(const tuf::Role& role, const std::map<std::string, tuf::Key>& keys);

// Says it: adds the keys to `known` and gives the role.
tuf::Role name_keys(const RoleKeys& role, std::map<std::string, tuf::Key>& known);

// One key of ours, alone.
RoleKeys one_key(const SigningKey& key);

// The newest secret of each of these roles that lies here.
//   not_found  a role has none
Result<KeyPlan> plan_of_store(const KeyStore& keys, const std::vector<std::string>& roles);

// Every role below root: targets, snapshot, timestamp, county, release, towns, villages;
// and root.
std::vector<std::string> roles_of_county(const Places& places);

// The id a key has for people: that of its file, not the one TUF gives it.
std::string shown_id(const tuf::Key& key);

// The secrets of a role that lie here, as many as the role asks for.
//   not_found  fewer lie here; the message names the role
Result<std::vector<SigningKey>> signers_of(const KeyStore& keys, std::string_view role,
                                           const RoleKeys& wanted);

}  // namespace hall::platform
