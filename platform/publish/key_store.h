// KeyStore: the platform's secret keys, one file each, mode 0600, in data/keys:
//
//     village-510681113205.3f2a9c01d4e5b677.sign    Ed25519
//     seal-county.90ab12cd34ef5678.seal             X25519
//
// A role may have several keys (thresholds, rotation); the file's name says the role and
// the key id. Which of them count is said by the metadata and the settings, never by what
// lies here. A key that does not lie here is no error: keys of offline roles lie on sticks,
// in folders of the same form. Whoever can read this folder can sign as the county.
//
// Beside them, in the same folder, stand public halves that anybody may read:
//
//     root.3f2a9c01d4e5b677.public      what the holder of an offline key hands in
//     receipt.90ab12cd34ef5678.retired  a key that signs no more, so that what it signed
//                                       can still be known

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/metadata.h"
#include "sync/wire/seal.h"
#include "sync/wire/signature.h"

namespace hall::platform {

struct KeyFile {
    std::string role;
    std::string key_id;
    std::string kind;  // sign | seal | public | retired
    std::string name;  // of the file
};

// A secret key and when it was made.
struct DatedKey {
    SigningKey key;
    std::int64_t made_ms = 0;  // 0: before this was written down
};

enum class KeyLocation {
    machine,  // only its owner may read the files
    stick,    // a stick may have a file system without owners: its holder guards it
};

// Names of the keys that are no TUF roles.
inline constexpr std::string_view receipt_role = "receipt";
inline constexpr std::string_view seal_roles[] = {"seal-county", "seal-town", "seal-discipline"};
// "seal-county" seals to "county".
std::string_view addressee_of(std::string_view seal_role);

// Any thread; each call reads what it needs, so that no secret stays in memory.
class KeyStore {
  public:
    KeyStore(Files& files, Path folder, KeyLocation place = KeyLocation::machine)
        : files_(files), folder_(std::move(folder)), place_(place) {}

    // The name under which the new key lies here.
    Result<KeyFile> make_signing_key(std::string_view role, Random& random,
                                     std::int64_t made_ms = 0) const;
    Result<KeyFile> make_box_key(std::string_view role, Random& random,
                                 std::int64_t made_ms = 0) const;

    // Writes the public half of a signing key beside it, to be handed in.
    Result<KeyFile> show_public_half(const KeyFile& key) const;

    // The public halves that were handed in, by role.
    //   corrupt  a file is damaged
    Result<std::vector<std::pair<std::string, tuf::Key>>> public_halves() const;

    // Takes a secret away; success if it is not there. A signing key that signed statement
    // leaves its public half behind.
    enum class Trace { none, public_half };
    Result<void> forget(const KeyFile& key, Trace trace) const;

    // All keys of a role that lie here.
    //   not_found  none
    //   refused    another user could read the file
    //   corrupt    it is damaged, or belongs to another key
    Result<std::vector<SigningKey>> signing_keys(std::string_view role) const;
    Result<std::vector<BoxKey>> box_keys(std::string_view role) const;

    // The keys of a role that are among these, by their ids in TUF. None is no error.
    Result<std::vector<SigningKey>> signing_keys_among(
        std::string_view role, const std::vector<std::string>& tuf_key_ids) const;

    // The newest last.
    Result<std::vector<DatedKey>> dated_keys(std::string_view role) const;

    // Public halves of those that lie here, the newest first, as the settings name them:
    // what is sealed or signed from now on takes the first of its kind.
    Result<std::vector<NamedKey>> public_receipt_keys() const;
    Result<std::vector<NamedKey>> public_seal_keys() const;

    // Receipt keys that sign no more.
    Result<std::vector<NamedKey>> retired_receipt_keys() const;

    // Sorted by name.
    Result<std::vector<KeyFile>> list() const;

    const Path& folder() const { return folder_; }

  private:
    struct Secret {
        std::string bytes;
        std::int64_t made_ms = 0;
    };
    Result<std::vector<Secret>> secrets(std::string_view role, std::string_view kind) const;
    Result<std::vector<KeyFile>> files_of(std::string_view role, std::string_view kind) const;
    Result<Json> read(const KeyFile& key) const;
    Result<KeyFile> keep(KeyFile key, std::string_view secret, std::int64_t made_ms) const;

    Files& files_;
    Path folder_;
    KeyLocation place_;
};

}  // namespace hall::platform
