#include "platform/publish/key_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/core/json.h"

namespace hall::platform {

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
    const bool known =
        key.kind == "sign" || key.kind == "seal" || key.kind == "public" || key.kind == "retired";
    if (!known) return std::nullopt;
    return key;
}

KeyFile named_file(std::string_view role, std::string_view key_id, std::string_view kind) {
    KeyFile key{
        .role = std::string(role), .key_id = std::string(key_id), .kind = std::string(kind)};
    key.name = key.role + '.' + key.key_id + '.' + key.kind;
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

Result<KeyFile> KeyStore::keep(KeyFile key, std::string_view secret, std::int64_t made_ms) const {
    TRY(files_.make_folder(folder_));
    if (place_ == KeyLocation::machine) ::chmod(folder_.c_str(), 0700);
    Json json = {
        {"role", key.role}, {"kind", key.kind}, {"id", key.key_id}, {"secret", base64_of(secret)}};
    if (made_ms > 0) json["made"] = utc_text(made_ms);
    std::string text = json_line(json) + '\n';
    const Result<void> written = files_.write_durably(folder_ / key.name, text, FileMode::secret);
    wipe(text);
    TRY(Result<void>(written));
    return key;
}

Result<KeyFile> KeyStore::make_signing_key(std::string_view role, Random& random,
                                           std::int64_t made_ms) const {
    const SigningKey key = SigningKey::make(random);
    std::string seed = key.seed();
    Result<KeyFile> kept =
        keep(named_file(role, key_id_of(key.public_key()), "sign"), seed, made_ms);
    wipe(seed);
    return kept;
}

Result<KeyFile> KeyStore::make_box_key(std::string_view role, Random& random,
                                       std::int64_t made_ms) const {
    const BoxKey key = BoxKey::make(random);
    return keep(named_file(role, key_id_of(key.public_key()), "seal"), key.secret(), made_ms);
}

Result<KeyFile> KeyStore::show_public_half(const KeyFile& key) const {
    for (const SigningKey& secret : TRY(signing_keys(key.role))) {
        if (key_id_of(secret.public_key()) != key.key_id) continue;
        KeyFile half = named_file(key.role, key.key_id, "public");
        const Json json = {{"role", key.role},
                           {"id", key.key_id},
                           {"key", tuf::json_of(tuf::ed25519_key(secret.public_key()))}};
        TRY(files_.write_durably(folder_ / half.name, json_line(json) + '\n', FileMode::shared));
        return half;
    }
    return Error(Errc::not_found, "no key " + key.name + " is here");
}

Result<std::vector<std::pair<std::string, tuf::Key>>> KeyStore::public_halves() const {
    std::vector<std::pair<std::string, tuf::Key>> halves;
    for (const KeyFile& file : TRY(list())) {
        if (file.kind != "public") continue;
        const Json json = TRY(read(file));
        const Json& described = object_or_empty(json, "key");
        tuf::Key key{.type = string_or(described, "keytype"),
                     .scheme = string_or(described, "scheme"),
                     .public_part = string_or(object_or_empty(described, "keyval"), "public")};
        const Result<std::string> bytes = bytes_of_hex(key.public_part);
        const bool good = key.type == "ed25519" && key.scheme == "ed25519" && bytes.ok() &&
                          bytes.value().size() == 32 && key_id_of(bytes.value()) == file.key_id &&
                          string_or(json, "role") == file.role;
        if (!good) return Error(Errc::corrupt, file.name + ": no public half of such a key");
        halves.emplace_back(file.role, std::move(key));
    }
    return halves;
}

Result<void> KeyStore::forget(const KeyFile& key, Trace trace) const {
    if (trace == Trace::public_half) {
        for (const SigningKey& secret : TRY(signing_keys(key.role))) {
            if (key_id_of(secret.public_key()) != key.key_id) continue;
            const Json json = {
                {"role", key.role}, {"id", key.key_id}, {"public", base64_of(secret.public_key())}};
            TRY(files_.write_durably(folder_ / named_file(key.role, key.key_id, "retired").name,
                                     json_line(json) + '\n', FileMode::secret));
        }
    }
    return files_.remove(folder_ / key.name);
}

Result<std::vector<KeyFile>> KeyStore::list() const {
    std::vector<KeyFile> keys;
    for (const std::string& name : TRY_IN("keys", files_.list(folder_))) {
        if (std::optional<KeyFile> key = key_file_of(name)) keys.push_back(*std::move(key));
    }
    return keys;
}

Result<std::vector<KeyFile>> KeyStore::files_of(std::string_view role,
                                                std::string_view kind) const {
    std::vector<KeyFile> keys = TRY(list());
    std::erase_if(keys, [&](const KeyFile& key) { return key.role != role || key.kind != kind; });
    return keys;
}

Result<Json> KeyStore::read(const KeyFile& key) const {
    const Path file = folder_ / key.name;
    if (place_ == KeyLocation::machine && key.kind != "public") TRY(check_owner_only(file));
    std::string text = TRY(files_.read(file, key_bytes_max));
    Result<Json> json = parse_json(text);
    wipe(text);
    if (!json.ok()) return Error(json.error()).in(key.name);
    return json;
}

Result<std::vector<KeyStore::Secret>> KeyStore::secrets(std::string_view role,
                                                        std::string_view kind) const {
    std::vector<Secret> found;
    for (const KeyFile& key : TRY(files_of(role, kind))) {
        const Json json = TRY(read(key));
        std::string secret = TRY_IN(key.name, string_member(json, "secret"));
        const std::string made = string_or(json, "made");
        const std::int64_t made_ms = made.empty() ? 0 : TRY_IN(key.name, parse_utc_ms(made));
        found.push_back({TRY_IN(key.name, bytes_of_base64(secret)), made_ms});
        wipe(secret);
    }
    if (found.empty()) return Error(Errc::not_found, "no key of " + std::string(role) + " is here");
    std::stable_sort(found.begin(), found.end(),
                     [](const Secret& a, const Secret& b) { return a.made_ms < b.made_ms; });
    return found;
}

Result<std::vector<DatedKey>> KeyStore::dated_keys(std::string_view role) const {
    std::vector<DatedKey> keys;
    std::vector<Secret> seeds = TRY(secrets(role, "sign"));
    for (Secret& seed : seeds) {
        keys.push_back({TRY_IN(role, SigningKey::from_seed(seed.bytes)), seed.made_ms});
        wipe(seed.bytes);
    }
    return keys;
}

Result<std::vector<SigningKey>> KeyStore::signing_keys(std::string_view role) const {
    std::vector<SigningKey> keys;
    std::vector<DatedKey> dated = TRY(dated_keys(role));
    for (DatedKey& key : dated) keys.push_back(std::move(key.key));
    return keys;
}

Result<std::vector<BoxKey>> KeyStore::box_keys(std::string_view role) const {
    std::vector<BoxKey> keys;
    std::vector<Secret> found = TRY(secrets(role, "seal"));
    for (Secret& secret : found) {
        keys.push_back(TRY_IN(role, BoxKey::from_secret(secret.bytes)));
        wipe(secret.bytes);
    }
    return keys;
}

Result<std::vector<SigningKey>> KeyStore::signing_keys_among(
    std::string_view role, const std::vector<std::string>& tuf_key_ids) const {
    std::vector<SigningKey> among;
    Result<std::vector<SigningKey>> all = signing_keys(role);
    if (!all.ok() && all.error().code() == Errc::not_found) return among;
    TRY(Result<void>(all.ok() ? Result<void>() : Result<void>(all.error())));
    for (SigningKey& key : all.value()) {
        const std::string id = tuf::key_id_of(tuf::ed25519_key(key.public_key()));
        const bool counts =
            std::find(tuf_key_ids.begin(), tuf_key_ids.end(), id) != tuf_key_ids.end();
        if (counts) among.push_back(std::move(key));
    }
    return among;
}

Result<std::vector<NamedKey>> KeyStore::public_receipt_keys() const {
    std::vector<NamedKey> keys;
    for (const SigningKey& key : TRY(signing_keys(receipt_role))) {
        keys.insert(keys.begin(), named(key.public_key(), receipt_role));
    }
    return keys;
}

Result<std::vector<NamedKey>> KeyStore::public_seal_keys() const {
    std::vector<NamedKey> keys;
    for (const std::string_view role : seal_roles) {
        const auto place = static_cast<std::ptrdiff_t>(keys.size());
        for (const BoxKey& key : TRY(box_keys(role))) {
            keys.insert(keys.begin() + place, named(key.public_key(), addressee_of(role)));
        }
    }
    return keys;
}

Result<std::vector<NamedKey>> KeyStore::retired_receipt_keys() const {
    std::vector<NamedKey> keys;
    for (const KeyFile& file : TRY(files_of(receipt_role, "retired"))) {
        const Json json = TRY(read(file));
        const std::string text = TRY_IN(file.name, string_member(json, "public"));
        keys.push_back(named(TRY_IN(file.name, bytes_of_base64(text)), receipt_role));
    }
    return keys;
}

}  // namespace hall::platform
