// Signed statement: the envelope that receipts, replies and time answers share.
//
//     {"⟨name⟩":{…},"key":"⟨key id⟩","signature":"base64"}
//
// The signature is Ed25519 over the canonical JSON of the inner object. One kind of
// statement cannot pass for another although all are signed by the same key: each has
// required members that no other kind has.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/signature.h"

namespace hall {

inline constexpr std::size_t statement_bytes_max = std::size_t{1} << 20;

// One line of JSON. REQUIRES: `statement` has no fractions.
std::string signed_statement(std::string_view name, const Json& statement, const SigningKey& key);

// The inner object. Fails with `untrusted` unless one of the keys signed it,
// `corrupt` if it is no statement of this name.
Result<Json> open_statement(std::string_view bytes, std::string_view name,
                            const std::vector<NamedKey>& keys);

// --- NamedKeys as documents and answers carry them:
//     [{"id":"…","to":"receipt","public_key":"base64"}]

Json json_of(const std::vector<NamedKey>& keys);

// Fails with `corrupt`, also on a key that is not 32 bytes.
Result<std::vector<NamedKey>> named_keys_of(const Json& keys);

}  // namespace hall
