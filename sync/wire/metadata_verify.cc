#include <algorithm>
#include <set>

#include "sync/core/encoding.h"
#include "sync/wire/metadata.h"
#include "sync/wire/path_pattern.h"

namespace hall::tuf {

namespace {

Result<void> verify(const Key& key, std::string_view message, std::string_view signature) {
    if (key.type == "ed25519" && key.scheme == "ed25519") {
        return verify_ed25519(TRY(bytes_of_hex(key.public_part)), message, signature);
    }
    // Repositories before 2023 name the curve in the type as well.
    if ((key.type == "ecdsa" || key.type == "ecdsa-sha2-nistp256") &&
        key.scheme == "ecdsa-sha2-nistp256") {
        return verify_ecdsa_p256(key.public_part, message, signature);
    }
    if (key.type == "rsa" && key.scheme == "rsassa-pss-sha256") {
        return verify_rsa_pss(key.public_part, message, signature);
    }
    if (key.type == "rsa" && key.scheme == "rsa-pkcs1v15-sha256") {
        return verify_rsa_pkcs1(key.public_part, message, signature);
    }
    return Error(Errc::untrusted, "a key of a type we do not know: " + key.type);
}

// What makes two keys the same one: the bytes of the key, not how they are written down.
Result<std::string> identity_of(const Key& key) {
    if (key.type == "ed25519") return bytes_of_hex(key.public_part);
    return public_key_der(key.public_part);
}

// Hexadecimal digits of the largest bin number.
std::size_t bin_digits(int bit_length) {
    return static_cast<std::size_t>(bit_length + 3) / 4;
}

}  // namespace

Result<void> check_threshold(const Envelope& envelope, const Role& role,
                             const std::map<std::string, Key>& keys) {
    std::set<std::string> signers;
    for (const Signature& signature : envelope.signatures) {
        const bool belongs = std::find(role.key_ids.begin(), role.key_ids.end(),
                                       signature.key_id) != role.key_ids.end();
        const auto key = keys.find(signature.key_id);
        if (!belongs || key == keys.end()) continue;
        if (!verify(key->second, envelope.canonical, signature.bytes).ok()) continue;
        signers.insert(TRY(identity_of(key->second)));
    }
    if (static_cast<std::int64_t>(signers.size()) < role.threshold) {
        return Error(Errc::untrusted, "signed by " + std::to_string(signers.size()) + " of " +
                                          std::to_string(role.threshold) + " keys");
    }
    return {};
}

bool DelegatedRole::covers(std::string_view target) const {
    const std::string hash = path_hash_prefixes.empty() ? std::string() : sha256_hex(target);
    return std::any_of(path_hash_prefixes.begin(), path_hash_prefixes.end(),
                       [&](const std::string& prefix) { return hash.starts_with(prefix); }) ||
           std::any_of(paths.begin(), paths.end(), [&](const std::string& pattern) {
               return matches_path_pattern(target, pattern);
           });
}

std::string SuccinctRoles::name_for(std::string_view target) const {
    const std::string hash = sha256(target);
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i) {
        number = number << 8 | static_cast<std::uint8_t>(hash[static_cast<std::size_t>(i)]);
    }
    std::string bin;
    for (number >>= 32 - bit_length; bin.size() < bin_digits(bit_length); number >>= 4) {
        bin.insert(bin.begin(), "0123456789abcdef"[number & 15]);
    }
    return name_prefix + "-" + bin;
}

bool SuccinctRoles::has(std::string_view name) const {
    if (name.size() != name_prefix.size() + 1 + bin_digits(bit_length)) return false;
    if (!name.starts_with(name_prefix) || name[name_prefix.size()] != '-') return false;
    std::uint64_t number = 0;
    for (const char c : name.substr(name_prefix.size() + 1)) {
        const std::size_t digit = std::string_view("0123456789abcdef").find(c);
        if (digit == std::string_view::npos) return false;
        number = number << 4 | digit;
    }
    return number >> bit_length == 0;
}

const Role* Delegations::role_named(std::string_view name) const {
    if (succinct) return succinct->has(name) ? &succinct->role : nullptr;
    const auto found =
        std::find_if(roles.begin(), roles.end(),
                     [&](const DelegatedRole& delegated) { return delegated.name == name; });
    return found == roles.end() ? nullptr : &found->role;
}

Result<void> check_file(std::string_view bytes, const FileInfo& info) {
    if (info.length && *info.length != bytes.size()) {
        return Error(Errc::untrusted, std::to_string(bytes.size()) + " bytes in place of " +
                                          std::to_string(*info.length));
    }
    bool known = info.hashes.empty();
    for (const auto& [algorithm, hash] : info.hashes) {
        std::string actual;
        if (algorithm == "sha256") {
            actual = sha256_hex(bytes);
        } else if (algorithm == "sha512") {
            actual = hex_of(sha512(bytes));
        } else {
            continue;
        }
        known = true;
        if (hash != actual) return Error(Errc::untrusted, "another " + algorithm);
    }
    if (!known) return Error(Errc::untrusted, "no hash of a kind we know");
    return {};
}

}  // namespace hall::tuf
