// Offline files: root.json, targets.json and release.json on their way from the platform,
// which writes what they are to say, to the holders of their keys, who sign, and back.
//
// Nothing here trusts the machine it runs on: a holder's laptop judges by what it is
// given and by the keys it has, the platform by what counts at the moment it takes the
// signed files in (Publisher::install()).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/publish/key_store.h"
#include "platform/publish/role_keys.h"
#include "sync/core/result.h"
#include "sync/wire/metadata.h"

namespace hall::platform {

// Whole files; empty: none.
struct OfflineFiles {
    std::string root;
    std::string targets;
    std::string release;

    std::string& of(std::string_view role);
    const std::string& of(std::string_view role) const;
    bool empty() const { return root.empty() && targets.empty() && release.empty(); }
};

struct OfflineDrafts {
    OfflineFiles next;  // without signatures; those that are to be signed
    OfflineFiles now;   // root and targets that count; empty before the county is founded
};

// Whose signatures a file needs, and has.
struct SignerGroup {
    enum class Side { now, next };
    Side side = Side::next;  // the keys that counted before, or those that count from now on
    RoleKeys keys;
    std::vector<std::string> signed_by;  // TUF key ids of the group that signed well

    bool satisfied() const { return static_cast<std::int64_t>(signed_by.size()) >= keys.threshold; }
};

struct OfflineDemand {
    std::string role;  // root | targets | release
    std::int64_t version = 0;
    std::int64_t expires_ms = 0;
    std::vector<SignerGroup> groups;

    bool satisfied() const;
};

struct FileSignature {
    std::string role;
    tuf::Signature signature;
    std::string shown_id;  // of the key
};

// What each file to be signed needs, in the order root, targets, release. Signatures
// that are no good are not counted.
//   corrupt  a file is not what its name says
Result<std::vector<OfflineDemand>> demands_of(const OfflineDrafts& drafts,
                                              const std::vector<FileSignature>& signatures = {});

// Signs every file with every key that lies in the store and counts for it. None is no
// error.
Result<std::vector<FileSignature>> sign_offline(const OfflineDrafts& drafts, const KeyStore& keys);

// The files with these signatures, each once.
//   corrupt  a file is none
Result<OfflineFiles> with_signatures(const OfflineFiles& files,
                                     const std::vector<FileSignature>& signatures);

// What changes between the keys of two plans, a line a role that changed, in Chinese:
// "timestamp：加入 3f2a9c01d4e5b677，去掉 90ab12cd34ef5678". Reads the drafts only.
Result<std::vector<std::string>> changes_of(const OfflineDrafts& drafts);

}  // namespace hall::platform
