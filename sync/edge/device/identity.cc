#include "sync/edge/device/identity.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/wire/document.h"
#include "sync/wire/places.h"

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

// One pair of keys on the disk.
struct KeyFiles {
    Path folder;
    Path sign() const { return folder / "sign.key"; }
    Path box() const { return folder / "box.key"; }
};

KeyFiles key_files(const DataFolder& folder, const std::string& keys) {
    return {keys.empty() ? folder.keys() : folder.keys() / keys};
}

// Names the pair that the device is enrolling with, until the county answered.
Path pending_file(const DataFolder& folder) {
    return folder.keys() / "pending";
}

bool is_keys_folder(std::string_view name) {
    return name.size() == 16 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
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
    identity.view = identity.village;
    identity.village_name = TRY_IN("identity", string_member(json, "village_name"));
    identity.town = TRY_IN("identity", string_member(json, "town"));
    identity.town_name = TRY_IN("identity", string_member(json, "town_name"));
    identity.county = TRY_IN("identity", string_member(json, "county"));
    identity.keys = string_or(json, "keys");
    if (!identity.keys.empty() && !is_keys_folder(identity.keys)) {
        return Error(Errc::corrupt, "identity: \"keys\" is no folder of keys");
    }
    identity.epoch = TRY_IN("identity", integer_member(json, "epoch"));
    for (const Json& key : array_or_empty(json, "receipt_keys")) {
        identity.receipt_keys.push_back(TRY_IN("identity", key_of(key)));
    }
    return identity;
}

Result<void> save_identity(Files& files, const DataFolder& folder, const Identity& identity) {
    Json keys = Json::array();
    for (const NamedKey& key : identity.receipt_keys) keys.push_back(json_of(key));
    Json json = {{"server", identity.server},
                 {"kiosk", identity.kiosk},
                 {"short", identity.short_id},
                 {"village", identity.village},
                 {"village_name", identity.village_name},
                 {"town", identity.town},
                 {"town_name", identity.town_name},
                 {"county", identity.county},
                 {"epoch", identity.epoch},
                 {"receipt_keys", keys}};
    if (!identity.keys.empty()) json["keys"] = identity.keys;
    return files.write_durably(folder.identity(), json.dump(2) + "\n");
}

namespace {

Result<DeviceKeys> load_keys(Files& files, const KeyFiles& from) {
    constexpr std::uint64_t key_bytes = 32;
    TRY(check_owner_only(from.sign()));
    TRY(check_owner_only(from.box()));
    std::string seed = TRY_IN("keys", files.read(from.sign(), key_bytes));
    std::string secret = TRY_IN("keys", files.read(from.box(), key_bytes));
    Result<SigningKey> read_sign = SigningKey::from_seed(seed);
    Result<BoxKey> read_box = BoxKey::from_secret(secret);
    wipe(seed);
    wipe(secret);
    SigningKey sign = TRY_IN("keys", std::move(read_sign));
    BoxKey box = TRY_IN("keys", std::move(read_box));
    return DeviceKeys{std::move(sign), std::move(box)};
}

Result<DeviceKeys> make_keys(Files& files, const KeyFiles& to, SigningKey sign, BoxKey box) {
    TRY(files.make_folder(to.folder));
    std::string seed = sign.seed();
    const Result<void> written = files.write_durably(to.sign(), seed, FileMode::secret);
    wipe(seed);
    TRY_IN("keys", Result<void>(written));
    TRY_IN("keys", files.write_durably(to.box(), box.secret(), FileMode::secret));
    return load_keys(files, to);
}

}  // namespace

Result<DeviceKeys> load_device_keys(Files& files, const DataFolder& folder) {
    const Result<Identity> identity = load_identity(files, folder);
    return load_keys(files,
                     key_files(folder, identity.ok() ? identity.value().keys : std::string()));
}

Result<DeviceKeys> load_or_make_device_keys(Files& files, const DataFolder& folder,
                                            Random& random) {
    Result<DeviceKeys> loaded = load_device_keys(files, folder);
    if (loaded.ok() || loaded.error().code() != Errc::not_found) return loaded;
    return make_keys(files, key_files(folder, {}), SigningKey::make(random), BoxKey::make(random));
}

Result<NextKeys> next_device_keys(Files& files, const DataFolder& folder, Random& random) {
    const Result<Identity> identity = load_identity(files, folder);
    if (!identity.ok() && identity.error().code() == Errc::not_found) {
        return NextKeys{TRY(load_or_make_device_keys(files, folder, random)), {}};
    }
    const Result<std::string> pending = files.read(pending_file(folder), 64);
    if (pending.ok() && is_keys_folder(pending.value())) {
        Result<DeviceKeys> keys = load_keys(files, key_files(folder, pending.value()));
        if (keys.ok()) return NextKeys{std::move(keys).value(), pending.value()};
        if (keys.error().code() != Errc::not_found) return keys.error();
    }
    SigningKey sign = SigningKey::make(random);
    const std::string name = key_id_of(sign.public_key());
    DeviceKeys keys =
        TRY(make_keys(files, key_files(folder, name), std::move(sign), BoxKey::make(random)));
    TRY_IN("keys", files.write_durably(pending_file(folder), name, FileMode::shared));
    return NextKeys{std::move(keys), name};
}

Result<void> retire_device_keys(Files& files, const DataFolder& folder, const std::string& before) {
    TRY(files.remove(pending_file(folder)));
    const Identity identity = TRY(load_identity(files, folder));
    if (identity.keys == before) return {};
    const KeyFiles old = key_files(folder, before);
    TRY(files.remove(old.sign()));
    return files.remove(old.box());
}

Identity placed(Identity enrolled, const Places& places) {
    const std::optional<PlaceNow> now = village_now(places, enrolled.view);
    if (!now) return enrolled;
    enrolled.village = now->village->code;
    enrolled.village_name = now->village->name;
    enrolled.town = now->town->code;
    enrolled.town_name = now->town->name;
    enrolled.county = places.county;
    enrolled.former = now->village->formerly;
    return enrolled;
}

std::vector<std::string> channels_of(const Identity& identity) {
    std::vector<std::string> channels = {"county", town_channel(identity.town),
                                         village_channel(identity.village)};
    for (const std::string& code : identity.former) channels.push_back(village_channel(code));
    return channels;
}

}  // namespace hall
