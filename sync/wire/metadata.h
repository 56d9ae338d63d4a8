// TUF metadata (The Update Framework 1.0.34), as types that remember the bytes they
// came from: unknown members and key types are kept, and a signature is checked over
// the canonical JSON of `signed` as received.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/signature.h"

namespace hall::tuf {

struct Key {
    std::string type;  // ed25519 | ecdsa | rsa | other, kept
    std::string scheme;
    std::string public_part;  // keyval.public as it stands
};

struct Role {
    std::vector<std::string> key_ids;  // each once
    std::int64_t threshold = 1;
};

struct Signature {
    std::string key_id;
    std::string bytes;
};

// What every role's metadata has.
struct Common {
    std::string type;
    std::int64_t version = 0;
    std::int64_t expires_ms = 0;
};

struct Root {
    Common common;
    bool consistent_snapshot = true;
    std::map<std::string, Key> keys;
    std::map<std::string, Role> roles;
};

struct FileInfo {
    std::int64_t version = 0;                   // of metadata
    std::optional<std::uint64_t> length;        // bytes; required for targets
    std::map<std::string, std::string> hashes;  // algorithm → lower-case hexadecimal
    Json custom;
};

struct Timestamp {
    Common common;
    FileInfo snapshot;
    Json extra;  // the whole `signed`, for members of ours such as "view"
};

struct Snapshot {
    Common common;
    std::map<std::string, FileInfo> meta;  // "targets.json" → …
    Json extra;                            // as with a timestamp
};

struct DelegatedRole {
    std::string name;
    Role role;
    bool terminating = false;
    std::vector<std::string> paths;
    std::vector<std::string> path_hash_prefixes;

    // True if this role may speak for the target (section 4.5 of the specification).
    bool covers(std::string_view target) const;
};

// Many roles said at once (TAP 15): 2^bit_length roles named "⟨prefix⟩-⟨hexadecimal⟩",
// each for the targets whose path's SHA-256 begins with its bits.
struct SuccinctRoles {
    Role role;
    int bit_length = 1;  // 1..32
    std::string name_prefix;

    // The one role that may speak for the target.
    std::string name_for(std::string_view target) const;

    // True if the name is one of the 2^bit_length.
    bool has(std::string_view name) const;
};

// Either `roles` or `succinct`.
struct Delegations {
    std::map<std::string, Key> keys;
    std::vector<DelegatedRole> roles;  // in order of priority
    std::optional<SuccinctRoles> succinct;

    // The keys and threshold of a role delegated here; null if there is none.
    const Role* role_named(std::string_view name) const;
};

struct Targets {
    Common common;
    std::map<std::string, FileInfo> targets;
    std::optional<Delegations> delegations;
};

// The parsed envelope of a file that nobody has verified yet.
struct Envelope {
    Json signed_part;
    std::string canonical;  // the bytes that are signed
    std::vector<Signature> signatures;
    std::string type;  // signed._type
};

// Fails with `corrupt`: not strict JSON, no signatures, a key id that signs twice. A
// signature that is not hexadecimal is kept as an empty one, which nobody has made.
Result<Envelope> parse_envelope(std::string_view bytes);

// Checks that at least `threshold` different keys of the role signed. Keys of unknown
// types never count, nor does one key count twice, under whatever names, types or
// spellings it is listed. Fails with `untrusted`.
Result<void> check_threshold(const Envelope& envelope, const Role& role,
                             const std::map<std::string, Key>& keys);

// The typed content. Fail with `corrupt`, also on another type, version < 1, or a
// specification version other than 1.x.
Result<Root> root_of(const Envelope& envelope);
Result<Timestamp> timestamp_of(const Envelope& envelope);
Result<Snapshot> snapshot_of(const Envelope& envelope);
Result<Targets> targets_of(const Envelope& envelope);

// Length and every known hash fit the bytes. Fails with `untrusted`, also if hashes are
// stated but none of them is SHA-256 or SHA-512.
Result<void> check_file(std::string_view bytes, const FileInfo& info);

// --- Writing, for the platform.

// SHA-256 over the canonical JSON of the key: how TUF names keys by habit.
std::string key_id_of(const Key& key);
Key ed25519_key(std::string_view public_key);
Json json_of(const Key& key);

Json json_of(const Root& root);
Json json_of(const Timestamp& timestamp);
Json json_of(const Snapshot& snapshot);
Json json_of(const Targets& targets);

// The whole file: {"signatures":[…],"signed":…} over the canonical form.
// REQUIRES: signed_part has no fractions.
std::string signed_file(const Json& signed_part, const std::vector<const SigningKey*>& keys);

}  // namespace hall::tuf
