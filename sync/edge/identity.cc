#include "sync/edge/identity.h"

#include <sys/stat.h>
#include <unistd.h>

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/wire/document.h"

namespace hall {

namespace {

constexpr std::uint64_t identity_bytes_max = 64 << 10;

Json json_of(const NamedKey& key) {
    return {{"id", key.id}, {"to", key.to}, {"public_key", base64_of(key.public_key)}};
}

Result<NamedKey> key_of(const Json& json) {
    NamedKey key;
    key.id = TRY(string_member(json, "id"));
    key.to = TRY(string_member(json, "to"));
    const std::string text = TRY(string_member(json, "public_key"));
    key.public_key = TRY(bytes_of_base64(text));
    return key;
}

// A key that others can read is no key any more. The check is on the real file: the
// simulator's files have no owners.
Result<void> check_owner_only(const Path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return {};
    if ((status.st_mode & 077) != 0 || status.st_uid != ::geteuid()) {
        return Error(Errc::refused, file.string() + ": others can read this key");
    }
    return {};
}

}  // namespace

Result<Identity> load_identity(Files& files, const DataFolder& folder) {
    const std::string text = TRY_IN("identity", files.read(folder.identity(), identity_bytes_max));
    const Json json = TRY_IN("identity", parse_json(text));
    Identity identity;
    identity.server = TRY_IN("identity", string_member(json, "server"));
    identity.kiosk = TRY_IN("identity", string_member(json, "kiosk"));
    identity.short_id = TRY_IN("identity", string_member(json, "short"));
    identity.village = TRY_IN("identity", string_member(json, "village"));
    identity.village_name = TRY_IN("identity", string_member(json, "village_name"));
    identity.town = TRY_IN("identity", string_member(json, "town"));
    identity.town_name = TRY_IN("identity", string_member(json, "town_name"));
    identity.county = TRY_IN("identity", string_member(json, "county"));
    identity.epoch = TRY_IN("identity", integer_member(json, "epoch"));
    for (const Json& key : array_or_empty(json, "receipt_keys")) {
        identity.receipt_keys.push_back(TRY_IN("identity", key_of(key)));
    }
    return identity;
}

Result<void> save_identity(Files& files, const DataFolder& folder, const Identity& identity) {
    Json keys = Json::array();
    for (const NamedKey& key : identity.receipt_keys) keys.push_back(json_of(key));
    const Json json = {{"server", identity.server},
                       {"kiosk", identity.kiosk},
                       {"short", identity.short_id},
                       {"village", identity.village},
                       {"village_name", identity.village_name},
                       {"town", identity.town},
                       {"town_name", identity.town_name},
                       {"county", identity.county},
                       {"epoch", identity.epoch},
                       {"receipt_keys", keys}};
    return files.write_durably(folder.identity(), json.dump(2) + "\n");
}

Result<DeviceKeys> load_device_keys(Files& files, const DataFolder& folder) {
    constexpr std::uint64_t key_bytes = 32;
    TRY(check_owner_only(folder.sign_key()));
    TRY(check_owner_only(folder.box_key()));
    std::string seed = TRY_IN("keys", files.read(folder.sign_key(), key_bytes));
    std::string secret = TRY_IN("keys", files.read(folder.box_key(), key_bytes));
    Result<SigningKey> sign = SigningKey::from_seed(seed);
    Result<BoxKey> box = BoxKey::from_secret(secret);
    wipe(seed);
    wipe(secret);
    return DeviceKeys{TRY_IN("keys", std::move(sign)), TRY_IN("keys", std::move(box))};
}

Result<DeviceKeys> load_or_make_device_keys(Files& files, const DataFolder& folder,
                                            Random& random) {
    Result<DeviceKeys> loaded = load_device_keys(files, folder);
    if (loaded.ok() || loaded.error().code() != Errc::not_found) return loaded;
    TRY(files.make_folder(folder.keys()));
    const SigningKey sign = SigningKey::make(random);
    const BoxKey box = BoxKey::make(random);
    std::string seed = sign.seed();
    const Result<void> written = files.write_durably(folder.sign_key(), seed, FileMode::secret);
    wipe(seed);
    TRY_IN("keys", Result<void>(written));
    TRY_IN("keys", files.write_durably(folder.box_key(), box.secret(), FileMode::secret));
    return load_device_keys(files, folder);
}

std::vector<std::string> channels_of(const Identity& identity) {
    return {"county", town_channel(identity.town), village_channel(identity.village)};
}

}  // namespace hall
