// New keys in the place of old ones: at once where this machine may sign, through a
// ceremony where it may not.

#include <algorithm>

#include "platform/commands/commands.h"
#include "platform/commands/keys.h"
#include "platform/publish/ceremony.h"

namespace hall::platform {

namespace {

// A new key of ours. One that an attempt cut short left behind is not taken again: who
// stole the folder since has it, too.
Result<RoleKeys> fresh_key(Platform& platform, const std::string& role) {
    const Dependencies& dependencies = platform.dependencies();
    const KeyFile made = TRY(
        platform.keys().make_signing_key(role, dependencies.random, dependencies.clock.wall_ms()));
    for (const SigningKey& key : TRY(platform.keys().signing_keys(role))) {
        if (key_id_of(key.public_key()) == made.key_id) return one_key(key);
    }
    return Error(Errc::unavailable, "the new key of " + role + " is not there");
}

// True if whoever delegates to the role cannot sign on this machine.
Result<bool> is_signed_elsewhere(Platform& platform, const KeyPlan& plan, const std::string& role) {
    if (is_village_role(plan, role)) return false;
    const bool top = std::find(std::begin(top_level_roles), std::end(top_level_roles), role) !=
                     std::end(top_level_roles);
    const std::string delegator = top ? "root" : "targets";
    const Result<std::vector<SigningKey>> signers =
        signers_of(platform.keys(), delegator, plan.at(delegator));
    if (!signers.ok() && signers.error().code() != Errc::not_found) return signers.error();
    return !signers.ok();
}

Error needs_folder() {
    return Error(Errc::refused, "要用离线的钥匙签名。请加 --ceremony 文件夹，把要签的文件写出来");
}

// Signs with what lies here and installs, if that is enough; else writes the ceremony.
Result<std::string> sign_or_carry(Platform& platform, const OfflineDrafts& drafts,
                                  const std::string& folder, const Path& here) {
    const std::vector<FileSignature> signatures = TRY(sign_offline(drafts, platform.keys()));
    const std::vector<OfflineDemand> demands = TRY(demands_of(drafts, signatures));
    if (missing_text(demands).empty()) {
        const OfflineFiles files = TRY(with_signatures(drafts.next, signatures));
        TRY(platform.publisher().install(platform.executor(), files));
        return std::string("已签名并发布\n");
    }
    if (folder.empty()) return needs_folder();
    const Dependencies& dependencies = platform.dependencies();
    const Ceremony ceremony =
        TRY(Ceremony::begin(dependencies.files, here / folder, drafts,
                            {TRY(county_name(platform)), utc_text(dependencies.clock.wall_ms())}));
    return TRY(ceremony.text()) + "\n要签的文件在 " + folder +
           "。保管人各自办 keys sign，签够了回来办 keys ceremony finish\n";
}

Result<std::string> rotate_roles(Platform& platform, const std::vector<std::string>& roles,
                                 const std::string& folder, const Path& here) {
    const KeyPlan plan = TRY(plan_of(platform));
    for (const std::string& role : roles) {
        if (plan.count(role) == 0 || !folder.empty()) continue;
        if (TRY(is_signed_elsewhere(platform, plan, role))) return needs_folder();
    }
    KeyPlan wish;
    TRY(plan_rotation(platform, plan, roles, wish));
    KeyPlan villages;
    for (const std::string& role : roles) {
        if (!is_village_role(plan, role)) continue;
        villages[role] = wish.at(role);
        wish.erase(role);
    }
    std::string text;
    if (!villages.empty()) {
        TRY(platform.publisher().change_village_keys(platform.executor(), villages));
        text += "村的钥匙换好了，已发布\n";
    }
    if (wish.empty()) return text;
    const OfflineDrafts drafts =
        TRY(platform.publisher().draft_offline(platform.executor(), {.keys = wish}));
    return text + TRY(sign_or_carry(platform, drafts, folder, here));
}

}  // namespace

bool is_village_role(const KeyPlan& plan, const std::string& role) {
    return role.starts_with("village-") && plan.count(role) != 0;
}

Result<void> plan_rotation(Platform& platform, const KeyPlan& plan,
                           const std::vector<std::string>& roles, KeyPlan& wish) {
    for (const std::string& role : roles) {
        const auto now = plan.find(role);
        if (now == plan.end()) return Error(Errc::refused, "没有这个角色：" + role);
        const bool ours = !TRY(platform.keys().signing_keys_among(role, now->second.ids())).empty();
        if (is_offline_role(role) && !ours) {
            return Error(Errc::refused, role +
                                            " 的钥匙不在这台机器上。新钥匙由保管人用 keys "
                                            "create 做好，再用 keys ceremony begin --add "
                                            "换进来、--drop 换出去");
        }
        if (now->second.threshold > 1) {
            return Error(Errc::refused, role +
                                            " 要不止一把钥匙签名，请用 keys ceremony begin "
                                            "--add 和 --drop 一把一把地换");
        }
        wish[role] = TRY_IN(role, fresh_key(platform, role));
    }
    return {};
}

Result<std::string> rotate_keys(Platform& platform, const Arguments& arguments, const Path& here) {
    const std::span<const std::string> words = std::span(arguments.words()).subspan(1);
    const bool stolen = arguments.has("--stolen");
    std::vector<std::string> roles;
    std::string text;
    for (const std::string& role : words) {
        if (role == receipt_role || is_seal_role(role)) {
            text += TRY(rotate_named(platform, role, stolen));
        } else {
            roles.push_back(role);
        }
    }
    if (roles.empty()) return text;
    return text + TRY(rotate_roles(platform, roles, arguments.value_or("--ceremony", {}), here));
}

namespace {

// The channels of places that have none, among those named and the villages of named
// towns.
Result<KeyPlan> create_channels(Platform& platform, std::span<const std::string> roles) {
    const Dependencies& dependencies = platform.dependencies();
    const Places places =
        TRY(ask<Places>(platform.executor(), [](Store& store) { return places_of_county(store); }));
    const std::vector<std::string> channels = TRY(ask<std::vector<std::string>>(
        platform.executor(), [](Store& store) { return store.documents().channels(); }));
    const auto exists = [&](const std::string& channel) {
        return std::find(channels.begin(), channels.end(), channel) != channels.end();
    };
    std::vector<std::string> wanted;
    for (const std::string& role : roles) {
        const std::size_t before = wanted.size();
        for (const Town& town : places.towns) {
            const bool whole = role == town_channel(town.code);
            if (whole) wanted.push_back(role);
            for (const Village& village : town.villages) {
                const std::string channel = village_channel(village.code);
                if (role == channel || (whole && !exists(channel))) wanted.push_back(channel);
            }
        }
        if (wanted.size() == before) {
            return Error(Errc::refused, "地方名录里没有 " + role + "。先导入新的名录（places）");
        }
    }
    KeyPlan made;
    for (const std::string& channel : wanted) {
        if (!platform.keys().signing_keys(channel).ok()) {
            TRY(platform.keys().make_signing_key(channel, dependencies.random,
                                                 dependencies.clock.wall_ms()));
        }
        made[channel] = TRY_IN(channel, plan_of_store(platform.keys(), {channel})).at(channel);
    }
    TRY(platform.executor().run([&](Store& store) -> Result<void> {
        for (const std::string& channel : wanted) TRY(store.documents().add_channel(channel));
        return {};
    }));
    return made;
}

}  // namespace

Result<std::string> create_keys(Platform& platform, const Arguments& arguments, const Path& here) {
    const std::span<const std::string> words = std::span(arguments.words()).subspan(1);
    const KeyPlan plan = TRY(plan_of(platform));
    const std::string folder = arguments.value_or("--ceremony", {});
    bool towns = false;
    for (const std::string& role : words) {
        if (plan.count(role) != 0) {
            return Error(Errc::refused, role + " 已经有钥匙了，要换用 keys rotate");
        }
        towns = towns || role.starts_with("town-");
    }
    if (towns && folder.empty() && TRY(is_signed_elsewhere(platform, plan, "county"))) {
        return needs_folder();
    }
    KeyPlan made = TRY(create_channels(platform, words));
    std::string text;
    KeyPlan villages;
    for (const auto& [role, keys] : made) {
        if (!role.starts_with("village-")) continue;
        // Villages of a new town are signed when the town is.
        const std::string town = town_channel(town_of_village(role.substr(8)));
        if (plan.count(town) != 0) villages[role] = keys;
    }
    if (!villages.empty()) {
        TRY(platform.publisher().change_village_keys(platform.executor(), villages));
        text += "新的村可以登记机器了\n";
    }
    if (!towns) return text;
    KeyPlan wish;
    for (const std::string& role : words) {
        if (role.starts_with("town-")) wish[role] = made.at(role);
    }
    const OfflineDrafts drafts =
        TRY(platform.publisher().draft_offline(platform.executor(), {.keys = wish}));
    return text + TRY(sign_or_carry(platform, drafts, folder, here));
}

}  // namespace hall::platform
