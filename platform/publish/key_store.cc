#include "platform/publish/key_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include "sync/core/encoding.h"
#include "sync/core/json.h"

namespace hall {

namespace {

constexpr std::uint64_t key_bytes_max = 4096;

// The check is on the real file: the simulator's files have no owners.
Result<void> check_owner_only(const Path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return {};
    if ((status.st_mode & 077) != 0 || status.st_uid != ::geteuid()) {
        return Error(Errc::refused, file.string() + ": others can read this key");
    }
    return {};
}

// "county.3f2a9c01d4e5b677.sign"; role names hold no dots.
std::optional<KeyFile> key_file_of(const std::string& name) {
    const std::size_t first = name.find('.');
    const std::size_t last = name.rfind('.');
    if (first == std::string::npos || first == last) return std::nullopt;
    KeyFile key{.role = name.substr(0, first),
                .key_id = name.substr(first + 1, last - first - 1),
                .kind = name.substr(last + 1),
                .name = name};
    if (key.kind != "sign" && key.kind != "seal") return std::nullopt;
    return key;
}

NamedKey named(std::string_view public_key, std::string_view to) {
    return {
        .id = key_id_of(public_key), .to = std::string(to), .public_key = std::string(public_key)};
}

}  // namespace

std::string_view addressee_of(std::string_view seal_role) {
    return seal_role.substr(std::string_view("seal-").size());
}

Result<void> KeyStore::keep(const KeyFile& key, std::string_view secret) {
    TRY(files_.make_folder(folder_));
    ::chmod(folder_.c_str(), 0700);
    std::string text = json_line({{"role", key.role},
                                  {"kind", key.kind},
                                  {"id", key.key_id},
                                  {"secret", base64_of(secret)}}) +
                       '\n';
    const Result<void> written = files_.write_durably(folder_ / key.name, text, FileMode::secret);
    wipe(text);
    return written;
}

Result<void> KeyStore::make_signing_key(std::string_view role, Random& random) {
    const SigningKey key = SigningKey::make(random);
    const std::string id = key_id_of(key.public_key());
    std::string seed = key.seed();
    const Result<void> kept =
        keep({std::string(role), id, "sign", std::string(role) + '.' + id + ".sign"}, seed);
    wipe(seed);
    return kept;
}

Result<void> KeyStore::make_box_key(std::string_view role, Random& random) {
    const BoxKey key = BoxKey::make(random);
    const std::string id = key_id_of(key.public_key());
    return keep({std::string(role), id, "seal", std::string(role) + '.' + id + ".seal"},
                key.secret());
}

Result<std::vector<KeyFile>> KeyStore::list() const {
    std::vector<KeyFile> keys;
    for (const std::string& name : TRY_IN("keys", files_.list(folder_))) {
        if (std::optional<KeyFile> key = key_file_of(name)) keys.push_back(*std::move(key));
    }
    return keys;
}

Result<std::vector<std::string>> KeyStore::secrets(std::string_view role,
                                                   std::string_view kind) const {
    std::vector<std::string> found;
    for (const KeyFile& key : TRY(list())) {
        if (key.role != role || key.kind != kind) continue;
        const Path file = folder_ / key.name;
        TRY(check_owner_only(file));
        std::string text = TRY(files_.read(file, key_bytes_max));
        const Json json = TRY_IN(key.name, parse_json(text));
        wipe(text);
        std::string secret = TRY_IN(key.name, string_member(json, "secret"));
        found.push_back(TRY_IN(key.name, bytes_of_base64(secret)));
        wipe(secret);
    }
    if (found.empty()) return Error(Errc::not_found, "no key of " + std::string(role) + " is here");
    return found;
}

Result<std::vector<SigningKey>> KeyStore::signing_keys(std::string_view role) const {
    std::vector<SigningKey> keys;
    std::vector<std::string> seeds = TRY(secrets(role, "sign"));
    for (std::string& seed : seeds) {
        keys.push_back(TRY_IN(role, SigningKey::from_seed(seed)));
        wipe(seed);
    }
    return keys;
}

Result<std::vector<BoxKey>> KeyStore::box_keys(std::string_view role) const {
    std::vector<BoxKey> keys;
    std::vector<std::string> found = TRY(secrets(role, "seal"));
    for (std::string& secret : found) {
        keys.push_back(TRY_IN(role, BoxKey::from_secret(secret)));
        wipe(secret);
    }
    return keys;
}

Result<SigningKey> KeyStore::receipt_key() const {
    std::vector<SigningKey> keys = TRY(signing_keys(receipt_role));
    return std::move(keys.front());
}

Result<std::vector<NamedKey>> KeyStore::public_receipt_keys() const {
    std::vector<NamedKey> keys;
    for (const SigningKey& key : TRY(signing_keys(receipt_role))) {
        keys.push_back(named(key.public_key(), receipt_role));
    }
    return keys;
}

Result<std::vector<NamedKey>> KeyStore::public_seal_keys() const {
    std::vector<NamedKey> keys;
    for (const std::string_view role : seal_roles) {
        for (const BoxKey& key : TRY(box_keys(role))) {
            keys.push_back(named(key.public_key(), addressee_of(role)));
        }
    }
    return keys;
}

}  // namespace hall
