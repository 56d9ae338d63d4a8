// Receipt and seal keys, which the settings name and no metadata.

#include <algorithm>

#include "platform/commands/commands.h"
#include "platform/commands/keys.h"
#include "platform/publish/document_check.h"
#include "sync/wire/signed_statement.h"

namespace hall::platform {

namespace {

Result<Settings> settings_now(Platform& platform) {
    const Document document = TRY(ask<Document>(platform.executor(), [](Store& store) {
        return store.documents().newest({.channel = "county", .id = "settings"});
    }));
    return settings_of(document.body);
}

// `keys` with the newest of ours in front of its kind.
std::vector<NamedKey> with_new(std::vector<NamedKey> keys, const NamedKey& fresh, bool alone) {
    if (alone) std::erase_if(keys, [&](const NamedKey& key) { return key.to == fresh.to; });
    std::erase_if(keys, [&](const NamedKey& key) { return key.id == fresh.id; });
    const auto place = std::find_if(keys.begin(), keys.end(),
                                    [&](const NamedKey& key) { return key.to == fresh.to; });
    keys.insert(place, fresh);
    return keys;
}

Result<NamedKey> fresh_named_key(Platform& platform, const std::string& role) {
    const Dependencies& dependencies = platform.dependencies();
    const bool receipt = role == receipt_role;
    const std::int64_t now_ms = dependencies.clock.wall_ms();
    const KeyFile made =
        receipt ? TRY(platform.keys().make_signing_key(role, dependencies.random, now_ms))
                : TRY(platform.keys().make_box_key(role, dependencies.random, now_ms));
    for (const NamedKey& key : receipt ? TRY(platform.keys().public_receipt_keys())
                                       : TRY(platform.keys().public_seal_keys())) {
        if (key.id == made.key_id) return key;
    }
    return Error(Errc::unavailable, "the new key of " + role + " is not there");
}

// Forgets the secrets of receipt keys that the settings do not name any more.
Result<void> forget_unnamed_receipt_keys(Platform& platform) {
    const Settings settings = TRY(settings_now(platform));
    for (const KeyFile& key : TRY(platform.keys().list())) {
        if (key.role != receipt_role || key.kind != "sign") continue;
        const bool named =
            std::any_of(settings.receipt_keys.begin(), settings.receipt_keys.end(),
                        [&](const NamedKey& known) { return known.id == key.key_id; });
        if (!named) TRY(platform.keys().forget(key, KeyStore::Trace::public_half));
    }
    return {};
}

Result<std::string> retire_named(Platform& platform, const std::string& role,
                                 const std::string& id) {
    const Settings settings = TRY(settings_now(platform));
    const bool receipt = role == receipt_role;
    std::vector<NamedKey> named = receipt ? settings.receipt_keys : settings.seal_keys;
    const std::string to(receipt ? role : std::string(addressee_of(role)));
    const auto of_role =
        std::count_if(named.begin(), named.end(), [&](const NamedKey& k) { return k.to == to; });
    const std::size_t before = named.size();
    std::erase_if(named, [&](const NamedKey& k) { return k.id == id; });
    if (named.size() != before && of_role < 2) {
        return Error(Errc::refused,
                     "这是 " + role + " 唯一在用的钥匙，先用 keys rotate 换一把新的");
    }
    NamedKeys announced;
    (receipt ? announced.receipt : announced.seal) = named;
    TRY(announce_keys(platform, announced));
    if (receipt) TRY(forget_unnamed_receipt_keys(platform));
    TRY(platform.reload_keys());
    return role + " 的钥匙 " + id + " 不再公布" +
           (receipt ? "\n" : "；文件留着，好打开已经收到的信件\n");
}

// A role of the metadata.
Result<std::string> retire_role(Platform& platform, const KeyFile& key) {
    const KeyPlan plan = TRY(plan_of(platform));
    if (const auto now = plan.find(key.role); now != plan.end()) {
        for (const tuf::Key& named : now->second.keys) {
            if (shown_id(named) != key.key_id) continue;
            return Error(Errc::refused, "这把钥匙还在用，先用 keys rotate 换一把新的");
        }
    }
    TRY(platform.keys().forget(key, KeyStore::Trace::none));
    return key.role + " 的钥匙 " + key.key_id + " 已从这台机器上去掉\n";
}

}  // namespace

bool is_seal_role(std::string_view role) {
    return std::find(std::begin(seal_roles), std::end(seal_roles), role) != std::end(seal_roles);
}

Result<std::string> rotate_named(Platform& platform, const std::string& role, bool stolen) {
    const Settings settings = TRY(settings_now(platform));
    const bool receipt = role == receipt_role;
    const std::vector<NamedKey>& named = receipt ? settings.receipt_keys : settings.seal_keys;
    const NamedKey fresh = TRY_IN(role, fresh_named_key(platform, role));
    const std::vector<NamedKey> wanted = with_new(named, fresh, stolen);
    NamedKeys announced;
    (receipt ? announced.receipt : announced.seal) = wanted;
    TRY(announce_keys(platform, announced));
    if (receipt && stolen) TRY(forget_unnamed_receipt_keys(platform));
    TRY(platform.reload_keys());
    std::string text = role + " 的新钥匙 " + fresh.id + " 已公布\n";
    if (receipt && !stolen) {
        text += "旧钥匙再签" + std::to_string(receipt_overlap_days) +
                "天，等机器都收到新钥匙；以后用 keys retire 换下旧的\n";
    }
    if (stolen) text += "旧钥匙不再公布\n";
    if (!receipt) text += "旧钥匙的文件留着，好打开已经收到的信件\n";
    return text;
}

Result<std::string> retire_key(Platform& platform, const std::string& role, const std::string& id) {
    for (const KeyFile& key : TRY(platform.keys().list())) {
        if (key.role != role || key.key_id != id || key.kind == "public") continue;
        if (key.kind == "retired") return Error(Errc::refused, "这把钥匙早就换下了");
        if (role == receipt_role || is_seal_role(role)) return retire_named(platform, role, id);
        return retire_role(platform, key);
    }
    return Error(Errc::refused, "这台机器上没有 " + role + " 的钥匙 " + id);
}

Result<void> announce_keys(Platform& platform, const NamedKeys& named) {
    const Document before = TRY(ask<Document>(platform.executor(), [](Store& store) {
        return store.documents().newest({.channel = "county", .id = "settings"});
    }));
    Document settings = before;
    if (named.receipt) settings.body["receipt_keys"] = json_of(*named.receipt);
    if (named.seal) settings.body["seal_keys"] = json_of(*named.seal);
    settings.at = utc_text(platform.dependencies().clock.wall_ms());
    if (settings.body != before.body) {
        TRY(platform.executor().run([&](Store& store) -> Result<void> {
            TRY(keep_document(store, "county", settings));
            return {};
        }));
    }
    // Also what an attempt cut short left waiting.
    TRY(platform.publisher().publish(platform.executor(), "county"));
    return {};
}

}  // namespace hall::platform
