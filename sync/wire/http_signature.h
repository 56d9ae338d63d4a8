// HTTP Message Signatures (RFC 9421) in the one profile a kiosk uses, and
// Content-Digest (RFC 9530).
//
// Profile: label "sig1", ed25519, components "@method" "@target-uri"
// "content-digest" in this order, parameters created, keyid, nonce in this order.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/wire/signature.h"

namespace hall {

// "sha-256=:base64:" over the content as sent (after Content-Encoding).
std::string content_digest(std::string_view content);

struct SignedHeaders {
    std::string content_digest;
    std::string signature_input;
    std::string signature;
};

// `target_uri` is the absolute URI the client asked for.
struct RequestToSign {
    std::string method;
    std::string target_uri;
    std::string_view content;
};

SignedHeaders sign_request(const RequestToSign& request, const SigningKey& key,
                           std::string_view key_id, std::int64_t created_s, Random& random);

struct RequestIdentity {
    std::string key_id;
    std::string nonce;
    std::int64_t created_s = 0;
};

// Gives the public key (32 bytes) of a key id; `not_found` if nobody has it.
using PublicKeyOf = std::function<Result<std::string>(std::string_view key_id)>;

// Checks digest and signature and says who signed. Does not judge `created`: the
// platform holds it against its own clock or a nonce it gave out.
//   untrusted  wrong digest, wrong signature, unknown key
//   corrupt    headers that are not of the profile
Result<RequestIdentity> verify_request(const RequestToSign& request, const SignedHeaders& headers,
                                       const PublicKeyOf& public_key_of);

// The same before the content has come: the digest is what the headers say. Whoever acts on
// it holds the content against its digest afterwards, with verify_request().
Result<RequestIdentity> verify_request_head(const RequestToSign& request,
                                            const SignedHeaders& headers,
                                            const PublicKeyOf& public_key_of);

// The signature base of RFC 9421 section 2.5 for any covered components, so that the
// vectors of appendix B.2 can be checked. Each component is its identifier as it
// stands in Signature-Input, with quotes and parameters ("\"@method\""), and its value.
std::string signature_base(const std::vector<std::pair<std::string, std::string>>& components,
                           std::string_view parameters);

}  // namespace hall
