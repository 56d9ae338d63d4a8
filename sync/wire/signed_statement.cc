#include "sync/wire/signed_statement.h"

#include "sync/core/encoding.h"

namespace hall {

std::string signed_statement(std::string_view name, const Json& statement, const SigningKey& key) {
    const std::string canonical = canonical_json(statement).value();
    const Json envelope = {{std::string(name), statement},
                           {"key", key_id_of(key.public_key())},
                           {"signature", base64_of(key.sign(canonical))}};
    return json_line(envelope);
}

Result<Json> open_statement(std::string_view bytes, std::string_view name,
                            const std::vector<NamedKey>& keys) {
    const Json envelope = TRY_IN(name, parse_json(bytes, {.bytes_max = statement_bytes_max}));
    const Json* statement = TRY(member(envelope, name));
    if (!statement->is_object()) return Error(Errc::corrupt, std::string(name) + ": no object");
    const std::string key_id = TRY_IN(name, string_member(envelope, "key"));
    const std::string signature_text = TRY_IN(name, string_member(envelope, "signature"));
    const std::string signature = TRY_IN(name, bytes_of_base64(signature_text));
    const std::string canonical = TRY_IN(name, canonical_json(*statement));
    for (const NamedKey& key : keys) {
        if (key.id != key_id) continue;
        TRY_IN(name, verify_ed25519(key.public_key, canonical, signature));
        return *statement;
    }
    return Error(Errc::untrusted, std::string(name) + ": signed by a key we do not know");
}

Json json_of(const std::vector<NamedKey>& keys) {
    Json json = Json::array();
    for (const NamedKey& key : keys) {
        json.push_back({{"id", key.id}, {"to", key.to}, {"public_key", base64_of(key.public_key)}});
    }
    return json;
}

Result<std::vector<NamedKey>> named_keys_of(const Json& keys) {
    if (!keys.is_array()) return Error(Errc::corrupt, "keys: no array");
    std::vector<NamedKey> named;
    for (const Json& json : keys) {
        NamedKey key;
        key.id = TRY(string_member(json, "id"));
        key.to = TRY(string_member(json, "to"));
        const std::string public_key = TRY(string_member(json, "public_key"));
        key.public_key = TRY_IN(key.id, bytes_of_base64(public_key));
        if (key.public_key.size() != 32) {
            return Error(Errc::corrupt, key.id + ": a public key is 32 bytes");
        }
        named.push_back(std::move(key));
    }
    return named;
}

}  // namespace hall
