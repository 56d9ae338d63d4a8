// KeyStore: the platform's secret keys, one file each, mode 0600, in data/keys:
//
//     village-510681113205.3f2a9c01d4e5b677.sign    Ed25519
//     seal-county.90ab12cd34ef5678.seal             X25519
//
// A role may have several keys (thresholds, rotation); the file's name says the role and
// the key id. A key that does not lie here is no error: keys of offline roles are only
// brought for a ceremony. Whoever can read this folder can sign as the county.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/seal.h"
#include "sync/wire/signature.h"

namespace hall {

struct KeyFile {
    std::string role;
    std::string key_id;
    std::string kind;  // sign | seal
    std::string name;  // of the file
};

// Names of the keys that are no TUF roles.
inline constexpr std::string_view receipt_role = "receipt";
inline constexpr std::string_view seal_roles[] = {"seal-county", "seal-town", "seal-discipline"};
// "seal-county" seals to "county".
std::string_view addressee_of(std::string_view seal_role);

// Any thread; each call reads what it needs, so that no secret stays in memory.
class KeyStore {
  public:
    KeyStore(Files& files, Path folder) : files_(files), folder_(std::move(folder)) {}

    Result<void> make_signing_key(std::string_view role, Random& random);
    Result<void> make_box_key(std::string_view role, Random& random);

    // All keys of a role that lie here.
    //   not_found  none
    //   refused    another user could read the file
    //   corrupt    it is damaged, or belongs to another key
    Result<std::vector<SigningKey>> signing_keys(std::string_view role) const;
    Result<std::vector<BoxKey>> box_keys(std::string_view role) const;

    // The key that signs receipts, replies and times: the first of its role.
    Result<SigningKey> receipt_key() const;

    // Public halves as the settings name them.
    Result<std::vector<NamedKey>> public_receipt_keys() const;
    Result<std::vector<NamedKey>> public_seal_keys() const;

    // Sorted by name.
    Result<std::vector<KeyFile>> list() const;

  private:
    Result<std::vector<std::string>> secrets(std::string_view role, std::string_view kind) const;
    Result<void> keep(const KeyFile& key, std::string_view secret);

    Files& files_;
    Path folder_;
};

}  // namespace hall
