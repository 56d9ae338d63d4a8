#include "sync/wire/http_signature.h"

#include <algorithm>

#include "sync/core/check.h"
#include "sync/core/encoding.h"
#include "sync/core/number.h"

namespace hall {

namespace {

constexpr std::string_view digest_prefix = "sha-256=:";
constexpr std::string_view input_prefix = "sig1=";
constexpr std::string_view signature_prefix = "sig1=:";
constexpr std::string_view components_prefix =
    "(\"@method\" \"@target-uri\" \"content-digest\");created=";
constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t header_bytes_max = 1024;
constexpr std::size_t text_characters_max = 128;

// What may stand in a key id or nonce: the characters of a string of RFC 8941 that
// need no escape.
bool is_plain_text(std::string_view text) {
    return !text.empty() && text.size() <= text_characters_max &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\'; });
}

std::string parameters_of(const RequestIdentity& identity) {
    return std::string(components_prefix) + std::to_string(identity.created_s) + ";keyid=\"" +
           identity.key_id + "\";nonce=\"" + identity.nonce + "\"";
}

std::string base_of(const RequestToSign& request, const std::string& digest,
                    const RequestIdentity& identity) {
    return signature_base({{"\"@method\"", request.method},
                           {"\"@target-uri\"", request.target_uri},
                           {"\"content-digest\"", digest}},
                          parameters_of(identity));
}

// Takes the text up to `end` off the front, and `end` with it.
Result<std::string_view> take_until(std::string_view& text, std::string_view end) {
    const std::size_t length = text.find(end);
    if (length == std::string_view::npos) {
        return Error(Errc::corrupt, "Signature-Input is not of the profile");
    }
    const std::string_view part = text.substr(0, length);
    text.remove_prefix(length + end.size());
    return part;
}

Result<RequestIdentity> parse_input(std::string_view header) {
    const Error malformed(Errc::corrupt, "Signature-Input is not of the profile");
    if (header.size() > header_bytes_max || !header.starts_with(input_prefix)) return malformed;
    const std::string_view parameters = header.substr(input_prefix.size());
    if (!parameters.starts_with(components_prefix)) return malformed;
    std::string_view rest = parameters.substr(components_prefix.size());
    const std::string_view created = TRY(take_until(rest, ";keyid=\""));
    RequestIdentity identity;
    identity.key_id = TRY(take_until(rest, "\";nonce=\""));
    identity.nonce = TRY(take_until(rest, "\""));
    const auto created_s = parse_number<decltype(identity.created_s)>(created);
    if (!created_s) return malformed;
    identity.created_s = *created_s;
    if (!is_plain_text(identity.key_id) || !is_plain_text(identity.nonce)) return malformed;
    // Written again it must be the same bytes: there is one way to say one thing.
    if (parameters_of(identity) != parameters) return malformed;
    return identity;
}

Result<std::string> parse_signature(std::string_view header) {
    if (header.size() > header_bytes_max || !header.starts_with(signature_prefix) ||
        !header.ends_with(':') || header.size() == signature_prefix.size()) {
        return Error(Errc::corrupt, "Signature is not of the profile");
    }
    header.remove_prefix(signature_prefix.size());
    header.remove_suffix(1);
    return TRY_IN("Signature", bytes_of_base64(header));
}

}  // namespace

std::string content_digest(std::string_view content) {
    return std::string(digest_prefix) + base64_of(sha256(content)) + ":";
}

SignedHeaders sign_request(const RequestToSign& request, const SigningKey& key,
                           std::string_view key_id, std::int64_t created_s, Random& random) {
    const RequestIdentity identity{std::string(key_id), hex_of(random.bytes(nonce_bytes)),
                                   created_s};
    CHECK(is_plain_text(identity.key_id));
    SignedHeaders headers;
    headers.content_digest = content_digest(request.content);
    headers.signature_input = std::string(input_prefix) + parameters_of(identity);
    headers.signature = std::string(signature_prefix) +
                        base64_of(key.sign(base_of(request, headers.content_digest, identity))) +
                        ":";
    return headers;
}

namespace {

// What is to be held against one another, read from the headers.
struct SignedHead {
    RequestIdentity identity;
    std::string signature;
};

Result<SignedHead> head_of(const RequestToSign& request, const SignedHeaders& headers) {
    // A line break in a value would let one component pass for two.
    for (const std::string& value : {request.method, request.target_uri}) {
        if (value.find_first_of("\r\n") != std::string::npos) {
            return Error(Errc::corrupt, "a line break in the request line");
        }
    }
    SignedHead head;
    head.identity = TRY(parse_input(headers.signature_input));
    head.signature = TRY(parse_signature(headers.signature));
    const std::string_view digest = headers.content_digest;
    if (!digest.starts_with(digest_prefix) || digest.size() > header_bytes_max ||
        digest.find_first_of("\r\n") != std::string_view::npos) {
        return Error(Errc::corrupt, "Content-Digest is not of the profile");
    }
    return head;
}

Result<RequestIdentity> judge(const RequestToSign& request, const SignedHeaders& headers,
                              SignedHead head, const PublicKeyOf& public_key_of) {
    const Result<std::string> public_key = public_key_of(head.identity.key_id);
    if (!public_key.ok()) {
        if (public_key.error().code() != Errc::not_found) return public_key.error();
        return Error(Errc::untrusted, "signed by a key we do not know");
    }
    const std::string base = base_of(request, headers.content_digest, head.identity);
    TRY_IN("Signature", verify_ed25519(public_key.value(), base, head.signature));
    return std::move(head.identity);
}

}  // namespace

Result<RequestIdentity> verify_request_head(const RequestToSign& request,
                                            const SignedHeaders& headers,
                                            const PublicKeyOf& public_key_of) {
    SignedHead head = TRY(head_of(request, headers));
    return judge(request, headers, std::move(head), public_key_of);
}

Result<RequestIdentity> verify_request(const RequestToSign& request, const SignedHeaders& headers,
                                       const PublicKeyOf& public_key_of) {
    SignedHead head = TRY(head_of(request, headers));
    if (headers.content_digest != content_digest(request.content)) {
        return Error(Errc::untrusted, "Content-Digest is of another content");
    }
    return judge(request, headers, std::move(head), public_key_of);
}

std::string signature_base(const std::vector<std::pair<std::string, std::string>>& components,
                           std::string_view parameters) {
    std::string base;
    for (const auto& [identifier, value] : components) base += identifier + ": " + value + "\n";
    return base.append("\"@signature-params\": ").append(parameters);
}

}  // namespace hall
