// The platform's side of a ceremony: what is to change is written down, and what came
// back signed is taken in.

#include <algorithm>

#include "platform/commands/commands.h"
#include "platform/commands/keys.h"
#include "platform/publish/ceremony.h"
#include "sync/core/number.h"

namespace hall::platform {

namespace {

Result<std::vector<std::pair<std::string, tuf::Key>>> submitted(Files& files, const Path& here,
                                                                const std::string& folders) {
    std::vector<std::pair<std::string, tuf::Key>> halves;
    for (const std::string& folder : split_list(folders)) {
        const KeyStore keys(files, here / folder, KeyLocation::stick);
        const auto found = TRY_IN(folder, keys.public_halves());
        if (found.empty()) {
            return Error(Errc::refused, folder + " 里没有交来的钥匙（以 .public 结尾的文件）");
        }
        halves.insert(halves.end(), found.begin(), found.end());
    }
    return halves;
}

// True if the county's newest files say just this: the ceremony was finished before,
// perhaps by an attempt that the power cut off after it counted.
Result<bool> counts_already(Platform& platform, const OfflineFiles& drafts) {
    return ask<bool>(platform.executor(), [&](Store& store) -> Result<bool> {
        for (const std::string_view role : offline_roles) {
            if (drafts.of(role).empty()) continue;
            const Result<std::string> now = platform.publisher().metadata().role_file(store, role);
            if (!now.ok() && now.error().code() == Errc::not_found) return false;
            TRY(Result<void>(now.ok() ? Result<void>() : Result<void>(now.error())));
            const tuf::Envelope counts = TRY_IN(role, tuf::parse_envelope(now.value()));
            const tuf::Envelope draft = TRY_IN(role, tuf::parse_envelope(drafts.of(role)));
            if (counts.canonical != draft.canonical) return false;
        }
        return true;
    });
}

Result<void> drop_keys(const std::string& list, KeyPlan& plan, std::set<std::string>& touched) {
    for (const std::string& each : split_list(list)) {
        const std::size_t slash = each.find('/');
        const std::string role = each.substr(0, slash);
        const std::string id = slash == std::string::npos ? "" : each.substr(slash + 1);
        const auto now = plan.find(role);
        const std::size_t before = now == plan.end() ? 0 : now->second.keys.size();
        if (now != plan.end()) {
            std::erase_if(now->second.keys,
                          [&](const tuf::Key& key) { return shown_id(key) == id; });
        }
        if (now == plan.end() || now->second.keys.size() == before) {
            return Error(Errc::refused, "没有这把钥匙：" + each + "（写成 角色/编号）");
        }
        touched.insert(role);
    }
    return {};
}

Result<void> set_thresholds(const std::string& list, KeyPlan& plan,
                            std::set<std::string>& touched) {
    for (const std::string& each : split_list(list)) {
        const std::size_t equals = each.find('=');
        const auto now = plan.find(each.substr(0, equals));
        std::int64_t threshold = 0;
        if (equals != std::string::npos) {
            threshold = parse_number<std::int64_t>(each.substr(equals + 1)).value_or(0);
        }
        if (now == plan.end() || threshold < 1) {
            return Error(Errc::refused, "看不懂 --threshold " + each + "（写成 root=2）");
        }
        now->second.threshold = threshold;
        touched.insert(now->first);
    }
    return {};
}

}  // namespace

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (comma > 0) parts.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

Result<std::string> county_name(Platform& platform) {
    return ask<std::string>(platform.executor(), [](Store& store) -> Result<std::string> {
        return TRY(places_of_county(store)).county;
    });
}

Result<KeyPlan> plan_of(Platform& platform) {
    return ask<KeyPlan>(platform.executor(), [&](Store& store) -> Result<KeyPlan> {
        return platform.publisher().metadata().plan(store, TRY(places_of_county(store)));
    });
}

Result<void> change_offline_keys(Files& files, const Path& here, const KeyChangeWords& words,
                                 KeyPlan& plan, std::set<std::string>& touched) {
    for (auto& [role, key] : TRY(submitted(files, here, words.add))) {
        if (!is_offline_role(role)) {
            return Error(Errc::refused, role + " 的钥匙由平台自己保管，不能交进来");
        }
        std::vector<tuf::Key>& keys = plan[role].keys;
        const std::string id = shown_id(key);
        const bool known = std::any_of(keys.begin(), keys.end(),
                                       [&](const tuf::Key& k) { return shown_id(k) == id; });
        if (!known) keys.push_back(key);
        touched.insert(role);
    }
    TRY(drop_keys(words.drop, plan, touched));
    TRY(set_thresholds(words.threshold, plan, touched));
    for (const std::string& role : touched) {
        const RoleKeys& keys = plan.at(role);
        if (keys.threshold > static_cast<std::int64_t>(keys.keys.size())) {
            return Error(Errc::refused, role + " 只有" + std::to_string(keys.keys.size()) +
                                            "把钥匙，签不到" + std::to_string(keys.threshold) +
                                            "把");
        }
    }
    return {};
}

Result<std::string> begin_ceremony(Platform& platform, const Arguments& arguments,
                                   const Path& here) {
    const Path folder = here / TRY(arguments.value("--ceremony"));
    const KeyPlan before = TRY(plan_of(platform));
    KeyPlan plan = before;
    std::set<std::string> touched;
    TRY(change_offline_keys(platform.dependencies().files, here,
                            {.add = arguments.value_or("--add", {}),
                             .drop = arguments.value_or("--drop", {}),
                             .threshold = arguments.value_or("--threshold", {})},
                            plan, touched));
    OfflineWish wish{.documents = arguments.has("--documents"), .renew = arguments.has("--renew")};
    const std::vector<std::string> rotated = split_list(arguments.value_or("--rotate", {}));
    for (const std::string& role : rotated) {
        if (is_village_role(before, role) || role == receipt_role || is_seal_role(role)) {
            return Error(Errc::refused, role + " 不用仪式，直接用 keys rotate");
        }
    }
    TRY(plan_rotation(platform, before, rotated, wish.keys));
    for (const std::string& role : touched) wish.keys[role] = plan.at(role);
    const OfflineDrafts drafts = TRY(platform.publisher().draft_offline(platform.executor(), wish));
    const Dependencies& dependencies = platform.dependencies();
    const Ceremony ceremony =
        TRY(Ceremony::begin(dependencies.files, folder, drafts,
                            {TRY(county_name(platform)), utc_text(dependencies.clock.wall_ms())}));
    return TRY(ceremony.text());
}

Result<std::string> finish_ceremony(Platform& platform, const Arguments& arguments,
                                    const Path& here) {
    const Dependencies& dependencies = platform.dependencies();
    const Ceremony ceremony =
        TRY(Ceremony::open(dependencies.files, here / TRY(arguments.value("--ceremony"))));
    const OfflineFiles files = TRY(ceremony.finish());
    if (TRY(counts_already(platform, ceremony.drafts().next))) {
        return std::string("这次仪式已经办完了，不用再办\n");
    }
    TRY(platform.publisher().install(platform.executor(), files));
    std::string text = "签名核对无误，已发布：\n";
    for (const OfflineDemand& demand : TRY(ceremony.demands())) {
        text += "  " + demand.role + " 第" + std::to_string(demand.version) + "版\n";
    }
    return text;
}

}  // namespace hall::platform
